import { db } from "~/platform/db.server";

/** Each tag with all of its names, its own first; `shared` are those that another tag has too. */
export async function listTagNames(): Promise<{ id: number; names: string[]; shared: string[] }[]> {
  const tags = await db.tag.findMany({
    orderBy: { id: "asc" },
    select: { id: true, name: true, synonyms: { orderBy: { slug: "asc" }, select: { slug: true, name: true } } },
  });
  const uses = new Map<string, number>();
  for (const { synonyms } of tags) for (const { slug } of synonyms) uses.set(slug, (uses.get(slug) ?? 0) + 1);
  const isShared = ({ slug }: { slug: string }) => uses.get(slug)! > 1;
  return tags.map(({ id, name, synonyms }) => ({
    id,
    names: [name, ...synonyms.filter((synonym) => !isShared(synonym)).map((synonym) => synonym.name)],
    shared: synonyms.filter(isShared).map((synonym) => synonym.name),
  }));
}
