/** Who gets letters, and where. */
import type { Member } from "~/features/auth/auth";
import { memberColumns, memberOf } from "~/features/auth/auth.server";
import { isMailOn } from "~/features/mail/mail.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { nextDigest } from "./digest-day";

export type Recipient = { member: Member; address: string; digestDueAt: Date | null; digestSince: Date | null };

const recipientSelect = {
  ...memberColumns,
  email: true,
  emailVerifiedAt: true,
  deletedAt: true,
  deletionDueAt: true,
  mailing: true,
} as const;

/**
 * A member to whom letters of this kind can be sent now; null for one who doesn't want them, has no verified address or one that
 * refuses mails, is suspended, or leaves.
 */
export async function findRecipient(memberId: number, kind: "notices" | "digest"): Promise<Recipient | null> {
  const found = await db.member.findUnique({ where: { id: memberId }, select: recipientSelect });
  if (!found?.email || !found.emailVerifiedAt || found.deletedAt || found.deletionDueAt) return null;
  const { mailing, email: address } = found;
  // What is hidden leaves the site to nobody, moderators among them.
  const member: Member = { ...memberOf(found, await databaseNow()), role: "member" };
  if (member.isSuspended || isStopped(mailing, address)) return null;
  if (kind === "notices" && mailing?.hasNotices === false) return null;
  if (kind === "digest" && !mailing?.digestDueAt) return null;
  return { member, address, digestDueAt: mailing?.digestDueAt ?? null, digestSince: mailing?.digestSince ?? null };
}

/** Whether this address refused so much that nothing is sent to it any more. */
export const isStopped = (
  mailing: { stoppedAt: Date | null; stoppedAddress: string } | null,
  address: string | null,
): mailing is { stoppedAt: Date; stoppedAddress: string } =>
  mailing !== null && mailing.stoppedAt !== null && mailing.stoppedAddress === address;

/** What `/settings/notifications` says about a member's mail. */
export type MailingView = {
  isOn: boolean;
  address: string | null;
  isVerified: boolean;
  hasNotices: boolean;
  hasDigest: boolean;
  /** Letters can be answered by mail. */
  takesReplies: boolean;
  /** Nothing is sent to the address any more; `said` is the mail server's last answer. */
  stopped: { at: string; said: string } | null;
};

/** How a member gets mail. */
export async function readMailing(member: Pick<Member, "id">): Promise<MailingView> {
  const { email, emailVerifiedAt, mailing } = await db.member.findUniqueOrThrow({
    where: { id: member.id },
    select: { email: true, emailVerifiedAt: true, mailing: true },
  });
  const stopped = isStopped(mailing, email) ? mailing : null;
  const last = stopped
    ? await db.letter.findFirst({
        where: { memberId: member.id, address: stopped.stoppedAddress, state: { in: ["refused", "bounced"] } },
        orderBy: { id: "desc" },
        select: { said: true },
      })
    : null;
  return {
    isOn: isMailOn(),
    address: email,
    isVerified: emailVerifiedAt !== null,
    hasNotices: mailing?.hasNotices ?? true,
    hasDigest: Boolean(mailing?.digestDueAt),
    takesReplies: env().MAIL_REPLY_ADDRESS !== undefined,
    stopped: stopped && { at: stopped.stoppedAt.toISOString(), said: last?.said ?? "" },
  };
}

/** Keeps whether a member gets letters of notices, and the digest. */
export async function keepMailing(member: Pick<Member, "id">, chosen: { hasNotices: boolean; hasDigest: boolean }) {
  const now = await databaseNow();
  const memberId = member.id;
  const { hasNotices, hasDigest } = chosen;
  const digestDueAt = hasDigest ? nextDigest(now) : null;
  // One who has the digest keeps its day.
  await db.$executeRaw`
    insert into "Mailing" as m ("memberId", "hasNotices", "digestDueAt", "digestSince")
    values (${memberId}, ${hasNotices}, ${digestDueAt}, ${hasDigest ? now : null})
    on conflict ("memberId") do update set "hasNotices" = excluded."hasNotices",
      "digestDueAt" = case when ${hasDigest} then coalesce(m."digestDueAt", excluded."digestDueAt") end,
      "digestSince" = case when m."digestDueAt" is null then excluded."digestSince" else m."digestSince" end`;
}

const mostRefusals = 3;
const refusalsWithin = "14 days";

/** Stops an address that refused or sent back three letters in 14 days. */
export async function stopIfRefusing(tx: Tx, memberId: number, address: string) {
  await tx.$executeRaw`
    insert into "Mailing" ("memberId", "stoppedAt", "stoppedAddress")
    select ${memberId}, clock_timestamp(), ${address}
    where (select count(*) from "Letter" where "memberId" = ${memberId} and "address" = ${address}
      and "state" in ('refused', 'bounced') and "createdAt" > now() - ${refusalsWithin}::interval) >= ${mostRefusals}
    on conflict ("memberId") do update set "stoppedAt" = excluded."stoppedAt", "stoppedAddress" = excluded."stoppedAddress"
      where "Mailing"."stoppedAddress" <> excluded."stoppedAddress" or "Mailing"."stoppedAt" is null`;
}

/** Sends to the address again, as if it had refused nothing. */
export async function tryAddressAgain(member: Pick<Member, "id">) {
  await db.$transaction([
    db.letter.deleteMany({ where: { memberId: member.id, state: { in: ["refused", "bounced"] } } }),
    db.mailing.updateMany({ where: { memberId: member.id }, data: { stoppedAt: null, stoppedAddress: "" } }),
  ]);
}

/** How letters fared within a day, and how many addresses get none any more: for administrators. */
export async function countLetters() {
  const rows = await db.$queryRaw<
    { sent: number; refused: number; bounced: number; doubtful: number; stopped: number }[]
  >`
    select count(*) filter (where "state" = 'sent')::int as sent, count(*) filter (where "state" = 'refused')::int as refused,
      count(*) filter (where "state" = 'bounced')::int as bounced, count(*) filter (where "state" = 'doubtful')::int as doubtful,
      (select count(*)::int from "Mailing" where "stoppedAt" is not null) as stopped
    from "Letter" where "createdAt" > now() - interval '1 day'`;
  return rows[0]!;
}

/** Removes what is known of letters after 60 days, and replies by mail after 31: their addresses are good no longer. */
export async function sweepLetters() {
  await db.$executeRaw`delete from "Letter" where "createdAt" < now() - interval '60 days'`;
  await db.$executeRaw`delete from "MailedReply" where "receivedAt" < now() - interval '31 days'`;
}
