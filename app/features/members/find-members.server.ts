import { db, Prisma, type Tx } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import type { MemberCard, Profile } from "./member";

const card = { id: true, handle: true, name: true } as const;

/** Ids of members by handle, also by a handle that a member once had. Handles are lower case. */
export async function findMemberIds(tx: Tx, handles: string[]): Promise<Record<string, number>> {
  if (handles.length === 0) return {};
  const where = { handle: { in: handles } };
  const members = await tx.member.findMany({ where, select: { id: true, handle: true } });
  if (members.length === new Set(handles).size) return byHandle(members);
  const old = await tx.oldHandle.findMany({ where, select: { memberId: true, handle: true } });
  return byHandle([...old.map(({ memberId: id, handle }) => ({ id, handle })), ...members]);
}

const byHandle = (members: { id: number; handle: string }[]) =>
  Object.fromEntries(members.map((member) => [member.handle, member.id]));

/** Members for display, by id. */
export async function findMemberCards(ids: number[]): Promise<Map<number, MemberCard & { isFormer: boolean }>> {
  if (ids.length === 0) return new Map();
  const members = await readTogether<MemberCard & { isFormer: boolean }>(Prisma.sql`
    select "id", "handle", "name", "deletedAt" is not null as "isFormer" from "Member" where "id" = any(${ids}::int[])`);
  return new Map(members.map((member) => [member.id, member]));
}

type Wanted = {
  /** Also members of whose name a later word begins so: "ott" finds Ben Otter. */
  inNames: boolean;
  take: number;
};

/**
 * Members whose handle or name begins so, in whatever case, the most active first. Suspended members are not offered, and
 * nobody whose account was erased.
 */
export async function suggestMembers(beginning: string, { inNames, take }: Wanted): Promise<MemberCard[]> {
  const literal = beginning.toLowerCase().replaceAll(/[\\%_]/g, "\\$&");
  const [first, later] = [`${literal}%`, inNames ? `% ${literal}%` : `${literal}%`];
  return db.$queryRaw<MemberCard[]>`
    select "id", "handle", "name" from "Member"
    where (lower("handle") like ${first} or lower("name") like ${first} or lower("name") like ${later})
      and "suspendedAt" is null and "deletedAt" is null
    order by "postCount" desc, "id" limit ${take}`;
}

const profile = {
  ...card,
  avatarHash: true,
  link: true,
  bio: true,
  bioHtml: true,
  bioRendererVersion: true,
  role: true,
  joinedAt: true,
  threadCount: true,
  postCount: true,
  suspendedAt: true,
  deletedAt: true,
  formerName: true,
  nameChangedAt: true,
} as const;

/** A member's public profile by the present handle or an earlier one; null if nobody has or had it. */
export async function findProfile(handle: string): Promise<Profile | null> {
  const member =
    (await db.member.findUnique({ where: { handle }, select: profile })) ??
    (await db.oldHandle.findUnique({ where: { handle }, select: { member: { select: profile } } }))?.member;
  if (!member) return null;
  const { suspendedAt, deletedAt, joinedAt, nameChangedAt, ...rest } = member;
  return {
    ...rest,
    joinedAt: joinedAt.toISOString(),
    nameChangedAt: nameChangedAt?.toISOString() ?? null,
    isSuspended: suspendedAt !== null,
    isFormer: deletedAt !== null,
  };
}

/** Changes a member's counters, in the transaction of the cause. */
export async function countContribution(tx: Tx, memberId: number, by: { threads?: number; posts?: number }) {
  await tx.$executeRaw(contribution(memberId, by));
}

/** The statement that counts it, for `writeTogether`. */
export const contribution = (memberId: number, by: { threads?: number; posts?: number }) => Prisma.sql`
  update "Member" set "threadCount" = "threadCount" + ${by.threads ?? 0}, "postCount" = "postCount" + ${by.posts ?? 0}
  where "id" = ${memberId} returning 1`;

/** When the site got its first member, the demonstration aside; null before. */
export async function findSiteSince(tx: Tx): Promise<Date | null> {
  const { _min } = await tx.member.aggregate({ where: { isDemonstration: false }, _min: { joinedAt: true } });
  return _min.joinedAt;
}
