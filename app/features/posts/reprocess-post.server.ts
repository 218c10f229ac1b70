import { citationsOfClaims, placeClaims } from "~/features/claims/claims.server";
import { readCitationList, resolveCitations } from "~/features/citations/citations.server";
import { type Parsed, rendererVersion, type WidgetReference } from "~/features/markdown/markdown";
import { placeWidgets } from "~/features/widgets/widgets.server";
import { parseMarkdown, renderMarkdown } from "~/features/markdown/markdown.server";
import { db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { setTldr } from "~/features/threads/threads.server";
import { lockThreadOf } from "./lock-post.server";
import type { PostDerived } from "./post-derived";
import { judgeQuotes, judgeQuotesOf, lockQuotes, replaceQuotes } from "./quotes.server";
import { resolve } from "./resolve.server";
import { writeSearchDocument } from "./write-search-document.server";

/** The prefix of ids in a post's html. */
export const prefixOf = (postId: number) => `p${postId}`;

/** A text and its parsed form. */
export type ParsedText = { body: string; parsed: Parsed };

/**
 * Makes a post's html and every derived row from its current revision. Right the first time and the tenth; creating,
 * editing and a raised `rendererVersion` all come here. Throws what the renderer throws when it refuses the text.
 * Holds the thread until the transaction ends, so that no newer revision comes between reading and writing. `ahead` is
 * the text as parsed before the transaction; when the post has another one by now, that is parsed here.
 */
export async function reprocessPost(tx: Tx, postId: number, ahead?: ParsedText) {
  await lockThreadOf(tx, postId);
  const post = await tx.post.findUniqueOrThrow({
    where: { id: postId },
    select: {
      id: true,
      revision: true,
      number: true,
      threadId: true,
      authorId: true,
      plainText: true,
      rendererVersion: true,
    },
  });
  const { body, createdAt: at } = await tx.postRevision.findUniqueOrThrow({
    where: { postId_number: { postId, number: post.revision } },
    select: { body: true, createdAt: true },
  });

  const parsed = ahead?.body === body ? ahead.parsed : await parseMarkdown(body);
  await lockQuotes(tx, postId, parsed);
  const quotes = await judgeQuotes(tx, parsed, post);
  const citations = await resolveCitations(tx, parsed.references.citations, { ...post, at });
  const resolution = { ...(await resolve(tx, parsed, quotes)), citations };
  const html = await renderMarkdown(body, resolution, { prefix: prefixOf(postId) });

  const widgets = await placeWidgets(tx, { ...post, postId, at }, parsed.references.widgets.map(toPlace));
  const citationList = await readCitationList(tx, postId);
  const hasClaims = await placeClaims(
    tx,
    { ...post, postId, at, isNew: post.rendererVersion === 0 },
    parsed.references.claims,
    {
      byOrdinal: citationsOfClaims(parsed.references.citations.marks, citations.citations),
      isWholePost: citationList.marks.some(({ kind }) => kind === "trailer"),
    },
  );
  const plainText = parsed.plainText.slice(0, 65_536);
  await tx.post.update({
    where: { id: postId },
    data: {
      html,
      rendererVersion,
      plainText,
      derived: {
        headings: parsed.headings,
        wordCount: parsed.wordCount,
        has: parsed.has,
        citations: citationList,
        widgets,
        links: parsed.references.bareLinks,
      } satisfies PostDerived,
    },
  });
  await replaceQuotes(tx, postId, quotes);
  if (plainText !== post.plainText) await judgeQuotesOf(tx, postId, plainText);
  if (post.number === 1) await setTldr(tx, post.threadId, parsed.tldr);
  await replaceMentions(
    tx,
    postId,
    post.revision,
    parsed.references.mentions.flatMap((handle) => resolution.members[handle] ?? []),
  );
  await replacePictures(tx, postId, parsed.toResolve.pictures);
  const isNew = await writeSearchDocument(tx, postId);
  await enqueue(tx, "post.changed", { postId, isNew });
  if (hasClaims) await enqueue(tx, "claims.judge", { threadId: post.threadId });
}

const toPlace = ({ address, caption }: WidgetReference) => ({ address, caption });

/** The same in a transaction of its own, for a post whose text stays. The thread is not held while the text is parsed. */
export async function reprocessNow(postId: number) {
  const { revisions } = await db.post.findUniqueOrThrow({
    where: { id: postId },
    select: { revisions: { orderBy: { number: "desc" }, take: 1, select: { body: true } } },
  });
  const { body } = revisions[0]!;
  const ahead = { body, parsed: await parseMarkdown(body) };
  await inTransaction((tx) => reprocessPost(tx, postId, ahead));
}

async function replacePictures(tx: Tx, postId: number, hashes: string[]) {
  await tx.postPicture.deleteMany({ where: { postId } });
  if (hashes.length > 0) await tx.postPicture.createMany({ data: hashes.map((hash) => ({ postId, hash })) });
}

async function replaceMentions(tx: Tx, postId: number, revision: number, memberIds: number[]) {
  await tx.mention.deleteMany({ where: { postId, revision } });
  if (memberIds.length === 0) return;
  await tx.mention.createMany({
    data: memberIds.map((memberId, ordinal) => ({ postId, revision, memberId, ordinal })),
  });
}
