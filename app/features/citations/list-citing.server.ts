/**
 * Queries about citations: passages of a source, sources of a thread, sources of a member. Doesn't read posts' texts.
 */
import type { Viewer } from "~/features/auth/auth";
import { visibleTo, visibleToSql } from "~/features/auth/auth.server";
import { findSourceCards } from "~/features/sources/sources.server";
import type { SourceCard } from "~/features/sources/sources";
import { db, type Prisma } from "~/platform/db.server";
import type { CitationStance, Verdict } from "./citation";

const shownTo = (viewer: Viewer) =>
  ({
    isQuoted: false,
    post: { ...visibleTo(viewer) },
    thread: visibleTo(viewer),
  }) satisfies Prisma.CitationWhereInput;

const pageSize = 50;

const passageSelect = {
  id: true,
  kind: true,
  stance: true,
  isStanceTyped: true,
  locator: true,
  quote: true,
  remark: true,
  version: true,
  passage: true,
  createdAt: true,
  author: { select: { id: true, handle: true, name: true, avatarHash: true } },
  post: { select: { id: true, number: true } },
  thread: { select: { id: true, slug: true, title: true } },
  reviews: {
    orderBy: { at: "asc" },
    select: {
      memberId: true,
      verdict: true,
      comment: true,
      isOutdated: true,
      member: { select: { handle: true, name: true } },
    },
  },
} satisfies Prisma.CitationSelect;

/** A page of rows that were asked for with one more than it holds, and the id to go on from, or null. */
function cutPage<Row extends { id: number; createdAt: Date }>(rows: Row[]) {
  const page = rows.slice(0, pageSize).map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }));
  return { page, next: rows.length > pageSize ? page.at(-1)!.id : null };
}

