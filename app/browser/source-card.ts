import { type CardContent, element } from "./card-content";
import { citationCheck } from "./citation-check";

/** A source's card, from its entry in the post's list and from this use. */
export function sourceCard(mark: HTMLElement, entry: HTMLElement | null): CardContent | null {
  const title = entry?.querySelector<HTMLElement>(".source-title");
  if (!entry || !title) return null;
  const { kind = "", host = "" } = entry.dataset;
  const use = entry.querySelector<HTMLElement>(`[data-use="${CSS.escape(mark.id)}"]`);
  const status = entry.querySelector(".source-status");
  const rest = entry.querySelector(".source-rest")?.textContent?.replace(/^, /, "") ?? "";
  const parts = [
    element("p", title.textContent ?? "", "source-title"),
    rest && element("p", rest),
    status && element("p", status.textContent ?? ""),
    use && copyOf(use),
  ];
  return {
    name: `Source ${mark.textContent}: ${title.textContent}`,
    head: [kind, host].filter(Boolean).join(" · "),
    parts: parts.filter((part) => part instanceof Node),
    actions: actionsFor(entry, title),
    foot: citationCheck(mark, entry.querySelector<HTMLAnchorElement>(".source-key")?.href),
  };
}

/** A note's card: its text without links back. */
export function noteCard(mark: HTMLElement, note: HTMLElement | null): CardContent | null {
  return (
    note && { name: `Note ${mark.textContent}`, head: `Note ${mark.textContent}`, parts: [copyOf(note)], actions: [] }
  );
}

/** A paragraph with the words of an element, without links back and ids. */
export function copyOf(original: HTMLElement) {
  const paragraph = element("p");
  const copy = original.cloneNode(true) as HTMLElement;
  for (const extra of copy.querySelectorAll(".source-back, .source-letter")) extra.remove();
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  paragraph.append(...copy.childNodes);
  return paragraph;
}

function actionsFor(entry: HTMLElement, title: HTMLElement) {
  const actions: HTMLElement[] = [];
  const link = (words: string, from: HTMLAnchorElement | null) => {
    if (!from) return;
    const action = element("a", words);
    action.href = from.href;
    action.rel = from.rel;
    actions.push(action);
  };
  link("Open", title instanceof HTMLAnchorElement ? title : null);
  link("Archived copy", entry.querySelector<HTMLAnchorElement>("[data-archived]"));
  const copy = element("button", "Copy");
  copy.type = "button";
  copy.addEventListener("click", () => {
    const words = [title.textContent, entry.querySelector(".source-rest")?.textContent, title.getAttribute("href")];
    const text = `${words[0] ?? ""}${words[1] ?? ""}${words[2] ? `. ${words[2]}` : ""}`;
    navigator.clipboard.writeText(text).then(
      () => (copy.textContent = "Copied"),
      () => (copy.textContent = "Could not copy"),
    );
  });
  actions.push(copy);
  link("All that cite it", entry.querySelector<HTMLAnchorElement>(".source-key"));
  return actions;
}
