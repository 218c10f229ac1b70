import { db } from "~/platform/db.server";

/** All names of each tag that has several. Ambiguous names are left out. */
export async function listTagNames(): Promise<string[][]> {
  const tags = await db.tag.findMany({
    where: { synonyms: { some: {} } },
    orderBy: { id: "asc" },
    select: { name: true, synonyms: { orderBy: { slug: "asc" }, select: { slug: true, name: true } } },
  });
  const uses = new Map<string, number>();
  for (const { synonyms } of tags) for (const { slug } of synonyms) uses.set(slug, (uses.get(slug) ?? 0) + 1);
  return tags
    .map(({ name, synonyms }) => [name, ...synonyms.filter(({ slug }) => uses.get(slug) === 1).map((one) => one.name)])
    .filter((names) => names.length > 1);
}
