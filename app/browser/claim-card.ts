import { type CardContent, element } from "./card-content";

/** A claim's card, from its entry in the post's list. */
export function claimCard(mark: HTMLElement, entry: HTMLElement | null): CardContent | null {
  if (!entry) return null;
  const word = entry.querySelector(".claim-word")?.textContent ?? "";
  const words = entry.querySelector(".claim-words")?.textContent ?? "";
  const page = element("a", "All about this claim");
  page.href = mark.getAttribute("href") ?? "";
  return {
    name: `Claim ${words}: ${word}`,
    head: word.charAt(0).toUpperCase() + word.slice(1),
    parts: [
      element("p", `“${words}”`, "claim-card-words"),
      element("p", entry.querySelector(".claim-found")?.textContent ?? ""),
    ],
    actions: [page],
  };
}
