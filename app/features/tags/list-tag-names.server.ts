import { db } from "~/platform/db.server";

/** `shared` are the names that another tag has too; `upgradeId` is the tag of the upgrade that an EIP came with, else null. */
export type TagNames = { id: number; names: string[]; shared: string[]; upgradeId: number | null };

/** Each tag with all of its names, its own first. */
export async function listTagNames(): Promise<TagNames[]> {
  const tags = await db.tag.findMany({
    orderBy: { id: "asc" },
    select: {
      id: true,
      name: true,
      kind: true,
      parent: { select: { id: true, kind: true } },
      synonyms: { orderBy: { slug: "asc" }, select: { slug: true, name: true } },
    },
  });
  const uses = new Map<string, number>();
  for (const { synonyms } of tags) for (const { slug } of synonyms) uses.set(slug, (uses.get(slug) ?? 0) + 1);
  const isShared = ({ slug }: { slug: string }) => uses.get(slug)! > 1;
  return tags.map(({ id, name, kind, parent, synonyms }) => ({
    id,
    upgradeId: kind === "eip" && parent?.kind === "upgrade" ? parent.id : null,
    names: [name, ...synonyms.filter((synonym) => !isShared(synonym)).map((synonym) => synonym.name)],
    shared: synonyms.filter(isShared).map((synonym) => synonym.name),
  }));
}
