import { verifyPassword } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";

/** The member with this handle (or verified address) and password; null doesn't reveal which was wrong. */
export async function findByCredentials(name: string, password: string): Promise<{ id: number } | null> {
  const member = await db.member.findFirst({
    where: name.includes("@") ? { email: name, emailVerifiedAt: { not: null } } : { handle: name },
    select: { id: true, passwordHash: true },
  });
  const matches = await verifyPassword(member?.passwordHash ?? null, password);
  return matches && member ? { id: member.id } : null;
}

/** Anybody can sign in as one of these. A member with a role isn't among them, whoever gave it. */
const openToAnybody = { isDemonstration: true, role: "member" } as const;

/** A member of the demonstration by handle, for local mode's "sign in as". */
export async function findDemonstrationMember(handle: string): Promise<{ id: number } | null> {
  return db.member.findFirst({ where: { handle, ...openToAnybody }, select: { id: true } });
}

/** Members of the demonstration, authors of its first thread first. */
export async function listDemonstrationMembers(take: number) {
  return db.member.findMany({
    where: openToAnybody,
    orderBy: { id: "asc" },
    take,
    select: { handle: true, name: true, bio: true },
  });
}
