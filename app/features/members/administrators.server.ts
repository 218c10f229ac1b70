import { consumeToken, endSessionsOf, issueToken } from "~/features/auth/auth.server";
import { db, inTransaction } from "~/platform/db.server";

const purpose = "first_administrator";

/** A one-time token that makes its holder the first administrator; null if there is an administrator. */
export async function offerFirstAdministrator(): Promise<string | null> {
  const administrators = await db.member.count({ where: { role: "admin" } });
  return administrators === 0 ? issueToken(purpose) : null;
}

/**
 * Makes a member the first administrator; false if the token is invalid. Ends the member's sessions, so that new
 * rights begin with a new one.
 */
export async function becomeFirstAdministrator(memberId: number, token: string): Promise<boolean> {
  const done = await inTransaction(async (tx) => {
    if ((await tx.member.count({ where: { role: "admin" } })) > 0) return false;
    if (!(await consumeToken(tx, purpose, token))) return false;
    await tx.member.update({ where: { id: memberId }, data: { role: "admin" } });
    return true;
  });
  if (done) await endSessionsOf(memberId);
  return done;
}
