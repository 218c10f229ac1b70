/** Quotes between posts: their rows, and whether they still match the original. */
import { LRUCache } from "lru-cache";
import {
  listCorrectedTexts,
  listQuotableClaims,
  type QuotedClaim,
  quotedClaims,
  readQuotedClaims,
} from "~/features/claims/claims.server";
import { maxQuotedRevisions, type Parsed, type QuotedPassage } from "~/features/markdown/markdown";
import { isTextAtFault, MarkdownTooLarge, parseMarkdown } from "~/features/markdown/markdown.server";
import { isModerator, type Viewer } from "~/features/auth/auth";
import { db, type Tx } from "~/platform/db.server";
import { noteThreads } from "~/platform/dependencies.server";
import type { Reader } from "~/platform/lanes.server";
import { lockByKeys } from "~/platform/locks.server";
import { TextOutdated } from "~/platform/reading-errors";
import type { QuotedIn, QuoteState } from "./post";
import { changedBy, type Judged, type QuotesAgain, type QuotesGiven } from "./quote";

declare module "~/platform/lanes.server" {
  interface ReadingJobs {
    quotes: { given: QuotesGiven; answer: Judged[] };
    "quotes-again": { given: QuotesAgain; answer: QuoteState[] };
  }
}

export type JudgedQuote = QuotedPassage & {
  state: QuoteState;
  /** It repeats the whole post. */
  repeatsAll: boolean;
  /** The revision's text that the quote was compared with. */
  original: { revision: number; threadId: number; number: number };
};

/** A post's place in its thread. */
export type Place = { threadId: number; number: number };

/** A text's quotes of public posts, each with its state. An original is read once, however often it is quoted. */
export async function judgeQuotes(parsed: Parsed, reader: Reader): Promise<JudgedQuote[]> {
  const { quotes } = parsed.references;
  if (quotes.length === 0) return [];
  const ids = [...new Set(quotes.map((quote) => quote.postId))];
  const passages = new Set(quotes.map(({ postId, revision }) => `${postId}:${revision}`));
  if (passages.size > maxQuotedRevisions) throw new MarkdownTooLarge("The text quotes too many posts");
  const posts = await db.post.findMany({
    where: { id: { in: ids }, ...visible },
    select: { id: true, revision: true, plainText: true, threadId: true, number: true },
  });
  const corrected = await listCorrectedTexts(
    db,
    posts.map(({ id }) => id),
  );
  const judged: JudgedQuote[] = [];
  for (const { id, plainText: now, ...original } of posts) {
    const own = quotes.filter(({ postId }) => postId === id);
    const earlier = new Map<number, string | null>();
    for (const { revision } of own)
      if (revision < original.revision && !earlier.has(revision))
        earlier.set(revision, await wordsOf(id, revision, reader));
    const states = await reader.run("quotes", {
      passages: own.map(({ text, revision }) => ({ text, revision })),
      original: { now, earlier, corrected: corrected.get(id) ?? [] },
    });
    judged.push(...own.map((quote, index) => ({ ...quote, ...states[index]!, original })));
  }
  return judged.toSorted((a, b) => a.ordinal - b.ordinal);
}

const visible = { status: "visible" as const, thread: { status: "visible" as const } };

/** The ordinals of quotes that repeat the post directly above this place. */
export const wholeQuotes = (quotes: JudgedQuote[], place: Place | undefined): number[] =>
  quotes
    .filter(
      ({ repeatsAll, original }) =>
        repeatsAll && place?.threadId === original.threadId && place.number === original.number + 1,
    )
    .map(({ ordinal }) => ordinal);

/** Whether the posts that these quotes were compared with are as they were then. Asked while they are locked. */
export async function areOriginalsAsRead(tx: Tx, parsed: Parsed, quotes: JudgedQuote[]): Promise<boolean> {
  const ids = [...new Set(parsed.references.quotes.map((quote) => quote.postId))];
  if (ids.length === 0) return true;
  const posts = await tx.post.findMany({
    where: { id: { in: ids }, ...visible },
    select: { id: true, revision: true },
  });
  const read = new Map(quotes.map(({ postId, original }) => [postId, original.revision]));
  return posts.length === read.size && posts.every(({ id, revision }) => read.get(id) === revision);
}

