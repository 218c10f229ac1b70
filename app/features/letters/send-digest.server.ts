/** Sending the weekly digest, each once. */
import { deliverOnce } from "~/features/mail/mail.server";
import { markMailed, unmarkMailed } from "~/features/notifications/notifications.server";
import { databaseNow, db, inTransaction, type Tx } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { readDigest } from "./digest.server";
import { nextDigest } from "./digest-day";
import { writeDigestLetter } from "./digest-letter.server";
import { findRecipient } from "./mailing.server";
import { sendLetter } from "./send-notices.server";

const slice = 200;
/** How far back a digest reaches at most, in milliseconds: over four that could not be sent. */
const longest = 35 * 86_400_000;
/** How often a digest is written anew that was overtaken. */
const attempts = 3;

/** Adds a job for up to 200 members after this one whose digest is due. Answers with the last of them, or null at the end. */
export async function startDueDigests(after: number): Promise<number | null> {
  return inTransaction(async (tx) => {
    const members = await tx.$queryRaw<{ memberId: number }[]>`
      select "memberId" from "Mailing" where "digestDueAt" <= clock_timestamp() and "memberId" > ${after}
      order by "memberId" limit ${slice}`;
    for (const { memberId } of members) await enqueue(tx, "letters.digest", { memberId });
    return members.length < slice ? null : members.at(-1)!.memberId;
  });
}

/**
 * Sends a member the digest that is due, unless nothing happened or they have been away for 180 days; then the next one is
 * awaited. Throws when the mail server wants to be asked again later.
 */
export async function sendDigest(memberId: number) {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const now = await databaseNow();
    const to = await findRecipient(memberId, "digest");
    const dueAt = to?.digestDueAt;
    if (!to || !dueAt || dueAt > now) return;
    // From the last one on, however late this one is.
    const since = new Date(Math.max(to.digestSince?.getTime() ?? 0, now.getTime() - longest));
    const digest = (await isAway(memberId)) ? null : await readDigest(to.member, since, now);
    if (!digest) return void (await moveOn(db, memberId, dueAt, now));
    const { letter, head } = writeDigestLetter(memberId, digest, { since, now });
    const handed = await sendLetter({
      to,
      kind: "digest",
      send: (returnPath, mark) => deliverOnce(letter, { ...head, to: to.address, returnPath }, mark),
      async mark(tx) {
        if (!(await markMailed(tx, digest.notices))) return false;
        return moveOn(tx, memberId, dueAt, now);
      },
      async unmark(tx) {
        await unmarkMailed(tx, digest.notices);
        await tx.mailing.updateMany({ where: { memberId }, data: { digestDueAt: dueAt, digestSince: since } });
      },
    });
    if (handed.is !== "withdrawn") return;
  }
}

/** Awaits the next digest. False when this one was sent, or ended, meanwhile. */
async function moveOn(tx: Tx, memberId: number, dueAt: Date, now: Date): Promise<boolean> {
  const { count } = await tx.mailing.updateMany({
    where: { memberId, digestDueAt: dueAt },
    data: { digestDueAt: nextDigest(now), digestSince: now },
  });
  return count > 0;
}

/** Whether nothing was seen of a member for 180 days. */
async function isAway(memberId: number): Promise<boolean> {
  const rows = await db.$queryRaw<{ isAway: boolean }[]>`
    select greatest(m."joinedAt",
      (select max("lastUsedAt") from "Session" where "memberId" = m."id"),
      (select max("readAt") from "ReadingPosition" where "memberId" = m."id"),
      (select max("createdAt") from "Post" where "authorId" = m."id")) < now() - interval '180 days' as "isAway"
    from "Member" m where m."id" = ${memberId}`;
  return rows[0]?.isAway ?? true;
}
