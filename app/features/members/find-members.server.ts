import { db, type Tx } from "~/platform/db.server";
import type { MemberCard, Profile } from "./member";

const card = { id: true, handle: true, name: true } as const;

/** Ids of existing members by handle. Handles are lower case. */
export async function findMemberIds(tx: Tx, handles: string[]): Promise<Record<string, number>> {
  if (handles.length === 0) return {};
  const members = await tx.member.findMany({ where: { handle: { in: handles } }, select: { id: true, handle: true } });
  return Object.fromEntries(members.map((member) => [member.handle, member.id]));
}

/** Members for display, by id. */
export async function findMemberCards(ids: number[]): Promise<Map<number, MemberCard>> {
  if (ids.length === 0) return new Map();
  const members = await db.member.findMany({ where: { id: { in: ids } }, select: card });
  return new Map(members.map((member) => [member.id, member]));
}

/** Members whose handle or name begins with this, without suspended ones. */
export async function suggestMembers(beginning: string, take: number): Promise<MemberCard[]> {
  const pattern = `${beginning.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`;
  return db.$queryRaw<MemberCard[]>`
    select "id", "handle", "name" from "Member"
    where (lower("handle") like ${pattern} or lower("name") like ${pattern}) and "suspendedAt" is null
    order by "postCount" desc, "id" limit ${take}`;
}

/** A member's public profile, or null. */
export async function findProfile(handle: string): Promise<Profile | null> {
  const member = await db.member.findUnique({
    where: { handle },
    select: { ...card, bio: true, role: true, joinedAt: true, threadCount: true, postCount: true, suspendedAt: true },
  });
  if (!member) return null;
  const { suspendedAt, joinedAt, ...rest } = member;
  return { ...rest, joinedAt: joinedAt.toISOString(), isSuspended: suspendedAt !== null };
}

/** Changes a member's counters, in the transaction of the cause. */
export async function countContribution(tx: Tx, memberId: number, by: { threads?: number; posts?: number }) {
  await tx.member.update({
    where: { id: memberId },
    data: { threadCount: { increment: by.threads ?? 0 }, postCount: { increment: by.posts ?? 0 } },
  });
}

/** Up to six members whose handle, or a word of whose name, begins with this; most active first. */
export async function completeMembers(word: string): Promise<MemberCard[]> {
  return db.member.findMany({
    where: {
      suspendedAt: null,
      OR: [
        { handle: { startsWith: word.toLowerCase() } },
        { name: { startsWith: word, mode: "insensitive" } },
        { name: { contains: ` ${word}`, mode: "insensitive" } },
      ],
    },
    orderBy: [{ postCount: "desc" }, { handle: "asc" }],
    take: 6,
    select: card,
  });
}
