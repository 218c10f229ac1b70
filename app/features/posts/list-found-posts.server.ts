import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import type { Relation } from "./post";
import { relationOf } from "./stored-relation";

export type FoundPost = {
  id: number;
  threadId: number;
  number: number;
  createdAt: string;
  relation: Relation | null;
  author: { id: number; handle: string; name: string };
  plainText: string;
};

/** Posts by id with their plain text, for search results, if this viewer may read them. */
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
      author: { select: { id: true, handle: true, name: true } },
    },
  });
  return new Map(
    rows.map(({ createdAt, relation, ...row }) => [
      row.id,
      { ...row, createdAt: createdAt.toISOString(), relation: relationOf(relation) },
    ]),
  );
}
