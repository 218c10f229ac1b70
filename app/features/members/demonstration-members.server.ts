import { db } from "~/platform/db.server";

export type DemonstrationMember = { handle: string; name: string; bio: string; joinedAt: string };

/** Adds the members of the demonstration; they have no password. Answers with the ids by handle. */
export async function addDemonstrationMembers(members: DemonstrationMember[]): Promise<Map<string, number>> {
  const rows = await db.member.createManyAndReturn({
    data: members.map((member) => ({
      ...member,
      joinedAt: new Date(member.joinedAt),
      email: `${member.handle}@demonstration.invalid`,
      isDemonstration: true,
      trustedAt: new Date(member.joinedAt),
    })),
    select: { id: true, handle: true },
  });
  return new Map(rows.map((row) => [row.handle, row.id]));
}
