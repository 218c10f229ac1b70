import { isDeepStrictEqual } from "node:util";
import type { Member } from "~/features/auth/auth";
import { citationsOfClaims, placeClaims } from "~/features/claims/claims.server";
import {
  emptyCitationList,
  listOfWritten,
  type PlacedUse,
  readCitationList,
  resolveCitations,
} from "~/features/citations/citations.server";
import type { ResolvedCitations, WidgetReference } from "~/features/markdown/markdown";
import { placeWidgets } from "~/features/widgets/widgets.server";
import { db, Prisma, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { TextOutdated } from "~/platform/reading-errors";
import { writeTogether } from "~/platform/write-together.server";
import { setTldr } from "~/features/threads/threads.server";
import { lockThreadOf } from "./lock-post.server";
import { madeOf, type MadeOfText } from "./made-of-text.server";
import { asJob, asWriter, type PreparedText, withPreparedText } from "./prepare-text.server";
import { areOriginalsAsRead, lockQuotes, replaceQuotes, updateQuotesOf, wholeQuotes } from "./quotes.server";
import { resolve } from "./resolve.server";
import { notingUntold } from "./untold-posts.server";
import { writeSearchDocument } from "./write-search-document.server";

/**
 * Makes a post's html and every derived row again, from a text that was read before the transaction; editing and a raised
 * `rendererVersion` come here. Right the first time and the tenth. Holds the thread until the transaction ends, so that no
 * newer revision comes between. Throws `TextOutdated` when the post has another text by now, or as `processPost` does.
 */
export async function reprocessPost(tx: Tx, postId: number, text: PreparedText, how: { isImported?: true } = {}) {
  await lockThreadOf(tx, postId);
  const { revisions, diagramSizes, ...post } = await tx.post.findUniqueOrThrow({
    where: { id: postId },
    select: {
      id: true,
      revision: true,
      number: true,
      threadId: true,
      authorId: true,
      plainText: true,
      rendererVersion: true,
      diagramSizes: true,
      revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true, createdAt: true } },
    },
  });
  const { body, createdAt: at } = revisions[0]!;
  if (body !== text.body || postId !== text.postId) throw new TextOutdated("The post has another text");
  if (!isDeepStrictEqual(diagramSizes, text.storedSizes)) throw new TextOutdated("Its diagrams have other sizes");
  await processPost(tx, { ...post, at, isJustWritten: false, ...how }, text);
}

type Processed = {
  id: number;
  threadId: number;
  number: number;
  authorId: number;
  revision: number;
  /** When the current revision was written. */
  at: Date;
  plainText: string;
  rendererVersion: number;
  /** Its row was written in this transaction: nothing is stored for it yet, and nobody else can refer to it. */
  isJustWritten: boolean;
  /** It came from another forum: nobody is told. */
  isImported?: true;
};

/**
 * Makes a post's html and every derived row. The caller holds the post's thread. Throws `TextOutdated` when what the text
 * refers to has changed since it was read.
 */
export async function processPost(tx: Tx, post: Processed, text: PreparedText) {
  const { id: postId, threadId, isImported } = post;
  const { made, hasClaims } = await deriveRows(tx, post, text);
  await tx.$executeRaw(storingMade(postId, made));
  const isNew = await writeSearchDocument(tx, postId);
  if (isNew && !isImported) await writeTogether(tx, notingUntold({ id: postId, threadId }));
  else await enqueue(tx, "post.changed", { postId, isNew, ...(isImported && { isImported }) });
  if (hasClaims) await enqueue(tx, "claims.judge", { threadId });
}

/**
 * The same without the post's own row, its search document and the jobs that follow: answers what was made of the text, and
 * whether it has claims to judge.
 */
