import { admitSignIn, findKnownBrowser } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { useRecoveryCode } from "./recovery-codes.server";
import { hasSecondFactor } from "./second-factor.server";

type Typed = { handle: string; code: string; address: string; cookies: string | null };
type Checked =
  { ok: true; memberId: number } | { ok: false; reason: "wrong" } | { ok: false; reason: "too-often"; wait: number };

/**
 * Whether a recovery code lets a member in by itself: only one who has neither a password nor a verified address, which
 * are other ways back, and whose codes are not the second factor. "wrong" doesn't say why. Limited like a password.
 */
export async function checkRecoveryCode({ handle, code, address, cookies }: Typed): Promise<Checked> {
  const member = await db.member.findFirst({
    where: { handle },
    select: { id: true, passwordHash: true, emailVerifiedAt: true },
  });
  const knownBrowser = await findKnownBrowser(cookies, member?.id ?? 0);
  const admission = await admitSignIn({ account: member?.id ?? `nobody ${handle}`, address, knownBrowser });
  if (!admission.ok) return { ok: false, reason: "too-often", wait: admission.wait };
  // Asked in every case, so that the time tells nothing.
  const hasFactor = await hasSecondFactor(member?.id ?? 0);
  const isOpen = member !== null && member.passwordHash === null && member.emailVerifiedAt === null && !hasFactor;
  const isRight = await useRecoveryCode(isOpen ? member.id : 0, code);
  if (!isRight || !member) return { ok: false, reason: "wrong" };
  await admission.succeed();
  return { ok: true, memberId: member.id };
}
