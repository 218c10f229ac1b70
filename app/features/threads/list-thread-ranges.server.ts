/** Public threads by ranges of ids. The ranges are fixed, however many threads come and go. */
import { visibleToSql } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";

/** The ranges of `size` ids that contain a thread, numbered from 1, each with the time of its newest post. */
export async function listThreadRanges(size: number) {
  const rows = await db.$queryRaw<{ number: number; changedAt: Date }[]>`
    select ((t."id" - 1) / ${size}::int + 1)::int as "number", max(t."lastPostAt") as "changedAt"
    from "Thread" t where ${visibleToSql(null, "t")} group by 1 order by 1`;
  return rows.map(({ number, changedAt }) => ({ number, changedAt: changedAt.toISOString() }));
}

/** The threads of one range, by id. */
export async function listThreadRange(number: number, size: number) {
  const after = (number - 1) * size;
  const rows = await db.$queryRaw<{ id: number; slug: string; lastPostAt: Date }[]>`
    select t."id", t."slug", t."lastPostAt" from "Thread" t
    where t."id" > ${after} and t."id" <= ${after + size} and ${visibleToSql(null, "t")} order by t."id"`;
  return rows.map(({ lastPostAt, ...row }) => ({ ...row, changedAt: lastPostAt.toISOString() }));
}