export async function deriveRows(
  tx: Tx,
  post: Processed,
  text: PreparedText,
): Promise<{ made: MadeOfText; hasClaims: boolean }> {
  const { parsed, quotes } = text;
  const { id: postId, at, isJustWritten } = post;
  await lockQuotes(tx, post, parsed);
  if (!(await areOriginalsAsRead(tx, parsed, quotes))) throw new TextOutdated("A quoted post has changed");
  const citations = await resolveCitations(tx, text.citations, post);
  const resolution = await resolve(tx, parsed, wholeQuotes(quotes, post));
  const isAsRead =
    isDeepStrictEqual(resolution, text.resolution) &&
    isDeepStrictEqual(patternOf(citations), patternOf(text.preview.resolved));
  if (!isAsRead) throw new TextOutdated("What the text refers to has changed");
  const widgets = await placeWidgets(tx, { ...post, postId, at }, parsed.references.widgets.map(toPlace));
  const citationList = await listCitations(tx, post, text, citations.uses);
  const hasClaims = await placeClaims(
    tx,
    { ...post, postId, at, isNew: post.rendererVersion === 0 },
    parsed.references.claims,
    {
      byOrdinal: citationsOfClaims(parsed.references.citations.marks, citations.citations),
      isWholePost: citationList.marks.some(({ kind }) => kind === "trailer"),
    },
  );
  const made = madeOf(text, { citations, list: citationList, widgets });
  await replaceQuotes(tx, post, quotes);
  if (!isJustWritten && made.plainText !== post.plainText) await updateQuotesOf(tx, postId, text.quotedBy);
  if (post.number === 1) await setTldr(tx, post.threadId, parsed.tldr);
  await replaceMentions(
    tx,
    post,
    parsed.references.mentions.flatMap((handle) => resolution.members[handle] ?? []),
  );
  await replacePictures(tx, post, parsed.toResolve.pictures);
  return { made, hasClaims };
}

const listCitations = (
  tx: Tx,
  post: Processed,
  { citations: { marks, mentions } }: PreparedText,
  uses: PlacedUse[],
) => {
  if (!post.isJustWritten) return readCitationList(tx, post.id);
  if (marks.length + mentions.length === 0) return emptyCitationList;
  return listOfWritten(tx, { ...post, namesWorks: mentions.length > 0 }, uses);
};

/** The statement that stores in a post's row what was made of its text. */
export const storingMade = (
  postId: number,
  { html, rendererVersion, plainText, readableText, derived, diagramSizes }: MadeOfText,
): Prisma.Sql => Prisma.sql`
  update "Post" set "html" = ${html}, "rendererVersion" = ${rendererVersion}, "plainText" = ${plainText},
    "readableText" = ${readableText}, "derived" = ${JSON.stringify(derived)}::jsonb,
    "diagramSizes" = ${diagramSizes && JSON.stringify(diagramSizes)}::jsonb
  where "id" = ${postId} returning 1`;

const toPlace = ({ address, caption }: WidgetReference) => ({ address, caption });

/** Which marks mean the same source, and which mean none: what the html depends on besides the citations' ids. */
function patternOf({ sources, citations }: ResolvedCitations) {
  return {
    sources: sources.map((source) => (source === null ? null : sources.indexOf(source))),
    cites: citations.map((id) => id > 0),
  };
}

/** Renders a post again in a transaction of its own; its text stays. It waits with the jobs unless somebody asks for it. */
export async function reprocessNow(postId: number, by?: Pick<Member, "id">) {
  const find = async () => {
    const { threadId, number, diagramSizes, revisions } = await db.post.findUniqueOrThrow({
      where: { id: postId },
      select: {
        threadId: true,
        number: true,
        diagramSizes: true,
        revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } },
      },
    });
    return { postId, body: revisions[0]!.body, place: { threadId, number }, storedSizes: diagramSizes };
  };
  await withPreparedText(by ? asWriter(by) : asJob, find, (tx, text) => reprocessPost(tx, postId, text));
}

async function replacePictures(tx: Tx, { id: postId, isJustWritten }: Processed, hashes: string[]) {
  if (!isJustWritten) await tx.postPicture.deleteMany({ where: { postId } });
  if (hashes.length > 0) await tx.postPicture.createMany({ data: hashes.map((hash) => ({ postId, hash })) });
}

async function replaceMentions(tx: Tx, { id: postId, revision, isJustWritten }: Processed, memberIds: number[]) {
  if (!isJustWritten) await tx.mention.deleteMany({ where: { postId, revision } });
  if (memberIds.length === 0) return;
  await tx.mention.createMany({
    data: memberIds.map((memberId, ordinal) => ({ postId, revision, memberId, ordinal })),
  });
}
