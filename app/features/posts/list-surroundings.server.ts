/** What stands around posts on a thread's page, as everybody may read it: their replies, quotes, reactions, and interests. */
import { visibleTo } from "~/features/auth/auth.server";
import type { Disclosure } from "~/features/members/members";
import { readDisclosuresOf } from "~/features/members/members.server";
import { db } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { listReplies } from "./list-answers.server";
import type { QuoteState, Replies } from "./post";

/** A post as a line that leads to it. */
export type LinkedPost = {
  id: number;
  number: number;
  author: { handle: string; name: string };
  thread: { id: number; slug: string; title: string };
};

/** A passage that a post quotes: from which revision, and whether that says so still. */
type QuoteOf = { post: LinkedPost; revision: number; text: string; state: QuoteState };

export type Surroundings = {
  replies: Replies;
  /** What it quotes, in its order. */
  quotes: QuoteOf[];
  /** The posts that quote it, the earliest first. */
  quotedIn: LinkedPost[];
  /** What its author discloses for the thread's tags. */
  disclosures: Disclosure[];
};

const noReplies: Replies = { count: 0, byRelation: [], first: [] };
/** The most quotes that are read for one page of posts. */
const mostQuotes = 2_000;

const linked = {
  id: true,
  number: true,
  author: { select: { handle: true, name: true } },
  thread: { select: { id: true, slug: true, title: true } },
} as const;

/** What stands around these posts, by id; one query for each kind. The caller asks whether the posts may be read. */
export async function listSurroundings(ids: number[]): Promise<Map<number, Surroundings>> {
  if (ids.length === 0) return new Map();
  const readable = { ...visibleTo(null), thread: visibleTo(null) };
  const [posts, quotes] = await Promise.all([
    db.post.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        replyCount: true,
        foldedAt: true,
        authorId: true,
        thread: { select: { tags: { select: { tagId: true } } } },
      },
    }),
    db.quote.findMany({
      where: {
        OR: [
          { postId: { in: ids }, quoted: readable },
          { quotedPostId: { in: ids }, post: readable },
        ],
      },
      orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
      take: mostQuotes,
      select: {
        postId: true,
        quotedPostId: true,
        revision: true,
        text: true,
        state: true,
        post: { select: linked },
        quoted: { select: linked },
      },
    }),
  ]);
  const [replies, disclosures] = await Promise.all([
    listReplies(posts, null),
    readDisclosuresOf(
      posts.map(({ authorId, thread }) => ({ authorId, tagIds: thread.tags.map(({ tagId }) => tagId) })),
    ),
  ]);
  const byQuoting = groupBy(quotes, ({ postId }) => postId);
  const byQuoted = groupBy(quotes, ({ quotedPostId }) => quotedPostId);
  return new Map(
    posts.map(({ id, foldedAt }, index) => [
      id,
      {
        replies: replies.get(id) ?? noReplies,
        // A folded post's words are on its page alone.
        quotes: foldedAt
          ? []
          : (byQuoting.get(id) ?? []).map(({ quoted, revision, text, state }) => ({
              post: quoted,
              revision,
              text,
              state,
            })),
        quotedIn: [...new Map((byQuoted.get(id) ?? []).map(({ post }) => [post.id, post])).values()],
        disclosures: disclosures[index] ?? [],
      },
    ]),
  );
}
