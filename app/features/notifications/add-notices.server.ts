import { databaseNow, type Tx } from "~/platform/db.server";
import { expectingAdded, expectLetters } from "./due-letters.server";
import { type NoticeKind, type PostKind, postKinds } from "./notice";
import { pushingAdded, sendOn } from "./send-on.server";

/** How many members one transaction tells. */
export const slice = 500;

/** A notice for each of these members, who are told the same of an event. */
export type NewNotices = {
  /** What happened, as the inbox knows it: each member is told of it once. */
  event: string;
  memberIds: number[];
  kind: NoticeKind;
  words: string;
  path: string;
  threadId: number;
  actorId: number;
  /** The post without which the notice says nothing. */
  postId: number;
};

/**
 * Adds notices, ascending by member, with their pushes and letters: one statement, which needs no transaction. Members who
 * were told of an event before get none of it.
 */
export async function addNotices(tx: Tx, notices: NewNotices[]) {
  if (notices.length === 0) return;
  // One statement whose text never changes: hundreds may follow a thread, and Prisma compiles a `createMany` by its rows.
  // PostgreSQL plans the checks of its foreign keys once for a connection. Where it knows of few notices it would plan to
  // read all of them for each, and still do so when there are thousands; the checks come after the statement, so the setting holds.
  await tx.$executeRaw`
    with told as (
      select m."memberId", t."event", t."kind", t."words", t."path", t."threadId", t."actorId", t."postId"
      from json_to_recordset(${JSON.stringify(notices)}::json) as t("event" text, "memberIds" int[], "kind" text, "words" text,
          "path" text, "threadId" int, "actorId" int, "postId" int),
        unnest(t."memberIds") as m("memberId")
      order by 1, 2
    ), added as (
      insert into "Notice" ("memberId", "kind", "subject", "event", "words", "path", "threadId", "actorId", "createdAt", "changedAt")
      select "memberId", "kind"::"NoticeKind", "event", "event", "words", "path", "threadId", "actorId",
        statement_timestamp(), statement_timestamp()
      from told on conflict do nothing returning "id", "memberId", "event", "kind"
    ), about as (
      insert into "NoticePost" ("noticeId", "postId") select a."id", t."postId" from added a join told t using ("memberId", "event")
    ), ${pushingAdded}${expectingAdded()}
    select (select count(*) from sending), set_config('enable_seqscan', 'off', true)`;
}

type OfPost = NewNotices & { kind: PostKind };

/**
 * Makes weaker notices of the same event, which all of these are of, new ones of these kinds and words, unread again. Who was told
 * of it as strongly keeps the notice as it is.
 */
export async function raiseNotices(tx: Tx, notices: OfPost[]) {
  const event = notices[0]?.event;
  if (event === undefined) return;
  const known = await tx.notice.findMany({
    where: { event, memberId: { in: notices.flatMap(({ memberIds }) => memberIds) } },
    select: { memberId: true, kind: true },
  });
  const kindBefore = new Map(known.map(({ memberId, kind }) => [memberId, kind]));
  const at = await databaseNow(tx);
  const raised: { id: number; memberId: number; kind: NoticeKind }[] = [];
  const single = notices
    .flatMap(({ memberIds, ...what }) => memberIds.map((memberId) => ({ ...what, memberId })))
    .toSorted((one, other) => one.memberId - other.memberId);
  for (const { memberId, kind, words, path } of single) {
    const weaker: NoticeKind[] = postKinds.slice(postKinds.indexOf(kind) + 1);
    const before = kindBefore.get(memberId);
    if (before === undefined || !weaker.includes(before)) continue;
    // Another run may have raised it since.
    const rows = await tx.notice.updateManyAndReturn({
      where: { event, memberId, kind: { in: weaker } },
      data: { kind, words, path, createdAt: at, changedAt: at, readAt: null },
      select: { id: true, memberId: true, kind: true },
    });
    raised.push(...rows);
  }
  await sendOn(tx, raised);
  await expectLetters(tx, raised);
}
