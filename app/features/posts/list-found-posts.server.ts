import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { asidesOf } from "./asides";
import { type Relation, shownText } from "./post";
import { readDerived } from "./post-derived";
import { relationOf } from "./stored-relation";

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
  const rows = await db.post.findMany({
    where: { id: { in: ids }, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: {
      id: true,
      threadId: true,
      number: true,
      createdAt: true,
      relation: true,
      plainText: true,
      readableText: true,
      foldedAt: true,
      author: { select: { id: true, handle: true, name: true } },
    },
  });
  return new Map(
    rows.map(({ createdAt, relation, plainText, readableText, foldedAt, ...row }) => [
      row.id,
      {
        ...row,
        text: shownText({ readableText, plainText, foldedAt }),
        createdAt: createdAt.toISOString(),
        relation: relationOf(relation),
      },
    ]),
  );
}

/** What these posts say beside their text, by id; posts that say nothing there, or are folded, are left out. */
export async function listAsides(postIds: number[]): Promise<Map<number, string[]>> {
  if (postIds.length === 0) return new Map();
  const posts = await db.post.findMany({
    where: { id: { in: postIds }, foldedAt: null },
    select: { id: true, derived: true },
  });
  const asides = posts.map(({ id, derived }) => [id, asidesOf(readDerived(derived))] as const);
  return new Map(asides.filter(([, lines]) => lines.length > 0));
}