/** One page of passages that cite a source, newest first, with their reviews. */
export async function listCitingPassages(
  sourceId: number,
  viewer: Viewer,
  { stance, before }: { stance?: CitationStance | undefined; before?: number | undefined },
) {
  const rows = await db.citation.findMany({
    where: { sourceId, ...shownTo(viewer), ...(stance && { stance }), ...(before && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    select: passageSelect,
  });
  const { page, next } = cutPage(rows);
  return { passages: page, next };
}

type CitationQuery = {
  id?: number;
  sourceId?: number;
  threadId?: number;
  postId?: number;
  authorId?: number;
  stance?: CitationStance;
  /** Only citations with a lower id than this. */
  before?: number;
};

/** One page of citations that fit, of whatever source, newest first; with the id to go on from, or null. Links are left out. */
export async function listCitations({ before, ...where }: CitationQuery, viewer: Viewer) {
  const rows = await db.citation.findMany({
    where: {
      ...where,
      ...shownTo(viewer),
      kind: { not: "link" },
      source: { hiddenAt: null },
      ...(before !== undefined && { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: pageSize + 1,
    select: { ...passageSelect, source: { select: { citekey: true } } },
  });
  const { page, next } = cutPage(rows);
  return { citations: page, next };
}
export type CitationRow = Awaited<ReturnType<typeof listCitations>>["citations"][number];

export type CitingPassage = Awaited<ReturnType<typeof listCitingPassages>>["passages"][number];

/** The number of posts, people and threads that cite a source, by stance and reviews. */
export async function tallySource(sourceId: number, viewer: Viewer) {
  const where = { sourceId, ...shownTo(viewer) };
  const rows = await db.citation.findMany({
    where,
    distinct: ["postId", "stance"],
    select: { postId: true, authorId: true, threadId: true, stance: true },
  });
  const reviews = await db.citationReview.groupBy({
    by: ["verdict"],
    where: { citation: where, isOutdated: false },
    _count: true,
  });
  const posts = (stance: CitationStance) =>
    new Set(rows.filter((row) => row.stance === stance).map(({ postId }) => postId)).size;
  return {
    posts: new Set(rows.map(({ postId }) => postId)).size,
    members: new Set(rows.map(({ authorId }) => authorId)).size,
    threads: new Set(rows.map(({ threadId }) => threadId)).size,
    stances: {
      supports: posts("supports"),
      disputes: posts("disputes"),
      mentions: posts("mentions"),
      data: posts("data"),
    },
    reviews: Object.fromEntries(reviews.map(({ verdict, _count }) => [verdict, _count])) as Partial<
      Record<Verdict, number>
    >,
  };
}

export type CitedSource = SourceCard & {
  posts: number;
  supports: number;
  disputes: number;
  /** The first passage that cites it. */
  first: { postId: number; number: number; name: string; handle: string };
};

/** All sources of a thread in order of first use, without links. */
export async function listThreadSources(threadId: number, viewer: Viewer): Promise<CitedSource[]> {
  return collect({ threadId, ...shownTo(viewer), kind: { not: "link" } });
}

/** How many sources `listThreadSources` lists. */
export async function countThreadSources(threadId: number, viewer: Viewer): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(distinct c."sourceId")::int as count from "Citation" c
    join "Post" p on p."id" = c."postId" join "Thread" t on t."id" = c."threadId"
    where c."threadId" = ${threadId} and c."kind" <> 'link' and not c."isQuoted"
      and ${visibleToSql(viewer, "p")} and ${visibleToSql(viewer, "t")}`;
  return row?.count ?? 0;
}

/** All sources that a member cites, in order of first use. */
export async function listMemberSources(authorId: number, viewer: Viewer): Promise<CitedSource[]> {
  return collect({ authorId, ...shownTo(viewer), kind: { not: "link" } });
}

/** Source ids of one post by number, without links. */
export async function listPostSourceIds(postId: number): Promise<number[]> {
  const rows = await db.citation.findMany({
    where: { postId, isQuoted: false, kind: { not: "link" } },
    orderBy: { ordinal: "asc" },
    distinct: ["sourceId"],
    select: { sourceId: true },
  });
  return rows.map(({ sourceId }) => sourceId);
}

/** The sources that the most posts of these threads cite in their own text, with the number of those posts. */
export const listSourcesOfThreads = (threadIds: number[], viewer: Viewer, take: number) =>
  mostCited({ threadId: { in: threadIds }, ...shownTo(viewer) }, take);

/** The sources that the most posts of this member cite in their own text, with the number of those posts. */
export const listSourcesMostCitedBy = (authorId: number, viewer: Viewer, take: number) =>
  mostCited({ authorId, ...shownTo(viewer) }, take);

async function mostCited(where: Prisma.CitationWhereInput, take: number) {
  const rows = await db.citation.groupBy({ by: ["sourceId", "postId"], where: { ...where, kind: { not: "link" } } });
  const counts = new Map<number, number>();
  for (const { sourceId } of rows) counts.set(sourceId, (counts.get(sourceId) ?? 0) + 1);
  const most = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b).slice(0, take);
  const cards = await findSourceCards(
    db,
    most.map(([id]) => id),
  );
  return most.flatMap(([id, postCount]) => {
    const card = cards.get(id);
    return card && !card.isHidden ? [{ ...card, postCount }] : [];
  });
}

async function collect(where: Prisma.CitationWhereInput): Promise<CitedSource[]> {
  const rows = await db.citation.findMany({
    where,
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
    take: 5_000,
    select: {
      sourceId: true,
      stance: true,
      post: { select: { id: true, number: true } },
      author: { select: { handle: true, name: true } },
    },
  });
  const bySource = new Map<number, typeof rows>();
  for (const row of rows) {
    const group = bySource.get(row.sourceId);
    if (group) group.push(row);
    else bySource.set(row.sourceId, [row]);
  }
  const cards = await findSourceCards(db, [...bySource.keys()]);
  return [...bySource].flatMap(([id, group]) => {
    const card = cards.get(id);
    const { post, author } = group[0]!;
    const posts = (stance?: CitationStance) =>
      new Set(group.filter((row) => !stance || row.stance === stance).map((row) => row.post.id)).size;
    const first = { postId: post.id, number: post.number, ...author };
    return card ? [{ ...card, posts: posts(), supports: posts("supports"), disputes: posts("disputes"), first }] : [];
  });
}

/** Names under "Sources:" in a thread without a known source. */
export async function listOpenMentions(threadId: number, viewer: Viewer) {
  return db.sourceMention.findMany({
    where: { threadId, sourceId: null, post: visibleTo(viewer), thread: visibleTo(viewer) },
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
    take: 200,
    select: { id: true, text: true, post: { select: { id: true, number: true } } },
  });
}

/** Ids of the sources of a thread, for the picker. */
export async function listThreadSourceIds(threadId: number, viewer: Viewer): Promise<number[]> {
  const rows = await db.citation.findMany({
    where: { threadId, ...shownTo(viewer) },
    distinct: ["sourceId"],
    take: 500,
    select: { sourceId: true },
  });
  return rows.map(({ sourceId }) => sourceId);
}

/** Changes to kept citations between two revisions. */
export async function listCitationChanges(postId: number, { from, to }: { from: number; to: number }) {
  const rows = await db.citationChange.findMany({
    where: { postId, revision: { gt: Math.min(from, to), lte: Math.max(from, to) } },
    orderBy: { id: "asc" },
    take: 200,
    select: { id: true, revision: true, sourceId: true, field: true, before: true, after: true },
  });
  const cards = await findSourceCards(db, [...new Set(rows.map(({ sourceId }) => sourceId))]);
  return rows.flatMap(({ sourceId, ...row }) => {
    const source = cards.get(sourceId);
    return source ? [{ ...row, source: { title: source.title, citekey: source.citekey } }] : [];
  });
}