/** The texts of earlier revisions, by post, revision and whether they were erased: otherwise they never change. */
const earlierTexts = new LRUCache<string, string>({ maxSize: 4_000_000, sizeCalculation: ({ length }) => length + 1 });

/** The text of an earlier revision; null if there is none or it can't be parsed any more. */
export async function wordsOf(postId: number, revision: number, reader: Reader): Promise<string | null> {
  const found = await db.postRevision.findUnique({
    where: { postId_number: { postId, number: revision } },
    select: { body: true, erasedAt: true },
  });
  if (!found) return null;
  const key = `${postId}:${revision}${found.erasedAt ? " erased" : ""}`;
  const known = earlierTexts.get(key);
  if (known !== undefined) return known;
  try {
    const { plainText } = await parseMarkdown(found.body, reader);
    earlierTexts.set(key, plainText);
    return plainText;
  } catch (error) {
    if (isTextAtFault(error)) return null;
    throw error;
  }
}

/** A post that quotes; one that was written in this transaction is quoted by nobody and has no rows yet. */
type Quoting = { id: number; isJustWritten: boolean };

/** Replaces a post's quotes. */
export async function replaceQuotes(tx: Tx, { id: postId, isJustWritten }: Quoting, quotes: JudgedQuote[]) {
  if (!isJustWritten) await tx.quote.deleteMany({ where: { postId } });
  if (quotes.length === 0) return;
  const claims = await listQuotableClaims(tx, [...new Set(quotes.map((quote) => quote.postId))]);
  await tx.quote.createMany({
    data: quotes.map(({ ordinal, postId: quotedPostId, revision, text, state }) => ({
      postId,
      ordinal,
      quotedPostId,
      revision,
      text,
      state,
      claims: quotedClaims(text, claims.get(quotedPostId) ?? []),
    })),
  });
}

/** A quote of a post, and its state by the post's new text. */
export type QuoteAgain = { postId: number; ordinal: number; text: string; state: QuoteState; judged: QuoteState };

const quotedRow = { postId: true, ordinal: true, text: true, state: true } as const;

/** The quotes of a post by others, judged by the text that it will have; none when that is the text that it has. */
export async function judgeQuotesAgain(quotedPostId: number, now: string, reader: Reader): Promise<QuoteAgain[]> {
  const rows = await db.quote.findMany({
    where: { quotedPostId, quoted: { plainText: { not: now } } },
    select: quotedRow,
  });
  const judged: QuoteAgain[] = [];
  for (let start = 0; start < rows.length; start += 200) {
    const quotes = rows.slice(start, start + 200);
    const states = await reader.run("quotes-again", { now, quotes });
    judged.push(...quotes.map((quote, index) => ({ ...quote, judged: states[index]! })));
  }
  return judged;
}

/** Stores the states of a post's quotes after its text changed. Throws `TextOutdated` when it is quoted otherwise by now. */
export async function updateQuotesOf(tx: Tx, quotedPostId: number, judged: QuoteAgain[]) {
  const rows = await tx.quote.findMany({ where: { quotedPostId }, select: quotedRow });
  const known = new Map(judged.map((quote) => [`${quote.postId}:${quote.ordinal}`, quote]));
  const quotes = rows.flatMap((row) => {
    const quote = known.get(`${row.postId}:${row.ordinal}`);
    if (!quote || quote.text !== row.text || quote.state !== row.state)
      throw new TextOutdated("It is quoted otherwise");
    return [quote];
  });
  if (quotes.length === 0) return;
  // The new text's claims are stored by now, and with them what was corrected.
  const corrected = (await listCorrectedTexts(tx, [quotedPostId])).get(quotedPostId) ?? [];
  const changed = quotes
    .map((quote) => ({
      ...quote,
      judged: quote.judged === "changed" ? changedBy(quote.text, corrected) : quote.judged,
    }))
    .filter(({ judged: state, ...quote }) => state !== quote.state);
  if (changed.length === 0) return;
  await tx.$executeRaw`
    update "Quote" q set "state" = judged."state"::"QuoteState"
    from unnest(
      ${changed.map(({ postId }) => postId)}::int[],
      ${changed.map(({ ordinal }) => ordinal)}::int[],
      ${changed.map(({ judged: state }) => state)}::text[]
    ) as judged("postId", "ordinal", "state")
    where q."postId" = judged."postId" and q."ordinal" = judged."ordinal"`;
}

