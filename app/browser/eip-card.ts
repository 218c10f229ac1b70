import { type CardContent, element } from "./card-content";

type Item = { title?: string; status?: string; genre?: string; URL?: string };

const itemsByNumber = new Map<string, Promise<Item | null>>();

/** A card for an EIP that a text names: title and status from its source. */
export async function eipCard(mark: HTMLElement): Promise<CardContent | null> {
  const number = mark.dataset["eip"] ?? "";
  const item = itemsByNumber.get(number) ?? load(number);
  itemsByNumber.set(number, item);
  const found = await item;
  if (!found?.title) return null;
  const facts = [found.status && `status ${found.status}`, found.genre].filter(Boolean).join(", ");
  // Where nothing hovers, the card comes before the page that its mark leads to.
  const page = element("a", "Open the EIP");
  page.href = mark.getAttribute("href") ?? "";
  const all = element("a", "All that cite it");
  all.href = `/sources/eip-${number}`;
  return {
    name: found.title,
    head: "EIP",
    parts: [element("p", found.title, "source-title"), ...(facts ? [element("p", facts)] : [])],
    actions: [page, all],
  };
}

async function load(number: string): Promise<Item | null> {
  const answer = await fetch(`/sources/eip-${number}.csl.json`).catch(() => null);
  if (!answer?.ok) return null;
  const [item] = (await answer.json()) as Item[];
  return item ?? null;
}
