import { db } from "~/platform/db.server";

export type Proofs = { hasPassword: boolean; isDemonstration: boolean };

/** What a member can prove with that it is them. */
export async function findProofs(memberId: number): Promise<Proofs> {
  const { passwordHash, isDemonstration } = await db.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { passwordHash: true, isDemonstration: true },
  });
  return { hasPassword: passwordHash !== null, isDemonstration };
}
