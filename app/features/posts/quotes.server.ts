/** Quotes between posts: their rows, and whether they still match the original. */
import { listCorrectedTexts } from "~/features/claims/claims.server";
import type { Parsed, QuotedPassage } from "~/features/markdown/markdown";
import { oneLine, parseMarkdown } from "~/features/markdown/markdown.server";
import { isModerator, type Viewer } from "~/features/auth/auth";
import type { Tx } from "~/platform/db.server";
import { lockByKeys } from "~/platform/locks.server";
import type { QuotedIn, QuoteState } from "./post";
import { isWhole, judgeAgain, judgeQuote } from "./quote";

export type JudgedQuote = QuotedPassage & {
  state: QuoteState;
  /** It repeats the whole post directly above. */
  isWhole: boolean;
};

type Place = { threadId: number; number: number };

/** A text's quotes of public posts, each with its state. */
export async function judgeQuotes(tx: Tx, parsed: Parsed, place?: Place): Promise<JudgedQuote[]> {
  const { quotes } = parsed.references;
  if (quotes.length === 0) return [];
  const originals = await tx.post.findMany({
    where: { id: { in: quotes.map((quote) => quote.postId) }, status: "visible", thread: { status: "visible" } },
    select: { id: true, revision: true, plainText: true, threadId: true, number: true },
  });
  const corrected = await listCorrectedTexts(
    tx,
    originals.map(({ id }) => id),
  );
  const judged: JudgedQuote[] = [];
  for (const quote of quotes) {
    const original = originals.find((post) => post.id === quote.postId);
    if (!original) continue;
    const now = oneLine(original.plainText);
    const earlier = quote.revision < original.revision ? await wordsOf(tx, quote) : null;
    const isAbove = place?.threadId === original.threadId && place.number === original.number + 1;
    judged.push({
      ...quote,
      state: judgeQuote(quote.text, { now, earlier, corrected: corrected.get(original.id) ?? [] }),
      isWhole: isAbove && isWhole(quote.text, now),
    });
  }
  return judged;
}

/** The text of an earlier revision on one line; null if there is none or it can't be parsed any more. */
async function wordsOf(tx: Tx, { postId, revision }: QuotedPassage): Promise<string | null> {
  const found = await tx.postRevision.findUnique({
    where: { postId_number: { postId, number: revision } },
    select: { body: true },
  });
  return found && oneLine((await parseMarkdown(found.body)).plainText);
}

/** Replaces a post's quotes. */
export async function replaceQuotes(tx: Tx, postId: number, quotes: JudgedQuote[]) {
  await tx.quote.deleteMany({ where: { postId } });
  if (quotes.length === 0) return;
  await tx.quote.createMany({
    data: quotes.map(({ ordinal, postId: quotedPostId, revision, text, state }) => ({
      postId,
      ordinal,
      quotedPostId,
      revision,
      text,
      state,
    })),
  });
}

/** Updates the state of every quote of a post after its text changed, in one statement. */
export async function judgeQuotesOf(tx: Tx, quotedPostId: number, plainText: string) {
  const now = oneLine(plainText);
  const quotes = await tx.quote.findMany({
    where: { quotedPostId },
    select: { postId: true, ordinal: true, text: true, state: true },
  });
  if (quotes.length === 0) return;
  const corrected = (await listCorrectedTexts(tx, [quotedPostId])).get(quotedPostId) ?? [];
  const changed = quotes
    .map((quote) => ({ ...quote, judged: judgeAgain(quote.text, quote.state, { now, corrected }) }))
    .filter(({ state, judged }) => judged !== state);
  if (changed.length === 0) return;
  await tx.$executeRaw`
    update "Quote" q set "state" = judged."state"::"QuoteState"
    from unnest(
      ${changed.map(({ postId }) => postId)}::int[],
      ${changed.map(({ ordinal }) => ordinal)}::int[],
      ${changed.map(({ judged }) => judged)}::text[]
    ) as judged("postId", "ordinal", "state")
    where q."postId" = judged."postId" and q."ordinal" = judged."ordinal"`;
}

/**
 * Locks the quotes of this post, of the posts that it quoted so far and of those that it quotes now until the
 * transaction ends. Taken before quotes are judged: two posts that quote each other and are edited at once would each be
 * judged by words that the other edit removes.
 */
export async function lockQuotes(tx: Tx, postId: number, parsed: Parsed) {
  const earlier = await tx.quote.findMany({ where: { postId }, select: { quotedPostId: true } });
  await lockByKeys(tx, "quotes", [
    postId,
    ...earlier.map(({ quotedPostId }) => quotedPostId),
    ...parsed.references.quotes.map((quote) => quote.postId),
  ]);
}

/** A quoted post as its quote names it. */
export type Quoted = { id: number; number: number; revision: number; author: { name: string } };

type Found = {
  /** The quoted posts that this viewer may read, by id. */
  originals: Map<number, Quoted>;
  /** By `post:ordinal` of the quoting post. */
  states: Map<string, QuoteState>;
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
  if (postIds.length === 0) return { originals: new Map(), states: new Map(), quotedIn: new Map() };
  const rows = await tx.quote.findMany({
    where: { OR: [{ postId: { in: postIds } }, { quotedPostId: { in: postIds } }] },
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
    take: 2_000,
    select: {
      postId: true,
      ordinal: true,
      quotedPostId: true,
      state: true,
      post: { select: placed },
      quoted: { select: { ...placed, revision: true } },
    },
  });
  const isReadable = (post: { status: string; thread: { status: string } }) =>
    isModerator(viewer) || (post.status === "visible" && post.thread.status === "visible");
  const originals = new Map(
    rows
      .map((row) => row.quoted)
      .filter(isReadable)
      .map(({ id, number, revision, author }) => [id, { id, number, revision, author }]),
  );
  const states = new Map(rows.map((row) => [`${row.postId}:${row.ordinal}`, row.state]));
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
  return { originals, states, quotedIn };
}
