import { databaseNow, db } from "~/platform/db.server";

const heldDays = 90;

/** Makes the partitions that the days around `now` need and drops those past their time. */
export async function keepPartitions(now: Date) {
  await db.$queryRaw`select keep_metric_partitions((${now}::timestamptz at time zone 'UTC')::date)`;
}

/** The hourly work: create partitions, and remove values that were held back a season ago. */
export async function sweepMetrics() {
  const now = await databaseNow();
  await keepPartitions(now);
  await db.quarantine.deleteMany({ where: { heldAt: { lt: new Date(now.getTime() - heldDays * 86_400_000) } } });
  await db.$executeRaw`delete from "Correction" where "at" < ${now}::timestamptz - interval '1 year'`;
}
