import { mailedTokens } from "~/features/auth/auth.server";
import { deliver } from "~/features/mail/mail.server";
import type { Letter } from "~/features/mail/mail";
import { paths } from "~/paths";
import { databaseNow, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { keyedHash } from "~/platform/secret-box.server";
import type { Jobs } from "~/platform/jobs.server";
import { addressChangedLetter, passwordChangedLetter, proofLetter, resetLetter, verifyLetter } from "./account-letters";
import { undoHours } from "./ask-for-mail.server";

type AccountMail = Jobs["mail_send"];
type Member = { handle: string; email: string | null; emailVerifiedAt: Date | null; passwordSetAt: Date | null };

/**
 * Sends a mail about an account. Its link is made now, so that it exists in the mail alone. What has become pointless
 * since it was asked for is not sent: the address is verified, replaced, or it is too late.
 */
export async function sendAccountMail({ memberId, ...asked }: AccountMail) {
  if (memberId === null || (await databaseNow()).toISOString() > asked.until) return;
  const member = await db.member.findUnique({
    where: { id: memberId },
    select: { handle: true, email: true, emailVerifiedAt: true, passwordSetAt: true },
  });
  if (!member || (await isPointless(memberId, member, asked))) return;
  await deliver(asked.address, await write(memberId, member, asked), nameOf(memberId, asked));
}

/** The mail's own name, the same however often the job runs: where nobody knows whether it was sent, it is sent again. */
const nameOf = (memberId: number, { kind, address, until }: Omit<AccountMail, "memberId">) =>
  `account.${keyedHash("message-id", [kind, memberId, address, until].join(" ")).slice(0, 32)}`;

const isVerified = ({ email, emailVerifiedAt }: Member, address: string) =>
  email === address && emailVerifiedAt !== null;

/** Whether the address or the password was changed after a mail was asked for: links of before are dead, so none is made. */
function isOutdated({ emailVerifiedAt, passwordSetAt }: Member, until: string) {
  const askedAt = new Date(until).getTime() - 3_600_000;
  return [emailVerifiedAt, passwordSetAt].some((changedAt) => changedAt !== null && changedAt.getTime() > askedAt);
}

async function isPointless(memberId: number, member: Member, { kind, address, until }: Omit<AccountMail, "memberId">) {
  if (kind === "email_changed")
    return (
      isVerified(member, address) || mailedTokens.isChangeUndone(memberId, { until: new Date(until), hours: undoHours })
    );
  if (kind === "password_changed") return !isVerified(member, address);
  const isDone = isVerified(member, address) === (kind === "verify_email");
  return isDone || isOutdated(member, until);
}

async function write(memberId: number, member: Member, asked: Omit<AccountMail, "memberId">): Promise<Letter> {
  const { kind, address, to, until } = asked;
  const { publicOrigin } = env();
  const about = { handle: member.handle, site: new URL(publicOrigin).host };
  const bound = { memberId, address };
  const url = (path: string) => publicOrigin + path;
  switch (kind) {
    case "verify_email": {
      const old = member.email !== null && member.email !== address ? member.email : null;
      return verifyLetter({
        ...about,
        old,
        url: url(paths.verifyEmail(await mailedTokens.issue("verify_email", bound))),
      });
    }
    case "reset_password":
      return resetLetter({
        ...about,
        url: url(paths.resetPassword(await mailedTokens.issue("reset_password", bound))),
      });
    case "prove":
      return proofLetter({ ...about, url: url(paths.prove(to, await mailedTokens.issue("prove", bound))) });
    case "email_changed": {
      const token = await mailedTokens.issue("undo_email", bound, new Date(until));
      return addressChangedLetter({ ...about, url: url(paths.undoEmail(token)) });
    }
    case "password_changed":
      return passwordChangedLetter({ ...about, url: url(paths.forgottenPassword()) });
  }
}
