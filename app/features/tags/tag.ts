/** One word of the vocabulary threads are filed under. */
export const tagKinds = ["chain", "topic", "upgrade", "eip"] as const;
export type TagKind = (typeof tagKinds)[number];
export type Tag = { id: number; slug: string; name: string; kind: TagKind };

/** What a group of tags of one kind is called. */
export const kindNames: Record<TagKind, string> = {
  chain: "Chains",
  topic: "Topics",
  upgrade: "Upgrades",
  eip: "EIPs",
};

/** Tags in the order they are shown: by kind, then as the writer put them. */
export function groupByKind<T extends { kind: TagKind }>(tags: T[]): { kind: TagKind; name: string; tags: T[] }[] {
  return tagKinds
    .map((kind) => ({ kind, name: kindNames[kind], tags: tags.filter((tag) => tag.kind === kind) }))
    .filter((group) => group.tags.length > 0);
}

/** A tag's name under its kind's heading: "4844" reads better than "EIP-4844" after "EIPs". */
export const shortName = (tag: Pick<Tag, "kind" | "name">) =>
  tag.kind === "eip" ? tag.name.replace(/^EIP-/, "") : tag.name;
