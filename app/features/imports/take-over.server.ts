/** What stands here in a placeholder's name becomes a member's: by its owner, or by an administrator. */
import { formerHandle, type Member } from "~/features/auth/auth";
import { lockMember, moveHandle } from "~/features/members/members.server";
import { writeLog } from "~/features/moderation/moderation.server";
import { tellMember } from "~/features/notifications/notifications.server";
import { castVote, react } from "~/features/signals/signals.server";
import { reactionKinds } from "~/features/signals/signals";
import { giveDocuments } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { databaseNow, db, inTransaction, startTimeout, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";

export type TakeOverRefusal =
  /** It is nobody's to take: no placeholder, or taken before. */
  | "not-there"
  /** A moderator acted against the name, or the member can't write. */
  | "sanctioned"
  | "no-such-member"
  | "not-yours";

type TakenOver = { ok: true } | { ok: false; reason: TakeOverRefusal };

/** The member takes everything over that was written by names whose address, in the operator's table, is their verified one. */
export async function takeOwn(member: Member): Promise<{ taken: number }> {
  const placeholders = await listClaimable(member.id);
  let taken = 0;
  for (const { placeholderId } of placeholders) {
    await takeSignalsBack(member, placeholderId);
    const done = await inTransaction((tx) => takeOver(tx, { memberId: member.id, placeholderId, isOwner: true }), {
      timeout: startTimeout,
    });
    if (done.ok) taken += 1;
  }
  return { taken };
}

/** An administrator gives a member what stands in a placeholder's name. In the public log, and told to the member. */
export async function assignPosts(given: {
  by: Pick<Member, "id">;
  member: Member;
  placeholderId: number;
  reason: string;
}): Promise<TakenOver> {
  const { by, member, placeholderId, reason } = given;
  await takeSignalsBack(member, placeholderId);
  return inTransaction(
    async (tx): Promise<TakenOver> => {
      const names = await tx.importedMember.findMany({
        where: { placeholderId, takenAt: null },
        select: { username: true, origin: { select: { host: true } } },
      });
      const done = await takeOver(tx, { memberId: member.id, placeholderId, isOwner: false });
      if (!done.ok) return done;
      const detail = names.map(({ username, origin }) => `@${username} of ${origin.host}`).join(", ");
      const at = await databaseNow(tx);
      const id = await writeLog(tx, { by, kind: "assign_posts", reason, at, memberId: member.id, detail });
      await tx.importedMember.updateMany({ where: { placeholderId }, data: { modActionId: id } });
      await tellMember(tx, {
        memberId: member.id,
        kind: "sanction",
        subject: `assigned:${id}`,
        words: `An administrator gave you the posts of ${detail}: ${reason}`,
        path: paths.modAction({ id }),
      });
      return done;
    },
    { timeout: startTimeout },
  );
}

/** Names whose posts are this member's to take: by the address that the member has verified. */
export async function listClaimable(memberId: number) {
  const member = await db.member.findUnique({
    where: { id: memberId },
    select: { email: true, emailVerifiedAt: true },
  });
  if (!member?.email || !member.emailVerifiedAt) return [];
  const rows = await db.importedMember.findMany({
    where: { claimAddress: member.email.toLowerCase(), takenAt: null },
    orderBy: [{ originId: "asc" }, { username: "asc" }],
    select: {
      username: true,
      shownName: true,
      placeholderId: true,
      origin: { select: { host: true } },
      placeholder: { select: { handle: true, postCount: true } },
    },
  });
  return rows;
}

/** Nobody votes on their own posts: what the member said of them before is taken back. */
async function takeSignalsBack(member: Member, placeholderId: number) {
  const post = { authorId: placeholderId };
  const votes = await db.vote.findMany({ where: { memberId: member.id, post }, select: { postId: true, axis: true } });
  for (const { postId, axis } of votes) await castVote({ member, postId, axis, value: 0 });
  const reactions = await db.reaction.findMany({
    where: { memberId: member.id, post },
    select: { postId: true, kind: true },
  });
  for (const { postId, kind } of reactions) {
    const known = reactionKinds.find((one) => one === kind);
    if (known) await react({ member, postId, kind: known, value: false });
  }
}

type Pair = { memberId: number; placeholderId: number };

async function takeOver(tx: Tx, { memberId, placeholderId, isOwner }: Pair & { isOwner: boolean }): Promise<TakenOver> {
  await lockThreadsOf(tx, placeholderId);
  // Both rows, in the order of their ids.
  for (const id of [memberId, placeholderId].toSorted((a, b) => a - b)) await lockMember(tx, id);
  const placeholder = await tx.member.findUnique({
    where: { id: placeholderId },
    select: {
      handle: true,
      suspendedAt: true,
      silencedUntil: true,
      threadCount: true,
      postCount: true,
      deletedAt: true,
    },
  });
  const names = await tx.importedMember.count({ where: { placeholderId, memberId: placeholderId, takenAt: null } });
  if (!placeholder || placeholder.deletedAt || names === 0 || memberId === placeholderId)
    return { ok: false, reason: "not-there" };
  const member = await tx.member.findUnique({
    where: { id: memberId },
    select: { email: true, emailVerifiedAt: true, suspendedAt: true, deletedAt: true, isDemonstration: true },
  });
  if (!member || member.deletedAt || member.isDemonstration || (await isPlaceholder(tx, memberId)))
    return { ok: false, reason: "no-such-member" };
  if (placeholder.suspendedAt || placeholder.silencedUntil || member.suspendedAt)
    return { ok: false, reason: "sanctioned" };
  if (isOwner) {
    const address = member.emailVerifiedAt ? member.email?.toLowerCase() : undefined;
    const own = address
      ? await tx.importedMember.count({ where: { placeholderId, claimAddress: address, takenAt: null } })
      : 0;
    if (own === 0) return { ok: false, reason: "not-yours" };
  }
  await giveContent(tx, { memberId, placeholderId });
  await giveFace(tx, { memberId, placeholderId });
  await giveName(tx, { memberId, placeholderId, handle: placeholder.handle });
  const { threadCount, postCount } = placeholder;
  await tx.member.update({
    where: { id: memberId },
    data: { threadCount: { increment: threadCount }, postCount: { increment: postCount } },
    select: { id: true },
  });
  await tx.importedMember.updateMany({
    where: { placeholderId },
    data: { memberId, takenAt: await databaseNow(tx), claimAddress: null },
  });
  return { ok: true };
}

const isPlaceholder = async (tx: Tx, memberId: number) =>
  (await tx.importedMember.count({ where: { placeholderId: memberId } })) +
    (await tx.importOrigin.count({ where: { memberId } })) >
  0;

async function lockThreadsOf(tx: Tx, authorId: number) {
  await tx.$queryRaw`
    select 1 from "Thread" where "id" in (select "threadId" from "Post" where "authorId" = ${authorId}
      union select "id" from "Thread" where "authorId" = ${authorId} or "lastPosterId" = ${authorId})
    order by "id" for no key update`;
}

/** Every row that says who wrote something. What names the placeholder in a text leads on by the old handle. */
async function giveContent(tx: Tx, { memberId, placeholderId }: Pair) {
  const of = { authorId: placeholderId };
  const to = { authorId: memberId };
  await giveDocuments(tx, placeholderId, memberId);
  await tx.thread.updateMany({ where: of, data: to });
  await tx.thread.updateMany({ where: { lastPosterId: placeholderId }, data: { lastPosterId: memberId } });
  await tx.post.updateMany({ where: of, data: to });
  await tx.postRevision.updateMany({ where: { editorId: placeholderId }, data: { editorId: memberId } });
  await tx.claim.updateMany({ where: of, data: to });
  await tx.citation.updateMany({ where: of, data: to });
  await tx.source.updateMany({ where: { createdById: placeholderId }, data: { createdById: memberId } });
  await tx.$executeRaw`
    delete from "UploadOwner" o using "UploadOwner" own
    where o."memberId" = ${placeholderId} and own."memberId" = ${memberId} and own."uploadId" = o."uploadId"`;
  await tx.uploadOwner.updateMany({ where: { memberId: placeholderId }, data: { memberId } });
  await tx.$executeRaw`
    delete from "MemberFollow" f using "MemberFollow" own
    where f."otherId" = ${placeholderId} and own."otherId" = ${memberId} and own."memberId" = f."memberId"`;
  await tx.memberFollow.deleteMany({ where: { otherId: placeholderId, memberId } });
  await tx.memberFollow.updateMany({ where: { otherId: placeholderId }, data: { otherId: memberId } });
  await tx.notice.deleteMany({ where: { memberId: placeholderId } });
  // Texts that name the placeholder are rendered again, by the name that leads to the member now.
  await tx.$executeRaw`
    update "Post" set "rendererVersion" = 0 where "id" in (select "postId" from "Mention" where "memberId" = ${placeholderId})`;
  await tx.$executeRaw`
    delete from "Mention" m using "Mention" own
    where m."memberId" = ${placeholderId} and own."memberId" = ${memberId} and own."postId" = m."postId"
      and own."revision" = m."revision"`;
  await tx.mention.updateMany({ where: { memberId: placeholderId }, data: { memberId } });
  await enqueue(tx, "posts.reprocess-outdated");
}

/** The picture of there, unless the member has one. */
async function giveFace(tx: Tx, { memberId, placeholderId }: Pair) {
  const { avatarHash } = await tx.member.findUniqueOrThrow({
    where: { id: placeholderId },
    select: { avatarHash: true },
  });
  if (avatarHash === null) return;
  await tx.member.updateMany({ where: { id: memberId, avatarHash: null }, data: { avatarHash } });
  await tx.member.update({ where: { id: placeholderId }, data: { avatarHash: null }, select: { id: true } });
}

/** The placeholder's handles lead to the member; its row stays, and shows nothing. */
async function giveName(tx: Tx, { memberId, placeholderId, handle }: Pair & { handle: string }) {
  const now = await databaseNow(tx);
  await moveHandle(tx, {
    memberId: placeholderId,
    from: handle,
    to: formerHandle(placeholderId),
    now,
    isBarred: false,
  });
  await tx.oldHandle.updateMany({ where: { memberId: placeholderId }, data: { memberId } });
  await tx.member.update({
    where: { id: placeholderId },
    data: { name: `former member ${placeholderId}`, deletedAt: now, threadCount: 0, postCount: 0 },
    select: { id: true },
  });
}
