import { consumeToken, endSessionsOf, issueToken } from "~/features/auth/auth.server";
import { db, inTransaction } from "~/platform/db.server";

const purpose = "first_administrator";

/** A one-time token that makes its holder the first administrator; null if there is an administrator. */
export async function offerFirstAdministrator(): Promise<string | null> {
  const administrators = await db.member.count({ where: { role: "admin" } });
  return administrators === 0 ? issueToken(purpose) : null;
}

type Made = { ok: true } | { ok: false; reason: "demonstration-member" | "link-is-dead" };

/**
 * Makes a member the first administrator. A member of the demonstration, whom anybody signs in as, gets no role and
 * leaves the link usable. Ends the member's sessions, so that new rights begin with a new one.
 */
export async function becomeFirstAdministrator(memberId: number, token: string): Promise<Made> {
  const made = await inTransaction(async (tx): Promise<Made> => {
    const member = await tx.member.findUniqueOrThrow({ where: { id: memberId }, select: { isDemonstration: true } });
    if (member.isDemonstration) return { ok: false, reason: "demonstration-member" };
    if ((await tx.member.count({ where: { role: "admin" } })) > 0) return { ok: false, reason: "link-is-dead" };
    if (!(await consumeToken(tx, purpose, token))) return { ok: false, reason: "link-is-dead" };
    await tx.member.update({ where: { id: memberId }, data: { role: "admin" } });
    return { ok: true };
  });
  if (made.ok) await endSessionsOf(memberId);
  return made;
}
