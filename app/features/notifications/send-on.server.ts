/** What becomes of a new notice beside the inbox: it goes to the browsers of members who want its kind pushed. */
import { Prisma, type Tx } from "~/platform/db.server";
import { enqueue, jobToAdd } from "~/platform/jobs.server";
import { pushGroups } from "./choice";

const kinds = pushGroups.flatMap(({ about, kinds: ofGroup }) => ofGroup.map((kind) => ({ about, kind })));

/** The rows `k`: each kind of notice that can be pushed, with its group. */
export const kindsSql = Prisma.sql`(select * from unnest(
  ${kinds.map(({ kind }) => kind)}::text[], ${kinds.map(({ about }) => about)}::text[]) as k("kind", "about"))`;

/**
 * Queues new notices for sending, in the transaction that wrote them. Where a push service asked to wait, they wait with what is
 * sent again.
 */
export async function sendOn(tx: Tx, notices: { id: number }[]) {
  if (notices.length === 0) return;
  const rows = Prisma.sql`(select * from "Notice" where "id" = any(${notices.map(({ id }) => id)}))`;
  const queued = await tx.$executeRaw`${pushesOf(rows)} on conflict do nothing`;
  if (queued > 0) await enqueue(tx, "send-push");
}

/** The expressions of a `with` that queue the notices of its expression `added`, and start their sending. */
export const pushingAdded = Prisma.sql`
  pushed as (${pushesOf(Prisma.sql`added`)} on conflict do nothing returning 1),
  sending as (${jobToAdd("send-push")} where exists (select from pushed))`;

function pushesOf(notices: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    insert into "PushDelivery" ("noticeId", "browserId", "dueAt")
    select n."id", b."id", greatest(clock_timestamp(), (select max(w."dueAt") from "PushDelivery" w
        where w."browserId" = b."id" and w."takenAt" is null and w."tries" > 0))
    from ${notices} n
      join ${kindsSql} k on k."kind" = n."kind"::text
      join "NoticeChoice" c on c."memberId" = n."memberId" and c."about" = k."about" and c."byPush"
      join "PushBrowser" b on b."memberId" = n."memberId"`;
}
