/** `npm run bench -- metrics`: a tick of all chains, stored and rolled up, and the series of a year. */
import { db } from "~/platform/db.server";
import { type DefinitionId, definitionIds, definitions } from "~/features/metrics/definitions";
import { fileChains } from "../support/chains";
import type { MetricProvider } from "~/features/observations/providers/provider";
import { readSeries } from "~/features/series/read-series.server";
import { loadArchive } from "~/features/observations/observations.server";
import { registerProviders } from "~/features/observations/register-providers.server";
import { runTick } from "~/features/observations/run-tick.server";
import { seed } from "../../prisma/seed";
import { withBenchDatabase } from "./bench-database";
import { leaderOf, postgresCpu } from "./cpu";
import { atMost, median, percentile, print, printTable, tenths, verdict, whole } from "./figures";
import { load } from "./machine";

const ticks = 25;
const reads = 100;
const secondsBetween = 12;

/** Ten measures of each chain: every definition that is observed at a moment, from the first on. */
const measured: DefinitionId[] = definitionIds.filter((id) => definitions[id].datedBy === "end").slice(0, 10);

export async function measureMetrics() {
  await withBenchDatabase("bench_metrics", async () => {
    await seed({ withDemonstration: false });
    const clock = { at: new Date(Date.now() - 3_600_000) };
    const providers = fileChains.slice(0, 28).map(({ slug }) => ofNumbers(slug, clock));
    await registerProviders(providers);
    const before = load();
    const tick = await measureTicks(providers, clock);
    await writeYear();
    const year = await measureYear(providers.map(({ subject }) => subject!));
    const archive = await measureArchive();
    print(
      `\n### Metrics\n\n${providers.length} chains × ${measured.length} metrics, ${ticks} ticks that each store and roll up all of them with an hour of earlier values; then a year's series, ${reads} times, and the archive; load ${before} before, ${load()} after.\n`,
    );
    printTable(
      ["", "p50", "p95", "processor ms: node", "database", "budget", ""],
      [
        [
          "a tick of all, ms",
          whole(median(tick.ms)),
          whole(percentile(tick.ms, 0.95)),
          whole(tick.node),
          tick.database === null ? "" : whole(tick.database),
          ...verdict(atMost(2_000, "≤ 2 s of one core"), tick.node + (tick.database ?? 0)),
        ],
        [
          "a year's series, ms",
          tenths(median(year)),
          tenths(percentile(year, 0.95)),
          "",
          "",
          ...verdict(atMost(10, "p50 ≤ 10 ms"), median(year)),
        ],
        ["the archive, loaded once, ms", whole(archive), "", "", "", ...verdict(atMost(3_000, "≤ 3 s"), archive)],
      ],
    );
  });
}

/** The milliseconds that loading the recorded history takes at a first start. */
async function measureArchive(): Promise<number> {
  const began = performance.now();
  await loadArchive("prisma/archive");
  return performance.now() - began;
}

/** A provider whose every visit brings one value of each measure, dated by the clock of the bench. */
function ofNumbers(subject: string, clock: { at: Date }): MetricProvider {
  return {
    key: `rpc-${subject}`,
    kind: "rpc",
    name: subject,
    homepage: "",
    licence: "",
    subject,
    adapterVersion: 1,
    hosts: [],
    pace: secondsBetween,
    remembersBlocks: false,
    visit: () =>
      Promise.resolve({
        observations: measured.map((definition, index) => ({
          subject,
          definition,
          at: clock.at,
          value: String(1 + index + (clock.at.getTime() % 97) / 100),
          quality: "final" as const,
        })),
        host: null,
        bytes: 0,
        calls: 1,
      }),
  };
}

/** Ticks follow one another; all but the last `ticks` only fill the hour. */
async function measureTicks(providers: MetricProvider[], clock: { at: Date }) {
  const leader = leaderOf((await db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid);
  const all = 3_600 / secondsBetween;
  const ms: number[] = [];
  let node = process.cpuUsage();
  let database = postgresCpu(leader);
  for (let count = 0; count < all; count++) {
    clock.at = new Date(clock.at.getTime() + secondsBetween * 1_000);
    await db.providerState.updateMany({ data: { nextAt: new Date(0), rolledUpAt: null } });
    if (count === all - ticks) {
      node = process.cpuUsage();
      database = postgresCpu(leader);
    }
    const began = performance.now();
    const visited = await runTick(providers, "bench");
    if (count >= all - ticks) ms.push(performance.now() - began);
    if (visited !== providers.length) throw new Error(`Only ${visited} of ${providers.length} were visited.`);
  }
  const used = process.cpuUsage(node);
  const after = postgresCpu(leader);
  return {
    ms,
    node: (used.user + used.system) / 1_000 / ticks,
    database: after === null || database === null ? null : (after - database) / ticks,
  };
}

/** A year of days for every series that there is. */
async function writeYear() {
  await db.$executeRaw`
    insert into "Rollup" ("seriesId", "bucket", "at", "n", "min", "max", "avg", "last", "coverage", "runId")
    select s."id", 'day', day, 7200, 1, 3, 2 + sin(extract(epoch from day) / 1e6), 2, 1, 1
    from "Series" s, generate_series(date_trunc('day', now()) - interval '370 days', date_trunc('day', now()) - interval '1 day', interval '1 day') day
    on conflict do nothing`;
  await db.$executeRaw`analyze "Rollup"`;
}

async function measureYear(subjects: string[]): Promise<number[]> {
  const ms: number[] = [];
  for (let count = 0; count < reads + subjects.length; count++) {
    const subject = subjects[count % subjects.length]!;
    const began = performance.now();
    const { series } = await readSeries({ subject, metric: "tps", window: "1y" });
    // The first of each warms up.
    if (count >= subjects.length) ms.push(performance.now() - began);
    if (series.points.length < 360) throw new Error(`${subject} has ${series.points.length} points of a year.`);
  }
  return ms;
}
