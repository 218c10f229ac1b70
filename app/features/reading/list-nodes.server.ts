import type { Viewer } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { excerptOf } from "~/features/posts/posts";
import { shownTextSql } from "~/features/posts/posts.server";
import { db } from "~/platform/db.server";
import type { PostNode } from "./node";

/** All posts of a thread as places in it, by number. Those that the viewer may not read are among them: they keep their number. */
export async function listNodes(threadId: number): Promise<PostNode[]> {
  return db.$queryRaw<PostNode[]>`
    select p."id", p."number", a."number" as parent, p."relation", p."worthCount" as worth
    from "Post" p left join "Post" a on a."id" = p."parentId"
    where p."threadId" = ${threadId} order by p."number"`;
}

/** What a list says of a post beside the map: its author and how it begins. */
export type NodeLine = { authorName: string; line: string };

/** Lines for these posts by id, of those that the viewer may read. */
export async function listNodeLines(ids: number[], viewer: Viewer): Promise<Record<number, NodeLine>> {
  const rows = await db.$queryRaw<{ id: number; authorName: string; text: string }[]>`
    select p."id", m."name" as "authorName", ${shownTextSql(160)} as text
    from "Post" p join "Member" m on m."id" = p."authorId"
    where p."id" = any(${ids}::int[]) and ${visibleToSql(viewer, "p")}`;
  return Object.fromEntries(rows.map(({ id, authorName, text }) => [id, { authorName, line: excerptOf(text, 80) }]));
}
