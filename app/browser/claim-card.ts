import { type CardContent, element } from "./card-content";

const cards = new Map<string, Promise<string | null>>();

/** A claim's card: values, drawing, arithmetic and actions from its address; from the post's list when that can't be had. */
export async function claimCard(mark: HTMLElement, entry: HTMLElement | null): Promise<CardContent | null> {
  if (!entry) return null;
  const address = mark.getAttribute("href") ?? "";
  const loading = cards.get(address) ?? load(`${address}/card`);
  cards.set(address, loading);
  const loaded = await loading;
  if (loaded === null) cards.delete(address);
  const word = entry.querySelector(".claim-word")?.textContent ?? "";
  const words = entry.querySelector(".claim-words")?.textContent ?? "";
  const card = loaded === null ? null : new DOMParser().parseFromString(loaded, "text/html");
  const body = card?.querySelector<HTMLElement>(".claim-card");
  const page = element("a", "Permalink");
  page.href = address;
  return {
    name: `Claim ${words}: ${word}`,
    head: word.charAt(0).toUpperCase() + word.slice(1),
    sign: entry.querySelector(".glyph"),
    status: entry.dataset["status"],
    parts: body
      ? [body]
      : [element("p", `“${words}”`), element("p", entry.querySelector(".claim-found")?.textContent ?? "")],
    actions: card && body ? [...card.querySelectorAll<HTMLElement>(".card-actions > a")] : [page],
  };
}

async function load(address: string): Promise<string | null> {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? answer.text() : null;
}
