/** Mails about leaving and about suspensions: a job each, to the verified address. */
import { deliver, isMailOn } from "~/features/mail/mail.server";
import type { Letter } from "~/features/mail/mail";
import { paths } from "~/paths";
import { db, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { enqueue, type Jobs } from "~/platform/jobs.server";
import { erasedLetter, leavingLetter, suspendedLetter } from "./member-letters";

type MemberMail = Jobs["member_mail"];

/** Adds the mail's job to the transaction that it tells of; nothing where the member has no verified address, or mail is off. */
export async function mailMember(tx: Tx, kind: MemberMail["kind"], memberId: number) {
  if (!isMailOn()) return;
  const { email, emailVerifiedAt } = await tx.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { email: true, emailVerifiedAt: true },
  });
  if (email !== null && emailVerifiedAt) await enqueue(tx, "member_mail", { kind, memberId, address: email });
}

/** Sends it, unless it has become pointless: taken back, or lifted. */
export async function sendMemberMail({ kind, memberId, address }: MemberMail) {
  const letter = await write(kind, memberId);
  if (letter) await deliver(address, letter);
}

async function write(kind: MemberMail["kind"], memberId: number): Promise<Letter | null> {
  const { publicOrigin } = env();
  const site = new URL(publicOrigin).host;
  if (kind === "erased") return erasedLetter({ site });
  const member = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: {
      handle: true,
      deletionDueAt: true,
      deletionWithdraws: true,
      sanctions: {
        where: { endedAt: null },
        orderBy: { id: "desc" },
        take: 1,
        select: { reason: true, endsAt: true, modActionId: true },
      },
    },
  });
  const about = { handle: member.handle, site };
  if (kind === "leaving") {
    const { deletionDueAt: dueAt, deletionWithdraws: withdraws } = member;
    return (
      dueAt && leavingLetter({ ...about, dueAt: dueAt.toISOString(), withdraws, url: publicOrigin + paths.ownData() })
    );
  }
  const [sanction] = member.sanctions;
  if (!sanction) return null;
  const { reason, endsAt, modActionId } = sanction;
  const path = modActionId === null ? paths.modLog() : paths.modAction({ id: modActionId });
  return suspendedLetter({ ...about, reason, endsAt: endsAt?.toISOString() ?? null, url: publicOrigin + path });
}
