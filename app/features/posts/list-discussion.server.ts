/** A thread's posts in their sources, for programs that read markdown. */
import { visibleTo } from "~/features/auth/auth.server";
import { emptyCitationList } from "~/features/citations/citations.server";
import { listClaimsOfPosts } from "~/features/claims/claims.server";
import { readChains } from "~/features/chains/chains.server";
import { definitionsOf, isMetricId, metricInSentence, shownUnit } from "~/features/metrics/metrics";
import type { PlacedWidget } from "~/features/widgets/widgets";
import { db } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { formatQuantity } from "~/ui/quantity";
import type { DiscussionPost, PinnedLine, PlainPost } from "./discussion-markdown";
import { mostBytesOfPage } from "./fit-page";
import { listMovedFrom } from "./list-moves.server";
import { mostPostsOfDocument } from "./list-document.server";
import { foldedSentence, windowSize } from "./post";
import { readDerived } from "./post-derived";
import { relationOf } from "./stored-relation";

export type Discussion = {
  /** In the order of their numbers; of a post that not everybody may read only the number. */
  posts: DiscussionPost[];
  /** Numbers of the first and the last post in it. */
  first: number;
  last: number;
};

/**
 * The posts from number `from` on as visitors may read them, as many as a page holds: 500, or 2 MB of text beside the first
 * post. They are read by windows, so that a long thread costs no more than what is shown of it.
 */
export async function listDiscussion(thread: { id: number; lastNumber: number }, from: number): Promise<Discussion> {
  const end = Math.min(thread.lastNumber, from + mostPostsOfDocument - 1);
  const posts: DiscussionPost[] = [];
  let left = mostBytesOfPage;
  let last = end;
  for (let first = from; first <= end && last === end; first += windowSize) {
    const window = await readWindow(thread.id, first, Math.min(end, first + windowSize - 1));
    for (const post of window) {
      if ("body" in post) left -= sizeOf(post);
      if (left < 0 && posts.length > 0) {
        last = post.number - 1;
        break;
      }
      posts.push(post);
    }
  }
  return { posts, first: from, last };
}

const sizeOf = (post: PlainPost) => Buffer.byteLength(JSON.stringify(post));

async function readWindow(threadId: number, first: number, last: number): Promise<DiscussionPost[]> {
  const rows = await db.post.findMany({
    where: { threadId, number: { gte: first, lte: last } },
    orderBy: { number: "asc" },
    select: {
      id: true,
      number: true,
      status: true,
      createdAt: true,
      editedAt: true,
      revision: true,
      relation: true,
      disclosure: true,
      foldedAt: true,
      derived: true,
      author: { select: { handle: true, name: true } },
      parent: { select: { number: true } },
    },
  });
  const shown = rows.filter(({ status }) => status === "visible");
  const bodies = await readBodies(shown);
  const ids = shown.map(({ id }) => id);
  const claims = groupBy(await listClaimsOfPosts(ids, {}, null), ({ postId }) => postId);
  const chains = await readChains();
  const isWhole = rows.length === last - first + 1;
  const moved = isWhole ? [] : await listMovedFrom(threadId, { gte: first, lte: last }, null);
  const gone = moved.map(({ id, number }): DiscussionPost => ({ id, number, reason: "moved" }));
  const here = rows.map(({ status, derived, createdAt, editedAt, relation, parent, foldedAt, ...row }) => {
    if (status !== "visible") return { number: row.number, reason: status };
    const { citations, widgets } = readDerived(derived);
    return {
      ...row,
      createdAt: createdAt.toISOString(),
      editedAt: editedAt?.toISOString() ?? null,
      relation: relationOf(relation),
      answers: parent?.number ?? null,
      ...(foldedAt
        ? { body: foldedSentence, citations: emptyCitationList, pinned: [], claims: [] }
        : {
            body: bodies.get(row.id) ?? "",
            citations,
            pinned: widgets.map((widget) => pinnedLine(widget, chains)),
            claims: claims.get(row.id) ?? [],
          }),
    };
  });
  return [...here, ...gone].toSorted((a, b) => a.number - b.number);
}

/** The values of a widget as they were when its post was written, with their units. */
function pinnedLine(
  { caption, address, pinned }: PlacedWidget,
  chains: Awaited<ReturnType<typeof readChains>>,
): PinnedLine {
  return {
    title: caption || address,
    at: pinned.at,
    values: pinned.values.map(({ subject, metric, value, asOf }) => {
      const found = chains.find(subject);
      const definition = isMetricId(metric) ? definitionsOf(metric)[0] : undefined;
      const unit = definition && shownUnit(definition, found?.chain?.gasToken ?? null);
      const measured = isMetricId(metric) ? metricInSentence(metric) : metric;
      return {
        name: `${found?.name ?? subject}, ${measured}`,
        value: value === null ? "no data then" : unit ? formatQuantity(value, unit) : value,
        asOf,
      };
    }),
  };
}

/** The text of each post's current revision. The posts are asked again whether they may be read: one may be hidden by now. */
async function readBodies(posts: { id: number; revision: number }[]): Promise<Map<number, string>> {
  if (posts.length === 0) return new Map();
  const rows = await db.postRevision.findMany({
    where: { OR: posts.map(({ id, revision }) => ({ postId: id, number: revision })), post: visibleTo(null) },
    select: { postId: true, body: true },
  });
  return new Map(rows.map(({ postId, body }) => [postId, body]));
}
