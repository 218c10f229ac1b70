/** Raw values go after fourteen days, hours after two years, days never. */
import { expect, test } from "vitest";
import { keepPartitions, sweepMetrics } from "~/features/observations/sweep-metrics.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";

useDatabase();

const day = 86_400_000;
const partitions = async () =>
  (
    await db.$queryRaw<{ name: string }[]>`
      select relname as name from pg_class join pg_inherits on inhrelid = pg_class.oid where relkind = 'r' and relname ~ '^(Observation|FetchRun|Rollup)_' order by 1`
  ).map(({ name }) => name);
const nameOf = (at: number) => new Date(at).toISOString().slice(0, 10).replaceAll("-", "");

test("the days around today have partitions, and again changes nothing", async () => {
  await sweepMetrics();
  const present = await partitions();
  for (const distance of [-2, -1, 0, 1, 2]) {
    expect(present).toContain(`Observation_${nameOf(Date.now() + distance * day)}`);
    expect(present).toContain(`FetchRun_${nameOf(Date.now() + distance * day)}`);
  }
  await sweepMetrics();
  expect(await partitions()).toEqual(present);
});

test("a month later the raw values are gone, three years later the hours, and the days stay", async () => {
  const present = await partitions();
  await keepPartitions(new Date(Date.now() + 30 * day));
  const later = await partitions();
  expect(later.filter((name) => name.startsWith("Observation_")).filter((name) => present.includes(name))).toEqual([]);
  expect(later).toEqual(expect.arrayContaining(present.filter((name) => name.startsWith("Rollup_"))));
  await keepPartitions(new Date(Date.now() + 3 * 365 * day));
  const kept = await partitions();
  expect(kept.filter((name) => name.startsWith("Rollup_hour")).filter((name) => present.includes(name))).toEqual([]);
  expect(kept).toContain("Rollup_day");
});
