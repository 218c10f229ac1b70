/** Brings into a forum what happens in one over time, beside what the demonstration has. */
import { createHash } from "node:crypto";
import sharp from "sharp";
import type { Member } from "~/features/auth/auth";
import { ThreadActForm } from "~/features/acts/acts";
import { actOnThread } from "~/features/acts/acts.server";
import { mergeSources, reviewCitation } from "~/features/citations/citations.server";
import { disputeClaim } from "~/features/claims/claims.server";
import { saveDraft } from "~/features/drafts/drafts.server";
import { flagPost } from "~/features/flags/flags.server";
import { eraseRevisionLogged, mergeTagLogged, moderate } from "~/features/moderation/moderation.server";
import { suspendMember } from "~/features/people/people.server";
import { deletePost, editPost, moveDocuments, reprocessNow } from "~/features/posts/posts.server";
import { castVote, react } from "~/features/signals/signals.server";
import { editDescription } from "~/features/tags/tags.server";
import { databaseNow, db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "./factories";
import { dailyTps } from "./series";

/** What of it visitors don't see: none of these words may be in a public export. */
export const unseenWords = {
  hidden: "HIDDENWORDS",
  deleted: "DELETEDWORDS",
  draft: "DRAFTEDWORDS",
  erased: "ERASEDWORDS",
  flag: "FLAGGEDWORDS",
  hiddenThread: "HIDDENTHREADWORDS",
  address: "secret-address@example.org",
};

export async function liveInForum() {
  const [author, other, moderator] = [await aMember(), await aMember(), await aMember({ role: "moderator" })];
  const admin = await aMember({ role: "admin", passwordHash: "a hash" });
  await db.member.update({ where: { id: author.id }, data: { email: unseenWords.address, bio: "I count **blobs**." } });
  const thread = await aThread({ author, title: "What happens in a forum over time?", tags: ["fees", "base"] });
  await texts(thread, author, other, moderator);
  await evidence(thread, author, other);
  await series(thread, author);
  await measures(admin, other, moderator);
  return { thread, author, other, moderator, admin };
}

type Thread = Awaited<ReturnType<typeof aThread>>;

async function texts(thread: Thread, author: Member, other: Member, moderator: Member) {
  const first = await aReply({ thread, author, body: `Before. ${unseenWords.erased}` });
  await edit(first.id, author, "After the first edit, with `code` and $x^2$.");
  await edit(first.id, author, `After the second edit, @${other.handle}.`);
  await eraseRevisionLogged({ by: moderator, postId: first.id, revision: 1, reason: "It named somebody." });
  const quoting = `[quote=@${author.handle}, p:${first.id}, r:2]\nAfter the first edit\n[/quote]\n\nSo it was.`;
  const quote = await aReply({ thread, author: other, body: quoting, parentId: first.id });
  const hidden = await aReply({ thread, author: other, body: `${unseenWords.hidden} https://hidden.example/page` });
  await aReply({ thread, author, body: "An answer to what is hidden.", parentId: hidden.id });
  await moderate({ by: moderator, kind: "hide_post", target: hidden.id, reason: "It is unkind." });
  const deleted = await aReply({ thread, author: other, body: unseenWords.deleted });
  await deletePost({ postId: deleted.id, by: other });
  const away = await aReply({ thread, author, body: "A question of its own." });
  const asked = {
    act: "move_posts",
    posts: String(away.number),
    to: "new",
    title: "A question of its own, with an answer",
    reason: "Another subject.",
  };
  await actOnThread({ by: moderator, threadId: thread.id, asked: ThreadActForm.parse(asked) });
  const unseen = await aThread({ author: other, title: `${unseenWords.hiddenThread} of no use` });
  await moderate({ by: moderator, kind: "hide_post", target: unseen.openingPostId, reason: "It is spam." });
  await castVote({ member: other, postId: first.id, axis: "worth", value: 2 });
  await castVote({ member: author, postId: quote.id, axis: "agree", value: -1 });
  await react({ member: other, postId: first.id, kind: "crux", value: true });
  await flagPost({ by: other, postId: first.id, reason: "unkind", words: unseenWords.flag });
  const picture = await aPicture(author);
  await aReply({ thread, author, body: `A picture.\n\n![Two colours](/uploads/${picture})` });
  // As long as what came from another forum may be, and longer than what is typed here.
  await aReply({ thread, author, body: `${"Said at length, *and* with `marks`.\n\n".repeat(5_800)}The end of it.` });
  const fields = { title: ["A draft"], body: [unseenWords.draft] };
  await saveDraft({ memberId: author.id, place: "new", fields, version: 0 });
  const tags = await db.tag.findMany({
    where: { slug: { in: ["ux", "gaming"] } },
    select: { id: true, slug: true, revision: true },
  });
  for (const { id, revision } of tags)
    await editDescription({
      by: author,
      tagId: id,
      description: "What one **pays**.",
      reason: "More of it.",
      revision,
    });
  const idOf = async (slug: string) => (await db.tag.findFirstOrThrow({ where: { slug }, select: { id: true } })).id;
  const [fromId, intoId] = [await idOf("gaming"), await idOf("ux")];
  await mergeTagLogged({ by: moderator, from: "gaming", into: "ux", reason: "They mean one thing." });
  // As the job does that a merge adds.
  while (await moveDocuments(db, fromId, intoId));
}

async function edit(postId: number, by: Member, body: string) {
  const { version } = await db.post.findUniqueOrThrow({ where: { id: postId }, select: { version: true } });
  const edited = await editPost({ by, postId, body, reason: "Clearer.", version });
  if (!edited.ok) throw new Error(edited.reason);
}

async function aPicture(owner: Member): Promise<string> {
  const bytes = await sharp({ create: { width: 4, height: 3, channels: 3, background: "#336699" } })
    .png()
    .toBuffer();
  const hash = createHash("sha256").update(bytes).digest("hex");
  const at = await databaseNow();
  const picture = { hash, kind: "png", width: 4, height: 3, size: bytes.length, createdAt: at } as const;
  const { id } = await db.upload.create({ data: { ...picture, bytes: new Uint8Array(bytes) } });
  await db.uploadOwner.create({ data: { memberId: owner.id, uploadId: id, alt: "Two colours", createdAt: at } });
  // One that nobody shows, and one that was removed.
  const gone = createHash("sha256").update("gone").digest("hex");
  await db.upload.create({ data: { ...picture, hash: gone, removedAt: at } });
  return hash;
}

async function evidence(thread: Thread, author: Member, other: Member) {
  const body =
    "Base runs at [142 TPS](metric:base/tps)[^1], says [^2].\n\n[^1]: https://example.org/a\n[^2]: https://example.org/b\n\nSources: a report without a link";
  const post = await aReply({ thread, author, body });
  const citations = await db.citation.findMany({ where: { postId: post.id }, orderBy: { ordinal: "asc" } });
  await reviewCitation({ citationId: citations[0]!.id, by: other, verdict: "not_in_source", comment: "It says 14." });
  await mergeSources({
    fromId: citations[1]!.sourceId,
    intoId: citations[0]!.sourceId,
    reason: "One page.",
    by: other,
  });
  // As the job does that a merge adds.
  await reprocessNow(post.id);
  const claim = await db.claim.findFirstOrThrow({ where: { postId: post.id } });
  const words = {
    kind: "disputes",
    basis: "measurement",
    reason: "I counted the blocks of that day.",
    source: "",
  } as const;
  await disputeClaim(claim.id, other, words);
  // A finding that is its author's alone for a day, with what was public before.
  const found = { status: "off", verdict: { obstacle: "UNTOLDWORDS" }, checkedAt: new Date(), troubledAt: new Date() };
  await db.claim.update({ where: { id: claim.id }, data: { ...found, factor: "6.1" } });
  await db.claimCheck.create({ data: { claimId: claim.id, at: new Date(), status: "off", says: "UNTOLDWORDS" } });
}

async function series(thread: Thread, author: Member) {
  const seriesId = await dailyTps("base", [120.5, 142, 160.25]);
  await db.$executeRaw`insert into "Observation" ("seriesId", at, value, quality, "fetchedAt", "runId")
    select ${seriesId}, date_trunc('day', now()) + n * interval '1 minute', 142.000000000000000001 + n, 'final', now(), 7
    from generate_series(1, 3) n`;
  await db.$executeRaw`insert into "Rollup" ("seriesId", bucket, at, n, min, max, avg, last, coverage, "runId")
    values (${seriesId}, 'hour', date_trunc('hour', now()), 3, 1, 3, 2.5, 3, 0.1, 7)`;
  await aReply({ thread, author, body: "How it runs:\n\n![TPS of Base](metric:base/tps?window=7d)" });
}

async function measures(admin: Member, other: Member, moderator: Member) {
  await suspendMember({ by: admin, memberId: (await aMember()).id, reason: "It repeats.", days: 7 });
  await db.bookmark.create({ data: { memberId: other.id, postId: 1, createdAt: new Date() } });
  await db.memberFollow.create({ data: { memberId: other.id, otherId: moderator.id, isMuted: false } });
}
