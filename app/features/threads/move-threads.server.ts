import { lockTags } from "~/features/tags/tags.server";
import { Prisma, type Tx } from "~/platform/db.server";

type Move = { fromId: number; intoId: number; byId: number; at: Date };

/**
 * Moves every thread of one tag to another, each with an event, and updates counts. Returns the number of threads. For
 * a merge, which holds the vocabulary's lock.
 */
export async function moveThreads(tx: Tx, { fromId, intoId, byId, at }: Move): Promise<number> {
  const threads = await tx.$queryRaw<{ id: number }[]>`
    select t."id" from "Thread" t
    where exists (select from "ThreadTag" tt where tt."threadId" = t."id" and tt."tagId" = ${fromId})
    order by t."id" for no key update of t`;
  if (threads.length === 0) return 0;

  const ids = threads.map(({ id }) => id);
  await lockTags(tx, [fromId, intoId]);
  await tellMoves(tx, ids, { fromId, intoId, byId, at });
  await tx.$executeRaw`
    update "Tag" set "threadCount" = "threadCount" + (
      select count(*) from "Thread" t where t."id" = any(${ids}) and t."status" = 'visible'
      and not exists (select from "ThreadTag" tt where tt."threadId" = t."id" and tt."tagId" = ${intoId}))
    where "id" = ${intoId}`;
  await tx.$executeRaw`
    update "ThreadTag" kept set "position" = least(kept."position", gone."position") from "ThreadTag" gone
    where kept."tagId" = ${intoId} and gone."tagId" = ${fromId} and gone."threadId" = kept."threadId"`;
  await tx.$executeRaw`
    delete from "ThreadTag" gone using "ThreadTag" kept
    where gone."tagId" = ${fromId} and kept."tagId" = ${intoId} and kept."threadId" = gone."threadId"`;
  await tx.threadTag.updateMany({ where: { tagId: fromId }, data: { tagId: intoId } });
  return threads.length;
}

/** Adds an event to each thread with its tags before and after, as when its author retags it. */
async function tellMoves(tx: Tx, ids: number[], { fromId, intoId, byId, at }: Move) {
  const names = (filedUnder: Prisma.Sql) => Prisma.sql`(
    select left(string_agg(tags."name", ', ' order by tags."position"), 600) from (
      select tag."name", min(tt."position") as "position" from "ThreadTag" tt join "Tag" tag on tag."id" = ${filedUnder}
      where tt."threadId" = t."id" group by tag."id"
    ) tags)`;
  const before = names(Prisma.sql`tt."tagId"`);
  const after = names(Prisma.sql`case when tt."tagId" = ${fromId} then ${intoId} else tt."tagId" end`);
  await tx.$executeRaw`
    insert into "ThreadEvent" ("threadId", "kind", "byId", "at", "afterNumber", "before", "after")
    select t."id", 'retagged', ${byId}, ${at}, t."nextNumber" - 1, ${before}, ${after}
    from "Thread" t where t."id" = any(${ids})`;
}
