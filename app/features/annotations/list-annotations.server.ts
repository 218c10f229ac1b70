import { listClaimsOfPosts } from "~/features/claims/claims.server";
import { readPlainTexts, textKey } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { db, type Prisma } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { Asker } from "~/platform/lanes.server";
import { type Annotation, annotationContext, annotationsFor, type Revision } from "./annotation";
import { locatorIn } from "./locate";

/** How many numbers of posts one page is about. */
const postsOnPage = 20;

type Thread = { id: number; slug: string; title: string; lastNumber: number };
type Numbers = { gte?: number; lt?: number };

const countPages = ({ lastNumber }: Pick<Thread, "lastNumber">) => Math.max(1, Math.ceil(lastNumber / postsOnPage));

/** Everybody may read them without a click. */
const shown = { status: "visible", foldedAt: null } as const satisfies Prisma.PostWhereInput;
const shownAnywhere = { ...shown, thread: { status: "visible" } } as const satisfies Prisma.PostWhereInput;

/** Posts of a thread with these numbers, as what annotations are of. */
const inThread = (threadId: number, number: Numbers = {}) =>
  ({ post: { threadId, ...shown, number } }) satisfies { post: Prisma.PostWhereInput };
const whereClaim = { ordinal: { not: null } } satisfies Prisma.ClaimWhereInput;
const whereCitation = {
  kind: { not: "link" },
  isQuoted: false,
  source: { hiddenAt: null },
} satisfies Prisma.CitationWhereInput;
const whereQuote = { quoted: shownAnywhere } satisfies Prisma.QuoteWhereInput;

async function countAnnotations(threadId: number, numbers?: Numbers): Promise<number> {
  const where = inThread(threadId, numbers);
  const counts = await Promise.all([
    db.claim.count({ where: { ...where, ...whereClaim } }),
    db.citation.count({ where: { ...where, ...whereCitation } }),
    db.quote.count({ where: { ...where, ...whereQuote } }),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * The quotes, citations and claims in the posts of a thread that everybody may read, as an AnnotationCollection of W3C's
 * model with its first page in it; for a `page` from 1 that one as an AnnotationPage, which is about twenty posts. Null where
 * there is no such page.
 */
export async function readAnnotations(thread: Thread, page: number | null, asker: Asker) {
  const last = countPages(thread);
  if (page !== null && page > last) return null;
  const origin = env().publicOrigin;
  const { forum } = annotationsFor(origin);
  const number = page ?? 1;
  const addressOf = (number?: number) => origin + paths.threadAnnotations(thread, number);
  const [items, total] = await Promise.all([listAnnotations(thread.id, number, asker), countAnnotations(thread.id)]);
  const collection = {
    id: addressOf(),
    type: "AnnotationCollection",
    label: `Quotes, citations and claims in “${thread.title}”`,
    total,
    generator: forum,
  };
  const shownPage = {
    id: addressOf(number),
    type: "AnnotationPage",
    ...(page !== null && { partOf: collection }),
    startIndex: number === 1 ? 0 : await countAnnotations(thread.id, { lt: firstOn(number) }),
    ...(number > 1 && { prev: addressOf(number - 1) }),
    ...(number < last && { next: addressOf(number + 1) }),
    items,
  };
  return page === null
    ? { "@context": annotationContext, ...collection, first: shownPage, last: addressOf(last) }
    : { "@context": annotationContext, ...shownPage };
}

const firstOn = (page: number) => (page - 1) * postsOnPage + 1;

/** In the order of the posts; in each its claims, then its citations, then what it quotes. */
async function listAnnotations(threadId: number, page: number, asker: Asker): Promise<Annotation[]> {
  const number = { gte: firstOn(page), lt: firstOn(page + 1) };
  const posts = await db.post.findMany({
    where: { threadId, ...shown, number },
    orderBy: { number: "asc" },
    select: { id: true, revision: true, plainText: true },
  });
  const ids = posts.map(({ id }) => id);
  const [claims, citations, quotes] = await Promise.all([
    listClaimsOfPosts(ids, {}, null),
    listCitations(ids),
    listQuotes(ids),
  ]);
  const quoted = quotes.map((row) => ({ postId: row.quotedPostId, revision: row.revision }));
  const texts = await readPlainTexts(quoted, asker);
  const locators = new Map([...texts].map(([key, text]) => [key, locatorIn(text)]));
  const { claim, citation, quote } = annotationsFor(env().publicOrigin);
  return posts.flatMap(({ id, revision, plainText }) => {
    const here: Revision = { postId: id, revision, locate: locatorIn(plainText) };
    const own = <Row extends { postId: number }>(rows: Row[]) => rows.filter(({ postId }) => postId === id);
    return [
      ...own(claims).map((row) => claim(here, row)),
      ...own(citations).map((row) => citation(here, { ...row, createdAt: row.createdAt.toISOString() })),
      ...own(quotes).map((row) => {
        const of = { postId: row.quotedPostId, revision: row.revision };
        const at = (row.post.editedAt ?? row.post.createdAt).toISOString();
        return quote(
          { ...of, locate: locators.get(textKey(of)) ?? null },
          { by: here, ordinal: row.ordinal, text: row.text, author: row.post.author, at },
        );
      }),
    ];
  });
}

const listCitations = (postIds: number[]) =>
  db.citation.findMany({
    where: { postId: { in: postIds }, ...whereCitation },
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
    select: {
      id: true,
      postId: true,
      passage: true,
      stance: true,
      locator: true,
      quote: true,
      remark: true,
      createdAt: true,
      source: { select: { citekey: true, url: true } },
      author: { select: { handle: true, name: true } },
    },
  });

const listQuotes = (postIds: number[]) =>
  db.quote.findMany({
    where: { postId: { in: postIds }, ...whereQuote },
    orderBy: [{ postId: "asc" }, { ordinal: "asc" }],
    select: {
      postId: true,
      ordinal: true,
      quotedPostId: true,
      revision: true,
      text: true,
      post: { select: { createdAt: true, editedAt: true, author: { select: { handle: true, name: true } } } },
    },
  });
