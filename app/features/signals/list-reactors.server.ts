import { db } from "~/platform/db.server";
import type { Reactor, Reactors } from "./post-signals";

/** The names of a kind that stand below a post. */
const mostNames = 8;

type Row = Reactor & { postId: number; kind: string };

/** Who reacted to these posts, by post and kind, those who reacted first before others. No query without a reaction. */
export async function listReactors(
  posts: { id: number; reactionCounts: Record<string, number> }[],
): Promise<Map<number, Reactors>> {
  const reactors = new Map<number, Reactors>();
  const ids = posts.filter(({ reactionCounts }) => Object.keys(reactionCounts).length > 0).map(({ id }) => id);
  if (ids.length === 0) return reactors;
  const rows = await db.$queryRaw<Row[]>`
    select r."postId", r."kind", m."id", m."handle", m."name" from (
      select "postId", "kind", "memberId", row_number() over (partition by "postId", "kind" order by "changedAt", "memberId") as place
      from "Reaction" where "postId" = any(${ids}::int[])
    ) r join "Member" m on m."id" = r."memberId"
    where r.place <= ${mostNames} order by r."postId", r."kind", r.place`;
  for (const { postId, kind, ...reactor } of rows) {
    const ofPost = reactors.get(postId) ?? {};
    reactors.set(postId, ofPost);
    (ofPost[kind] ??= []).push(reactor);
  }
  return reactors;
}
