/** A thread that is slowed down: everybody posts there once an hour. */
import type { Member } from "~/features/auth/auth";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { formatMinute } from "~/ui/dates";
import type { NotNow } from "./not-now";

/** Between two posts of a member in a thread that is slowed down, in seconds. */
const slowPace = 3_600;

/** Why this member can't post in this thread yet; null where it isn't slowed down, or their hour is over. */
export async function refusalBySlowMode(
  memberId: number,
  threadId: number,
  { slowedAt, at, tx }: { slowedAt: Date | null | undefined; at: Date | undefined; tx: Tx | undefined },
): Promise<NotNow | null> {
  const since = slowedAt === undefined ? await findSlowedAt(threadId, tx) : slowedAt;
  if (since === null) return null;
  const freeAt = await slowModeEnds(memberId, threadId, tx);
  const now = at ?? (await databaseNow(tx));
  if (!freeAt || freeAt <= now) return null;
  const words = `This thread is slowed down: everybody can post here once an hour. You can again from ${formatMinute(freeAt.toISOString())} on. Your text is still here.`;
  return { words, status: 429, seconds: Math.ceil((freeAt.getTime() - now.getTime()) / 1_000) };
}

async function findSlowedAt(threadId: number, tx: Tx = db): Promise<Date | null> {
  const thread = await tx.thread.findUnique({ where: { id: threadId }, select: { slowedAt: true } });
  return thread?.slowedAt ?? null;
}

/** When a member may post in a thread that is slowed down; null where they never did. A post that is deleted counts too. */
async function slowModeEnds(memberId: number, threadId: number, tx?: Tx): Promise<Date | null> {
  const last = await (tx ?? db).post.findFirst({
    where: { authorId: memberId, threadId },
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  return last && new Date(last.createdAt.getTime() + slowPace * 1_000);
}

/** What is to be known before writing in a thread that is slowed down, as sentences; none in others. */
export async function slowModeToTell(
  member: Pick<Member, "id">,
  thread: { id: number; slowedAt: string | null },
): Promise<string[]> {
  if (!thread.slowedAt) return [];
  const freeAt = await slowModeEnds(member.id, thread.id);
  const isOver = !freeAt || freeAt <= (await databaseNow());
  const next = isOver ? "" : ` You can again from ${formatMinute(freeAt.toISOString())} on.`;
  return [`This thread is slowed down: everybody can post here once an hour.${next}`];
}
