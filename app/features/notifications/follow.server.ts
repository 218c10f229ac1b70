/** What members follow and what they have muted. Nobody else sees it. */
import type { Member } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { db, Prisma } from "~/platform/db.server";
import { readTogether } from "~/platform/read-together.server";
import type { Level } from "./follow";

/** How closely a member follows a thread: as they said, else `follow` where they have written and `normal` elsewhere. */
export async function readLevel(member: Member, threadId: number): Promise<Level> {
  const [row] = await readTogether<{ level: Level }>(Prisma.sql`
    select ${levelSql(member)} as level from (select ${threadId}::int as "id") t`);
  return row!.level;
}

/** How closely a member follows the thread of the row `t`. */
export const levelSql = (member: { id: number }): Prisma.Sql => Prisma.sql`coalesce(
  (select f."level"::text from "ThreadFollow" f where f."memberId" = ${member.id} and f."threadId" = t."id"),
  (select 'follow' from "Post" p where p."threadId" = t."id" and p."authorId" = ${member.id} and p."status" <> 'deleted' limit 1),
  'normal')`;

/** Keeps how closely a member follows a thread. False when there is no such thread that they may read. */
export async function chooseLevel(member: Member, threadId: number, level: Level): Promise<boolean> {
  const kept = await db.$executeRaw`
    insert into "ThreadFollow" ("memberId", "threadId", "level")
    select ${member.id}, t."id", ${level}::"Following" from "Thread" t where t."id" = ${threadId} and ${visibleToSql(member, "t")}
    on conflict ("memberId", "threadId") do update set "level" = excluded."level", "changedAt" = clock_timestamp()`;
  return kept > 0;
}

/** Whether a member follows or has muted another; null for neither. */
export async function readStance(member: Member, otherId: number): Promise<"follow" | "mute" | null> {
  const row = await db.memberFollow.findUnique({
    where: { memberId_otherId: { memberId: member.id, otherId } },
    select: { isMuted: true },
  });
  return row && (row.isMuted ? "mute" : "follow");
}

/** Follows or mutes another member, or ends both. */
export async function chooseStance(member: Member, otherId: number, stance: "follow" | "mute" | "neither") {
  if (stance === "neither") return void (await db.memberFollow.deleteMany({ where: { memberId: member.id, otherId } }));
  const isMuted = stance === "mute";
  await db.memberFollow.upsert({
    where: { memberId_otherId: { memberId: member.id, otherId } },
    create: { memberId: member.id, otherId, isMuted },
    update: { isMuted },
  });
}

/** The threads and members that a member follows or has muted, each list by name. */
export async function listFollowed(member: Member) {
  const [threads, members] = await Promise.all([
    db.threadFollow.findMany({
      where: { memberId: member.id, level: { not: "normal" }, thread: { status: "visible" } },
      orderBy: { thread: { title: "asc" } },
      take: 500,
      select: { level: true, thread: { select: { id: true, slug: true, title: true } } },
    }),
    db.memberFollow.findMany({
      where: { memberId: member.id },
      orderBy: { other: { name: "asc" } },
      take: 500,
      select: { isMuted: true, other: { select: { handle: true, name: true } } },
    }),
  ]);
  return {
    threads: threads.map(({ level, thread }) => ({ ...thread, isMuted: level === "mute" })),
    members: members.map(({ isMuted, other }) => ({ ...other, isMuted })),
  };
}
