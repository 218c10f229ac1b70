/** What replies to posts: the first of them, and a member's own. */
import type { Viewer } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { shorten } from "~/ui/shorten";
import { shownTextSql } from "./shown-text.server";
import { excerptOf, type PostView, type Relation, relations, type Replies } from "./post";

/** How many replies stand below a post when they are opened there. */
const repliesInPlace = 8;

type Row = {
  id: number;
  number: number;
  parentId: number;
  relation: Relation | null;
  authorName: string;
  text: string;
  counts: Record<string, number>;
};

type Answered = Pick<PostView, "id" | "replyCount">;

/** The replies to each of these posts that this viewer may read, by the id of the post replied to. */
export async function listReplies(posts: Answered[], viewer: Viewer): Promise<Map<number, Replies>> {
  const replies = new Map<number, Replies>();
  const answered = posts.filter(({ replyCount }) => replyCount > 0).map(({ id }) => id);
  if (answered.length === 0) return replies;
  const rows = await db.$queryRaw<Row[]>`
    with reply as (
      select p."id", p."number", p."parentId", p."relation", p."authorId",
        row_number() over (partition by p."parentId" order by p."number") as place
      from "Post" p where p."parentId" = any(${answered}::int[]) and ${visibleToSql(viewer, "p")}
    ), counted as (
      select "parentId", jsonb_object_agg(relation, n) as counts from (
        select "parentId", coalesce("relation"::text, '') as relation, count(*)::int as n from reply group by 1, 2
      ) by_relation group by 1
    )
    select r."id", r."number", r."parentId", r."relation", m."name" as "authorName", c."counts",
      ${shownTextSql(400)} as text
    from reply r join "Post" p on p."id" = r."id" join "Member" m on m."id" = r."authorId"
      join counted c on c."parentId" = r."parentId"
    where r.place <= ${repliesInPlace} order by r."parentId", r."number"`;
  for (const { parentId, counts, text, ...row } of rows) {
    const known = replies.get(parentId) ?? {
      count: Object.values(counts).reduce((sum, count) => sum + count, 0),
      byRelation: relations.flatMap((relation): [Relation, number][] =>
        counts[relation] ? [[relation, counts[relation]]] : [],
      ),
      first: [],
    };
    known.first.push({ ...row, line: shorten(excerptOf(text), 110) });
    replies.set(parentId, known);
  }
  return replies;
}

/** When this member last replied to each of these posts; posts without a reply are left out. */
export async function listAnswerTimes(memberId: number, postIds: number[]): Promise<Map<number, string>> {
  if (postIds.length === 0) return new Map();
  const rows = await db.post.groupBy({
    by: ["parentId"],
    where: { authorId: memberId, parentId: { in: postIds }, status: "visible" },
    _max: { createdAt: true },
  });
  return new Map(
    rows.flatMap(({ parentId, _max }) =>
      parentId && _max.createdAt ? [[parentId, _max.createdAt.toISOString()]] : [],
    ),
  );
}
