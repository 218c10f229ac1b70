/** Erases accounts whose time is over. The row stays as "former member 128", so that conversations stay readable. */
import { formerHandle } from "~/features/auth/auth";
import { lockMember } from "~/features/members/members.server";
import { withdrawUnanswered } from "~/features/posts/posts.server";
import { removeOwnUpload } from "~/features/uploads/uploads.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { isLast, lockAdministrators } from "./administrators.server";
import { mailMember } from "./member-mail.server";
import { recognizableBy } from "./recognize.server";

/** Erases this member, or everybody, whose 14 days are over. */
export async function eraseDueMembers(memberId?: number) {
  const due = await db.$queryRaw<{ id: number; withdraws: boolean }[]>`
    select "id", "deletionWithdraws" as "withdraws" from "Member"
    where "deletedAt" is null and "deletionDueAt" <= now() and (${memberId ?? null}::int is null or "id" = ${memberId ?? null}::int)`;
  for (const { id, withdraws } of due) {
    // Each post in a transaction of its own; when this is interrupted, it goes on from there.
    if (withdraws) await withdrawUnanswered(id);
    await removePictures(id);
    await inTransaction((tx) => erase(tx, id));
  }
}

/** Pictures that no post shows; those that one shows stay with it. */
async function removePictures(memberId: number) {
  const owned = await db.uploadOwner.findMany({ where: { memberId }, select: { upload: { select: { hash: true } } } });
  const hashes = owned.map(({ upload }) => upload.hash);
  const shown = await db.postPicture.findMany({ where: { hash: { in: hashes } }, select: { hash: true } });
  const kept = new Set(shown.map(({ hash }) => hash));
  for (const hash of hashes) if (!kept.has(hash)) await removeOwnUpload({ hash, by: { id: memberId } });
}

async function erase(tx: Tx, memberId: number) {
  const administrators = await lockAdministrators(tx);
  await lockMember(tx, memberId);
  const member = await tx.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { handle: true, email: true, deletionDueAt: true, deletedAt: true },
  });
  const now = await databaseNow(tx);
  // Taken back in the last moment.
  if (member.deletedAt || !member.deletionDueAt || member.deletionDueAt > now) return;
  if (isLast(administrators, memberId)) {
    await tx.member.update({ where: { id: memberId }, data: { deletionDueAt: null } });
    return;
  }
  await mailMember(tx, "erased", memberId);
  await keepSanctionsRecognizable(tx, memberId, member.email);
  await forgetRows(tx, memberId);
  await tx.oldHandle.create({ data: { handle: member.handle, memberId, since: now } });
  await tx.member.update({
    where: { id: memberId },
    data: {
      handle: formerHandle(memberId),
      name: `former member ${memberId}`,
      email: null,
      emailVerifiedAt: null,
      passwordHash: null,
      passwordSetAt: null,
      role: "member",
      bio: "",
      bioHtml: "",
      link: "",
      avatarHash: null,
      formerName: "",
      nameChangedAt: null,
      handleChangedAt: null,
      deletionDueAt: null,
      deletedAt: now,
    },
  });
}

/** Somebody who leaves while suspended is recognized when they come back: by keyed hashes, which name nobody. */
async function keepSanctionsRecognizable(tx: Tx, memberId: number, email: string | null) {
  const open = { memberId, kind: "suspension", endedAt: null } as const;
  if ((await tx.sanction.count({ where: open })) === 0) return;
  const keptHashes = await recognizableBy(tx, memberId, email);
  await tx.sanction.updateMany({ where: open, data: { keptHashes } });
}

/** What is the member's alone. Votes, reactions, reviews and disclosures stay with what they are about. */
async function forgetRows(tx: Tx, memberId: number) {
  const where = { memberId };
  await tx.session.deleteMany({ where });
  await tx.knownBrowser.deleteMany({ where });
  await tx.oneTimeToken.deleteMany({ where });
  await tx.passkey.deleteMany({ where });
  await tx.apiKey.deleteMany({ where });
  await tx.wallet.deleteMany({ where });
  await tx.identity.deleteMany({ where });
  await tx.secondFactor.deleteMany({ where });
  await tx.recoveryCode.deleteMany({ where });
  await tx.ceremony.deleteMany({ where });
  await tx.tagFollow.deleteMany({ where });
  await tx.threadFollow.deleteMany({ where });
  await tx.memberFollow.deleteMany({ where });
  await tx.noticeChoice.deleteMany({ where });
  await tx.pushBrowser.deleteMany({ where });
  await tx.inboxFeed.deleteMany({ where });
  await tx.dueLetter.deleteMany({ where });
  await tx.mailing.deleteMany({ where });
  await tx.letter.deleteMany({ where });
  await tx.mailedReply.deleteMany({ where });
  await tx.followedSearch.deleteMany({ where });
  await tx.notice.deleteMany({ where });
  await tx.draft.deleteMany({ where });
  await tx.bookmark.deleteMany({ where });
  await tx.readingPosition.deleteMany({ where });
  await tx.reader.deleteMany({ where });
  await tx.idempotencyKey.deleteMany({ where });
  // What was decided stays with the cases; the member's own words go.
  await tx.flag.updateMany({ where, data: { words: "" } });
  await tx.appeal.updateMany({ where, data: { words: "" } });
  await tx.interestQuestion.updateMany({ where: { ...where, isPublic: false }, data: { answerWords: "" } });
  await tx.heldPost.deleteMany({ where: { authorId: memberId } });
  const proposed = ["tag_proposal" as const, "wiki_edit" as const];
  const waiting = { memberId, kind: { in: [...proposed, "held_post" as const, "spam" as const] } };
  await tx.modCase.updateMany({ where: { ...waiting, closedAt: null }, data: { closedAt: await databaseNow(tx) } });
  await tx.modCase.updateMany({ where: waiting, data: { evidence: [] } });
  await tx.modCase.updateMany({ where: { memberId, kind: { in: proposed } }, data: { payload: {} } });
  await tx.postTrace.deleteMany({ where });
  // The log says a handle where one was taken away. Without its salt the detail can't be guessed from its hash.
  await tx.modAction.updateMany({ where: { memberId, kind: "rename_member" }, data: { detail: "", detailSalt: null } });
  // The name at another forum stays, so that its posts are not taken over once more in a new name.
  await tx.importedMember.updateMany({ where, data: { shownName: "", claimAddress: null } });
  await tx.invitation.updateMany({ where: { byId: memberId }, data: { note: "", revokedAt: await databaseNow(tx) } });
}
