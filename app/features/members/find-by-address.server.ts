import { db } from "~/platform/db.server";

type Found = { id: number; passwordHash: string | null; email: string; emailVerifiedAt: Date };

/** The member whose verified address this is, in whatever case; null if there is none. */
export async function findByVerifiedAddress(address: string): Promise<Found | null> {
  const rows = await db.$queryRaw<Found[]>`
    select "id", "passwordHash", "email", "emailVerifiedAt" from "Member"
    where lower("email") = ${address.toLowerCase()} and "emailVerifiedAt" is not null`;
  return rows[0] ?? null;
}
