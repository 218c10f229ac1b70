/**
 * Whether this member may post here now: the one question that every way to write a post asks, before the form is read and once
 * more in the transaction that writes. Bans come first, then the pace of a member.
 */
import type { Member } from "~/features/auth/auth";
import { readStanding } from "~/features/auth/auth.server";
import { lockMember } from "~/features/members/members.server";
import { databaseNow, db, type Tx } from "~/platform/db.server";
import { formatMinute } from "~/ui/dates";

export type NotNow = {
  /** Sentences for the member: what keeps them from posting, and until when. */
  words: string;
  /** 403 for a ban, 429 for what a wait settles. */
  status: 403 | 429;
  /** Seconds until it may be tried again; null where waiting is no answer. */
  seconds: number | null;
};

type Place = {
  author: Pick<Member, "id">;
  /** Null for a new thread. */
  threadId: number | null;
  /** The database's time, unless the post is dated. */
  at?: Date | undefined;
};

/** Why this member may not post here now; null where they may. In a transaction the member's other posts wait for its end. */
export async function refusalToPost({ author, at }: Place, tx?: Tx): Promise<NotNow | null> {
  const { ban, pacedUntil } = await readStanding(author.id, tx);
  if (ban) return { words: ban.words, status: 403, seconds: null };
  if (pacedUntil === null) return null;
  const now = at ?? (await databaseNow(tx));
  return pacedUntil > now ? refusalByPace(author.id, now, tx) : null;
}

/** What is to be known before writing: limits that hold for this member, as sentences. */
export const limitsToTell = ({ pacedUntil }: Pick<Member, "pacedUntil">): string[] =>
  pacedUntil === null
    ? []
    : [`A moderator has slowed you down: until ${formatMinute(pacedUntil)} you can post once an hour.`];

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
