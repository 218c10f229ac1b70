/** What a post finds where it is to be written, asked in one statement once its thread is locked. */
import { type Standing, standingOf, type StandingRow, standingRow } from "~/features/auth/auth.server";
import { mergedSql, type ThreadToPostIn, threadToPostIn } from "~/features/threads/threads.server";
import { webhookFor } from "~/features/webhooks/webhooks.server";
import { Prisma, type Tx } from "~/platform/db.server";
import { readAtOnce, readTogether } from "~/platform/read-together.server";

export type PlaceToPost = {
  /** Undefined where there is no such thread. */
  thread: ThreadToPostIn | undefined;
  /** The visible post of this thread that it answers; undefined where there is none. */
  parent: Parent | undefined;
  /** How its author stands. */
  standing: Standing;
  /** Whether a webhook asks for new posts. */
  isAwaited: boolean;
};

type Parent = { id: number; path: string; depth: number };

type Asked = { threadId: number; parentId: number | undefined; authorId: number };

/** Reads the place of a post in this thread, which the caller holds. */
export async function readPlace(tx: Tx, { threadId, parentId, authorId }: Asked): Promise<PlaceToPost> {
  return toPlace(await readAtOnce(tx, placeQueries({ threadId, parentId, authorId })));
}

const placeQueries = ({ threadId, parentId, authorId }: Asked) => [
  threadToPostIn(threadId),
  standingRow(authorId),
  webhookFor("post.created"),
  ...(parentId === undefined
    ? []
    : [
        Prisma.sql`select "id", "path", "depth" from "Post"
          where "id" = ${parentId} and "threadId" = ${threadId} and "status" = 'visible'`,
      ]),
];

function toPlace([threads = [], standings = [], webhooks = [], parents = []]: object[][]): PlaceToPost {
  return {
    thread: (threads as ThreadToPostIn[])[0],
    standing: standingOf(standings as StandingRow[]),
    isAwaited: webhooks.length > 0,
    parent: (parents as Parent[])[0],
  };
}

type Reply = { threadId: number; parentId: number | undefined };

type Answered = {
  /** The thread that a reply goes to: where the post that it answers was moved to, or the thread was merged into. */
  threadId: number;
  /** The database's time. */
  now: string;
};

/** The query of where a reply goes that was sent to this thread. */
function answered({ threadId, parentId }: Reply): Prisma.Sql {
  const wanted =
    parentId === undefined
      ? mergedSql(threadId)
      : // It may have been moved from there, back, and away again.
        Prisma.sql`(select p."threadId" from "Post" p where p."id" = ${parentId}
          and exists (select from "PostMove" m where m."postId" = p."id" and m."threadId" = ${threadId}))`;
  return Prisma.sql`select coalesce(${wanted}, ${threadId}) as "threadId", clock_timestamp() as "now"`;
}

export type ReservedReply = { postId: number; threadId: number; number: number };

/**
 * Where a reply goes, and the number that it gets there unless somebody is faster; with the id that it will have. Asked beside
 * what else the request reads.
 */
export async function reserveReply(reply: Reply): Promise<ReservedReply> {
  const [row] = await readTogether<ReservedReply>(Prisma.sql`
    select nextval(pg_get_serial_sequence('"Post"', 'id'))::int as "postId", a."threadId", coalesce(t."nextNumber", 1) as "number"
    from (${answered(reply)}) a left join "Thread" t on t."id" = a."threadId"`);
  return row!;
}

/** The place of a reply in the thread that is locked, where it goes by now, and the database's time. */
export async function readPlaceOfReply(
  tx: Tx,
  { lockedId, authorId, ...reply }: Reply & { lockedId: number; authorId: number },
): Promise<{ place: PlaceToPost; threadId: number; now: Date }> {
  const queries = placeQueries({ threadId: lockedId, parentId: reply.parentId, authorId });
  const [goes, ...rows] = await readAtOnce(tx, [answered(reply), ...queries]);
  const { threadId, now } = (goes as Answered[])[0]!;
  return { place: toPlace(rows), threadId, now: new Date(now) };
}
