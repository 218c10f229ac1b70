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

type Wanted = {
  /** Also members of whose name a later word begins so: "ott" finds Ben Otter. */
  inNames: boolean;
  take: number;
};

/** Members whose handle or name begins so, in whatever case, the most active first; suspended ones are not offered. */
export async function suggestMembers(beginning: string, { inNames, take }: Wanted): Promise<MemberCard[]> {
  const literal = beginning.toLowerCase().replaceAll(/[\\%_]/g, "\\$&");
  const [first, later] = [`${literal}%`, inNames ? `% ${literal}%` : `${literal}%`];
  return db.$queryRaw<MemberCard[]>`
    select "id", "handle", "name" from "Member"
    where (lower("handle") like ${first} or lower("name") like ${first} or lower("name") like ${later})
      and "suspendedAt" is null
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
