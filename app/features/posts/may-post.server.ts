/**
 * Whether this member may post here now: the one question that every way to write a post asks, before the form is read and once
 * more in the transaction that writes. Bans come first, then the pace of a member.
 */
import type { Member } from "~/features/auth/auth";
import { readStanding, type Standing } from "~/features/auth/auth.server";
import { readTrust } from "~/features/trust/trust.server";
import { lockMember } from "~/features/members/members.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { counted } from "~/ui/count";
import { formatMinute } from "~/ui/dates";
import type { NotNow } from "./not-now";
import { refusalBySlowMode, slowModeToTell } from "./slow-mode.server";

export type { NotNow } from "./not-now";

type Place = {
  author: Pick<Member, "id" | "isNew">;
  /** Null for a new thread. */
  threadId: number | null;
  /** Since when the thread is slowed down, where that was read. */
  slowedAt?: Date | null | undefined;
  /** How the author stands, where that was read. */
  standing?: Standing | undefined;
  /** The database's time, unless the post is dated. */
  at?: Date | undefined;
};

/** Why this member may not post here now; null where they may. In a transaction the member's other posts wait for its end. */
export async function refusalToPost(
  { author, threadId, slowedAt, standing, at }: Place,
  tx?: Tx,
): Promise<NotNow | null> {
  const { ban, pacedUntil } = standing ?? (await readStanding(author.id, tx));
  if (ban) return { words: ban.words, status: 403, seconds: null };
  const slow = threadId === null ? null : await refusalBySlowMode(author.id, threadId, { slowedAt, at, tx });
  if (slow) return slow;
  // Nothing else holds for most, and the time need not be asked for.
  if (pacedUntil === null && !author.isNew) return null;
  const now = at ?? (await databaseNow(tx));
  const byPace = pacedUntil !== null && pacedUntil > now ? await refusalByPace(author.id, now, tx) : null;
  return byPace ?? (author.isNew ? refusalOfFirstDay(author, threadId, now, tx) : null);
}

/** What is to be known before writing: limits that hold for this member, as sentences, and whether those for new members do. */
export async function limitsToTell(
  member: Pick<Member, "id" | "pacedUntil" | "isNew">,
  thread: { id: number; slowedAt: string | null } | null = null,
): Promise<PostingLimits> {
  const { pacedUntil } = member;
  const ofThread = thread ? await slowModeToTell(member, thread) : [];
  const slowed =
    pacedUntil === null
      ? ofThread
      : [...ofThread, `A moderator has slowed you down: until ${formatMinute(pacedUntil)} you can post once an hour.`];
  const trust = await readTrust(member);
  if (trust.isTrusted) return { sentences: slowed, isNew: false };
  const { limits, done, isFirstDay } = trust;
  const used = isFirstDay ? await countFirstDay(member.id) : null;
  const left = (what: "threads" | "replies", most: number) => Math.max(0, most - used![what]);
  const firstDay = used
    ? [
        `Your first day: ${left("threads", limits.firstThreads)} of ${counted(limits.firstThreads, "thread")} and ${left("replies", limits.firstReplies)} of ${counted(limits.firstReplies, "reply", "replies")} are left, until ${formatMinute(endOfFirstDay(trust.joinedAt).toISOString())}.`,
      ]
    : [];
  const links =
    done.posts < limits.keptForLinks
      ? [
          `Until ${counted(limits.keptForLinks, "post")} of yours ${limits.keptForLinks === 1 ? "was" : "were"} kept for a day, a post can have ${counted(limits.links, "link")}; with up to ${limits.heldLinks} more a moderator looks first. Links in citations, to known sources and to hosts that older members cite don’t count.`,
        ]
      : [];
  const sentences = [...slowed, ...firstDay, ...links];
  return { sentences, isNew: firstDay.length + links.length > 0 };
}

export type PostingLimits = { sentences: string[]; isNew: boolean };

const day = 86_400_000;
const endOfFirstDay = (joinedAt: Date) => new Date(joinedAt.getTime() + day);

/** What a member on their first day has begun and answered, with what is held, hidden or deleted. */
async function countFirstDay(memberId: number, tx: Tx = db) {
  const [row] = await tx.$queryRaw<{ threads: number; replies: number }[]>`
    select count(*) filter (where starts)::int as threads, count(*) filter (where not starts)::int as replies
    from (select "number" = 1 as starts from "Post" where "authorId" = ${memberId}
      union all select "threadId" is null from "HeldPost" where "authorId" = ${memberId} and "postId" is null) written`;
  return row!;
}

async function refusalOfFirstDay(
  author: Pick<Member, "id" | "isNew">,
  threadId: number | null,
  now: Date,
  tx?: Tx,
): Promise<NotNow | null> {
  const trust = await readTrust(author, tx);
  if (trust.isTrusted || !trust.isFirstDay) return null;
  if (tx) await lockMember(tx, author.id);
  const used = await countFirstDay(author.id, tx);
  const { firstThreads, firstReplies } = trust.limits;
  const isUsedUp = threadId === null ? used.threads >= firstThreads : used.replies >= firstReplies;
  const end = endOfFirstDay(trust.joinedAt);
  const seconds = Math.ceil((end.getTime() - now.getTime()) / 1_000);
  if (!isUsedUp || seconds <= 0) return null;
  const what = threadId === null ? counted(firstThreads, "thread") : counted(firstReplies, "reply", "replies");
  const words = `On the first day a member can ${threadId === null ? "start" : "write"} ${what}, and you have. There is no such limit from ${formatMinute(end.toISOString())} on. Your text is still here.`;
  return { words, status: 429, seconds };
}

/** Between two posts of a paced member, in seconds. */
const pace = 3_600;

async function refusalByPace(memberId: number, now: Date, tx?: Tx): Promise<NotNow | null> {
  if (tx) await lockMember(tx, memberId);
  const last = await (tx ?? db).post.findFirst({
    where: { authorId: memberId },
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  const seconds = last ? Math.ceil((last.createdAt.getTime() + pace * 1_000 - now.getTime()) / 1_000) : 0;
  if (seconds <= 0) return null;
  const free = formatMinute(new Date(now.getTime() + seconds * 1_000).toISOString());
  const words = `A moderator has slowed you down: you can post once an hour, and again from ${free} on. Your text is still here.`;
  return { words, status: 429, seconds };
}
