/** Mails about an account: asked for in the request, with a bound for each target, and sent by a job. */
import { countAttempt, limits } from "~/features/auth/auth.server";
import { isMailOn } from "~/features/mail/mail.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { enqueue, type Jobs } from "~/platform/jobs.server";
import { findByVerifiedAddress } from "./find-by-address.server";

/** Hours for which a change of address can be undone. */
export const undoHours = 72;

type AccountMail = Jobs["mail_send"];
type Asked = Pick<AccountMail, "kind" | "memberId" | "address" | "to">;

const afterHours = (now: Date, hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();

/** Adds the job of a mail, when mail is on. What is late by an hour is not sent, a link to undo something by 72 hours. */
export async function enqueueMail(tx: Tx, asked: Asked) {
  if (!isMailOn()) return;
  const hours = asked.kind === "email_changed" ? undoHours : 1;
  await enqueue(tx, "mail_send", { ...asked, until: afterHours(await databaseNow(tx), hours) });
}

/**
 * Asks for a mail, of which a target gets at most three an hour and ten a day. Beyond that nothing is sent, and nobody
 * is told: the answer must be the same.
 */
async function askForMail(asked: Asked, target: string | number) {
  if ((await countAttempt(limits.mailByTarget, target)) > 0) return;
  if ((await countAttempt(limits.mailByTargetAndDay, target)) > 0) return;
  await enqueueMail(db, asked);
}

/** A link by which this address becomes the member's verified one. */
export async function askForVerification(memberId: number, address: string) {
  const typed = address.toLowerCase();
  await askForMail({ kind: "verify_email", memberId, address: typed }, typed);
}

/** A link that sets a new password, by a handle or an address. Equally fast and with the same answer for an unknown name. */
export async function askForReset(name: string) {
  const found = name.includes("@")
    ? await findByVerifiedAddress(name)
    : await db.member.findUnique({
        where: { handle: name },
        select: { id: true, email: true, emailVerifiedAt: true },
      });
  const address = found?.emailVerifiedAt ? found.email : null;
  const memberId = found && address !== null ? found.id : null;
  await askForMail({ kind: "reset_password", memberId, address: address ?? "" }, address ?? name);
}

/** A link that is a fresh proof, to the member's verified address; one goes on to the path `to`. */
export async function askForProof(memberId: number, to: string) {
  const { email, emailVerifiedAt } = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { email: true, emailVerifiedAt: true },
  });
  if (email !== null && emailVerifiedAt) await askForMail({ kind: "prove", memberId, address: email, to }, email);
}
