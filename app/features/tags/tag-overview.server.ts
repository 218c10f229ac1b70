import { db } from "~/platform/db.server";
import { tagCard } from "./find-tags.server";
import { summaryOf, type TagChoice, type TagKind } from "./tag";

export type TagLine = TagChoice & { summary: string; parent: { slug: string; name: string; kind: TagKind } | null };
type Asked = { kind: TagKind | null; order: "threads" | "name" };

/** The vocabulary as a list shows it, by kind. */
export async function listTagLines({ kind, order }: Asked): Promise<TagLine[]> {
  const tags = await db.tag.findMany({
    where: kind === null ? {} : { kind },
    orderBy: [{ kind: "asc" }, ...(order === "threads" ? [{ threadCount: "desc" as const }] : []), { name: "asc" }],
    select: {
      ...tagCard,
      threadCount: true,
      description: true,
      parent: { select: { slug: true, name: true, kind: true } },
      synonyms: { orderBy: { slug: "asc" }, select: { name: true } },
    },
  });
  return tags.map(({ description, synonyms, ...tag }) => ({
    ...tag,
    summary: summaryOf(description),
    synonyms: synonyms.map(({ name }) => name),
  }));
}
