import { shorten } from "~/ui/shorten";

/** A tag of the vocabulary that threads are filed under. */
export const tagKinds = ["chain", "topic", "upgrade", "eip"] as const;
export type TagKind = (typeof tagKinds)[number];
export type Tag = { id: number; slug: string; name: string; kind: TagKind };

/** A tag in the picker, with its thread count and synonyms. */
export type TagChoice = Tag & { threadCount: number; synonyms: string[] };

/** A chosen tag in a form; counts and synonyms may be missing. */
export type PickedTag = Tag & Partial<TagChoice>;

/** The heading of each kind. */
export const kindNames: Record<TagKind, string> = {
  chain: "Chains",
  topic: "Topics",
  upgrade: "Upgrades",
  eip: "EIPs",
};

/** The name of one tag of each kind. */
export const kindWords: Record<TagKind, string> = {
  chain: "chain",
  topic: "topic",
  upgrade: "upgrade",
  eip: "EIP",
};

/** Sorts tags by kind, then in the author's order. */
export function groupByKind<T extends { kind: TagKind }>(tags: T[]): { kind: TagKind; name: string; tags: T[] }[] {
  return tagKinds
    .map((kind) => ({ kind, name: kindNames[kind], tags: tags.filter((tag) => tag.kind === kind) }))
    .filter((group) => group.tags.length > 0);
}

/** A tag's name under its kind's heading: "4844" reads better than "EIP-4844" after "EIPs". */
export const shortName = (tag: Pick<Tag, "kind" | "name">) =>
  tag.kind === "eip" ? tag.name.replace(/^EIP-/, "") : tag.name;

/** The first sentence of a description as plain text, at most 160 characters, for lists. */
export function summaryOf(description: string): string {
  const paragraph = description.trim().split(/\n\s*\n/)[0] ?? "";
  const plain = paragraph
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/^[#>\-*+\s]+/gm, " ")
    .replaceAll(/[*`_]{1,3}/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const sentence = /^.*?[.!?](?=\s+\p{Lu}|$)/u.exec(plain)?.[0] ?? plain;
  return shorten(sentence, 160);
}