/**
 * Locks the quotes of this post, of the posts that it quoted so far and of those that it quotes now until the
 * transaction ends. Taken before quotes are judged: two posts that quote each other and are edited at once would each be
 * judged by words that the other edit removes.
 */
export async function lockQuotes(tx: Tx, { id: postId, isJustWritten }: Quoting, parsed: Parsed) {
  const own = isJustWritten
    ? []
    : [
        postId,
        ...(await tx.quote.findMany({ where: { postId }, select: { quotedPostId: true } })).map(
          ({ quotedPostId }) => quotedPostId,
        ),
      ];
  const keys = [...own, ...parsed.references.quotes.map((quote) => quote.postId)];
  if (keys.length > 0) await lockByKeys(tx, "quotes", keys);
}

/** A quoted post as its quote names it. */
export type Quoted = { id: number; number: number; revision: number; author: { name: string } };

type Found = {
  /** The quoted posts that this viewer may read, by id. */
  originals: Map<number, Quoted>;
  /** By `post:ordinal` of the quoting post. */
  states: Map<string, QuoteState>;
  /** Claims that a quote repeats, by `post:ordinal` of the quoting post. */
  claims: Map<string, { postId: number; claims: QuotedClaim[] }>;
  /** Posts that quote it, by id of the quoted post, earliest first, at most ten. */
  quotedIn: Map<number, QuotedIn[]>;
};

const placed = {
  id: true,
  number: true,
  status: true,
  author: { select: { name: true } },
  thread: { select: { id: true, slug: true, status: true } },
} as const;

/** Quotes in these posts and of them, in one query, as far as everybody may read them. */
export async function listQuotes(tx: Tx, postIds: number[], viewer: Viewer): Promise<Found> {
  if (postIds.length === 0) return { originals: new Map(), states: new Map(), claims: new Map(), quotedIn: new Map() };
  const rows = await tx.quote.findMany({
    where: { OR: [{ postId: { in: postIds } }, { quotedPostId: { in: postIds } }] },
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
    take: 2_000,
    select: {
      postId: true,
      ordinal: true,
      quotedPostId: true,
      state: true,
      claims: true,
      post: { select: placed },
      quoted: { select: { ...placed, revision: true } },
    },
  });
  noteThreads(rows.flatMap(({ post, quoted }) => [post.thread.id, quoted.thread.id]));
  const isReadable = (post: { status: string; thread: { status: string } }) =>
    isModerator(viewer) || (post.status === "visible" && post.thread.status === "visible");
  const originals = new Map(
    rows
      .map((row) => row.quoted)
      .filter(isReadable)
      .map(({ id, number, revision, author }) => [id, { id, number, revision, author }]),
  );
  const states = new Map(rows.map((row) => [`${row.postId}:${row.ordinal}`, row.state]));
  const claims = new Map(
    rows
      .map((row) => [row, readQuotedClaims(row.claims)] as const)
      .filter(([, found]) => found.length > 0)
      .map(([row, found]) => [`${row.postId}:${row.ordinal}`, { postId: row.quotedPostId, claims: found }]),
  );
  const quotedIn = new Map<number, QuotedIn[]>();
  for (const { quotedPostId, post } of rows) {
    if (!postIds.includes(quotedPostId) || post.status !== "visible" || post.thread.status !== "visible") continue;
    const known = quotedIn.get(quotedPostId) ?? [];
    if (known.length >= 10 || known.some(({ id }) => id === post.id)) continue;
    const { id, number, author, thread } = post;
    quotedIn.set(quotedPostId, [
      ...known,
      { id, number, authorName: author.name, thread: { id: thread.id, slug: thread.slug } },
    ]);
  }
  return { originals, states, claims, quotedIn };
}
