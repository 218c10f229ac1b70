/** Posts with their sources, as everybody may read them, for programs. */
import { visibleTo } from "~/features/auth/auth.server";
import { emptyCitationList } from "~/features/citations/citations.server";
import { listClaimsOfPosts, type LedgerRow } from "~/features/claims/claims.server";
import { readChains } from "~/features/chains/chains.server";
import { definitionsOf, isMetricId, metricInSentence, shownUnit } from "~/features/metrics/metrics";
import type { PlacedWidget } from "~/features/widgets/widgets";
import { db, type Prisma } from "~/platform/db.server";
import { groupBy } from "~/platform/group-by";
import { formatQuantity } from "~/ui/quantity";
import type { PinnedLine, PlainPost, RemovedFromDiscussion } from "./discussion-markdown";
import { listMovedFrom } from "./list-moves.server";
import { foldedSentence } from "./post";
import { readDerived } from "./post-derived";
import { relationOf } from "./stored-relation";

/** A post with its source and its counts; of one that not everybody may read only the number. */
export type SourcePost =
  | (Omit<PlainPost, "claims"> & {
      claims: LedgerRow[];
      thread: { id: number; slug: string; title: string };
      isFolded: boolean;
      worthCount: number;
      agreeCount: number;
      disagreeCount: number;
      reactionCounts: Record<string, number>;
    })
  | RemovedFromDiscussion;

const sourceSelect = {
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
  worthCount: true,
  agreeCount: true,
  disagreeCount: true,
  reactionCounts: true,
  author: { select: { handle: true, name: true } },
  parent: { select: { number: true } },
  thread: { select: { id: true, slug: true, title: true } },
} satisfies Prisma.PostSelect;

type Window = { threadId: number; first: number; last: number };

/** Those of a thread's posts whose numbers are between these two, in their order. The caller asks whether the thread may be read. */
export async function listPostSources({ threadId, first, last }: Window): Promise<SourcePost[]> {
  const numbers = { gte: first, lte: last };
  const here = await read({ threadId, number: numbers }, { number: "asc" }, last - first + 1);
  if (here.length === last - first + 1) return here;
  const moved = await listMovedFrom(threadId, numbers, null);
  const gone = moved.map(({ id, number }): SourcePost => ({ id, number, reason: "moved" }));
  return [...here, ...gone].toSorted((a, b) => a.number - b.number);
}

/** These posts, in the order of their ids; without those that not everybody may read. */
export const findPostSources = (ids: number[]): Promise<SourcePost[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : read({ id: { in: ids }, ...visibleTo(null), thread: visibleTo(null) }, { id: "asc" }, ids.length);

/** The newest `take` posts of a member, or of everybody, before the post `before`. */
export const listNewestSources = ({ authorId, before, take }: { authorId?: number; before?: number; take: number }) =>
  read(
    {
      ...visibleTo(null),
      thread: visibleTo(null),
      ...(authorId !== undefined && { authorId }),
      ...(before !== undefined && { id: { lt: before } }),
    },
    { id: "desc" },
    take,
  );

async function read(
  where: Prisma.PostWhereInput,
  orderBy: Prisma.PostOrderByWithRelationInput,
  take: number,
): Promise<SourcePost[]> {
  const rows = await db.post.findMany({ where, orderBy, take, select: sourceSelect });
  const shown = rows.filter(({ status }) => status === "visible");
  const bodies = await readBodies(shown);
  const ids = shown.map(({ id }) => id);
  const claims = groupBy(await listClaimsOfPosts(ids, {}, null), ({ postId }) => postId);
  const chains = await readChains();
  return rows.map(({ status, derived, createdAt, editedAt, relation, parent, foldedAt, reactionCounts, ...row }) => {
    if (status !== "visible") return { id: row.id, number: row.number, reason: status };
    const { citations, widgets } = readDerived(derived);
    return {
      ...row,
      createdAt: createdAt.toISOString(),
      editedAt: editedAt?.toISOString() ?? null,
      relation: relationOf(relation),
      answers: parent?.number ?? null,
      isFolded: foldedAt !== null,
      reactionCounts: reactionCounts as Record<string, number>,
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
