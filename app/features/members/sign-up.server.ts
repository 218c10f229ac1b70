import { hashPassword } from "~/features/auth/auth.server";
import { db, Prisma } from "~/platform/db.server";

type NewMember = { handle: string; email: string; password: string };
type SignedUp = { ok: true; memberId: number } | { ok: false; reason: "handle-taken" };

/**
 * Adds a member. An address that another member typed before is accepted without a hint: addresses count once
 * verified.
 */
export async function signUp({ handle, email, password }: NewMember): Promise<SignedUp> {
  const passwordHash = await hashPassword(password);
  try {
    const member = await db.member.create({
      data: { handle, name: handle, email: email.toLowerCase(), passwordHash },
      select: { id: true },
    });
    return { ok: true, memberId: member.id };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: "handle-taken" };
    throw error;
  }
}

function isUniqueViolation(error: unknown) {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
}
