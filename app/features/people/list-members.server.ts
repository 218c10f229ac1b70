/** Members as administrators see them. */
import type { Member } from "~/features/auth/auth";
import { listSessions } from "~/features/auth/auth.server";
import { waysIn } from "~/features/members/members.server";
import { db, type Prisma } from "~/platform/db.server";
import { findSuspendedAlike } from "./recognize.server";

export type MemberFilter = {
  /** A part of a handle, a name, an address, or a handle that was given up. */
  q: string;
  role: Member["role"] | null;
  state: "suspended" | "leaving" | "former" | null;
  before: number | null;
};

const states = {
  suspended: { suspendedAt: { not: null } },
  leaving: { deletionDueAt: { not: null }, deletedAt: null },
  former: { deletedAt: { not: null } },
} satisfies Record<string, Prisma.MemberWhereInput>;

const listed = {
  id: true,
  handle: true,
  name: true,
  avatarHash: true,
  role: true,
  joinedAt: true,
  postCount: true,
  suspendedAt: true,
  suspendedUntil: true,
  deletionDueAt: true,
  deletedAt: true,
  isDemonstration: true,
} as const;

/** Members that fit, the newest first, a page of `take`, and the id to go on from; null at the end. */
export async function listMembers({ q, role, state, before }: MemberFilter, take: number) {
  const part = { contains: q, mode: "insensitive" as const };
  const rows = await db.member.findMany({
    where: {
      ...(role && { role }),
      ...(state && states[state]),
      ...(before !== null && { id: { lt: before } }),
      ...(q && {
        OR: [
          { handle: part },
          { name: part },
          { email: part },
          { oldHandles: { some: { handle: q.replace(/^@/, "").toLowerCase() } } },
        ],
      }),
    },
    orderBy: { id: "desc" },
    take: take + 1,
    select: listed,
  });
  const page = rows.slice(0, take).map(asListed);
  return { members: page, next: rows.length > take ? page.at(-1)!.id : null };
}

function asListed<Row extends Prisma.MemberGetPayload<{ select: typeof listed }>>(row: Row) {
  const { joinedAt, suspendedAt, suspendedUntil, deletionDueAt, deletedAt } = row;
  return {
    ...row,
    joinedAt: joinedAt.toISOString(),
    suspendedAt: suspendedAt?.toISOString() ?? null,
    suspendedUntil: suspendedUntil?.toISOString() ?? null,
    deletionDueAt: deletionDueAt?.toISOString() ?? null,
    deletedAt: deletedAt?.toISOString() ?? null,
  };
}

export type ListedMember = Awaited<ReturnType<typeof listMembers>>["members"][number];

const card = { id: true, handle: true, name: true } as const;

/** One member with sessions, ways to sign in, sanctions, and who invited whom; null if there is none. */
export async function readMember(id: number) {
  const row = await db.member.findUnique({
    where: { id },
    select: {
      ...listed,
      email: true,
      emailVerifiedAt: true,
      oldHandles: { orderBy: { since: "asc" }, select: { handle: true, isBarred: true } },
      invitation: { select: { note: true, by: { select: card } } },
      invitations: { select: { joined: { select: card } } },
      sanctions: {
        orderBy: { id: "desc" },
        take: 50,
        select: {
          id: true,
          reason: true,
          startedAt: true,
          endsAt: true,
          endedAt: true,
          modActionId: true,
          by: { select: card },
          endedBy: { select: card },
        },
      },
    },
  });
  if (!row) return null;
  const { email, emailVerifiedAt, sanctions, invitations, ...member } = row;
  return {
    ...asListed(member),
    email: email && { address: email, isVerified: emailVerifiedAt !== null },
    invited: invitations.flatMap(({ joined }) => joined),
    sessions: await listSessions(id, null),
    waysIn: await waysIn(db, id),
    alike: await findSuspendedAlike(id, emailVerifiedAt ? email : null),
    sanctions: sanctions.map(({ startedAt, endsAt, endedAt, ...sanction }) => ({
      ...sanction,
      startedAt: startedAt.toISOString(),
      endsAt: endsAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    })),
  };
}
