import type { Viewer } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { Prisma } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import { asidesOf } from "./asides";
import type { Relation } from "./post";
import { readDerived } from "./post-derived";
import { wholeShownTextSql } from "./shown-text.server";

export type FoundPost = {
  id: number;
  threadId: number;
  number: number;
  createdAt: string;
  relation: Relation | null;
  author: { id: number; handle: string; name: string };
  /** What a result shows of it. */
  text: string;
};

/** Posts by id with their readable text, for search results, if this viewer may read them. */
export async function listFoundPosts(ids: number[], viewer: Viewer): Promise<Map<number, FoundPost>> {
  if (ids.length === 0) return new Map();
  const rows = await readTogether<FoundPost>(Prisma.sql`
    select p."id", p."threadId", p."number", p."createdAt", p."relation"::text as "relation",
      json_build_object('id', m."id", 'handle', m."handle", 'name', m."name") as "author",
      ${wholeShownTextSql} as "text"
    from "Post" p join "Thread" t on t."id" = p."threadId" join "Member" m on m."id" = p."authorId"
    where p."id" = any(${ids}::int[]) and ${visibleToSql(viewer, "p")} and ${visibleToSql(viewer, "t")}`);
  return new Map(
    rows.map(({ createdAt, ...row }) => [row.id, { ...row, createdAt: new Date(createdAt).toISOString() }]),
  );
}

/** What these posts say beside their text, by id; posts that say nothing there, or are folded, are left out. */
export async function listAsides(postIds: number[]): Promise<Map<number, string[]>> {
  if (postIds.length === 0) return new Map();
  const posts = await readTogether<{ id: number; derived: unknown }>(Prisma.sql`
    select "id", "derived" from "Post" where "id" = any(${postIds}::int[]) and "foldedAt" is null`);
  const asides = posts.map(({ id, derived }) => [id, asidesOf(readDerived(derived))] as const);
  return new Map(asides.filter(([, lines]) => lines.length > 0));
}
