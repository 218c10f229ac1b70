/** Recorded history: what is loaded, once, beside whatever is there; values are compared with the recorded files by hand. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { crossCheck } from "~/features/observations/cross-check.server";
import { loadArchive } from "~/features/observations/observations.server";
import { keepPartitions } from "~/features/observations/sweep-metrics.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { openTemporaryFolder } from "../../support/open-folder";

useDatabase();

const valueOn = async (subject: string, definition: string, at: string, bucket = "day") => {
  const rows = await db.$queryRaw<{ value: string }[]>`
    select trim_scale(r."avg")::text as value from "Rollup" r join "Series" s on s."id" = r."seriesId"
    where s."providerKey" = 'archive' and s."subject" = ${subject} and s."definitionId" = ${definition}
      and r."bucket" = ${bucket}::"Bucket" and r."at" = ${at}::timestamptz`;
  return rows[0]?.value ?? null;
};
const spanOf = async (subject: string, definition: string) => {
  const rows = await db.$queryRaw<{ first: string; last: string; days: bigint }[]>`
    select to_char(min(r."at") at time zone 'UTC', 'YYYY-MM-DD') as first, to_char(max(r."at") at time zone 'UTC', 'YYYY-MM-DD') as last, count(*) as days
    from "Rollup" r join "Series" s on s."id" = r."seriesId"
    where s."providerKey" = 'archive' and s."subject" = ${subject} and s."definitionId" = ${definition} and r."bucket" = 'day'`;
  const [{ first, last, days }] = rows as [{ first: string; last: string; days: bigint }];
  return { first, last, days: Number(days) };
};
const originsOf = async (subject: string, definitionId: string) =>
  (
    await db.recordedSpan.findMany({
      where: { bucket: "day", series: { subject, definitionId, providerKey: "archive" } },
      orderBy: { firstAt: "asc" },
      select: { name: true, firstAt: true, lastAt: true },
    })
  ).map(
    ({ name, firstAt, lastAt }) => `${name} ${firstAt.toISOString().slice(0, 10)} ${lastAt.toISOString().slice(0, 10)}`,
  );
const countAll = async () =>
  (
    await db.$queryRaw<{ n: number; sum: string }[]>`
      select count(*)::int as n, sum("avg")::text as sum from "Rollup" r join "Series" s on s."id" = r."seriesId" where s."providerKey" = 'archive'`
  )[0]!;

test("two that start at once load it once, and a third start changes nothing", async () => {
  // Both have a connection before either begins.
  await Promise.all([db.$queryRaw`select pg_sleep(0.2)::text`, db.$queryRaw`select pg_sleep(0.2)::text`]);
  const written = await Promise.all([loadArchive("prisma/archive"), loadArchive("prisma/archive")]);
  expect(written.filter((count) => count === 0)).toHaveLength(1);
  const total = Math.max(...written);
  const held = await countAll();
  expect(held.n).toBe(total);
  expect(await loadArchive("prisma/archive")).toBe(0);
  expect(await countAll()).toEqual(held);
});

test("Ethereum has Etherscan's days, counted and per second", async () => {
  expect(await spanOf("ethereum", "tx-per-day.recorded@1")).toEqual({
    first: "2015-08-07",
    last: "2026-06-02",
    days: 3953,
  });
  expect(await originsOf("ethereum", "tx-per-day.recorded@1")).toEqual(["Etherscan.io 2015-08-07 2026-06-02"]);
  expect(await valueOn("ethereum", "tx-per-day.recorded@1", "2015-08-07")).toBe("2050");
  expect(await valueOn("ethereum", "tx-per-day.recorded@1", "2026-06-02")).toBe("1930818");
  expect(await valueOn("ethereum", "tx-per-day.recorded@1", "2015-07-30")).toBeNull();
  // 1,930,818 ÷ 86,400
  expect(await valueOn("ethereum", "tps.daily@1", "2026-06-02")).toBe("22.347430556");
  // 217,377,161,727 ÷ 86,400 ÷ 10⁶
  expect(await valueOn("ethereum", "mgas.daily@1", "2026-06-02")).toBe("2.515939372");
});

test("Base goes from Open Source Observer to growthepie on 30 June 2025, and nothing stands there twice", async () => {
  expect(await originsOf("base", "tx-per-day.recorded@1")).toEqual([
    "Open Source Observer 2023-06-16 2025-06-29",
    "growthepie 2025-06-30 2026-04-08",
  ]);
  expect(await originsOf("base", "tps.daily@1")).toEqual(await originsOf("base", "tx-per-day.recorded@1"));
  expect(await originsOf("arbitrum", "tx-per-day.recorded@1")).toEqual([
    "growthepie 2021-05-29 2023-09-26",
    "growthepie 2025-06-30 2026-04-08",
  ]);
  expect((await spanOf("zora", "tx-per-day.recorded@1")).last).toBe("2025-08-03");
  expect(await originsOf("op-mainnet", "tx-per-day.recorded@1")).toEqual([
    "Open Source Observer 2021-11-12 2025-06-29",
    "growthepie 2025-06-30 2026-04-08",
  ]);
});

/** Read from the recorded files by eye; the first and last days, both sides of the seam, a fork's hour. */
const spots: [subject: string, definition: string, at: string, value: string, bucket?: "hour" | "day"][] = [
  ["base", "tx-per-day.recorded@1", "2023-06-16", "166"],
  ["base", "tx-per-day.recorded@1", "2025-06-29", "7915433"],
  // growthepie's 9,380,725, not the other origin's 9,336,273.
  ["base", "tx-per-day.recorded@1", "2025-06-30", "9380725"],
  ["base", "tps.daily@1", "2026-02-19", "135.038275463"],
  ["base", "tx-per-day.recorded@1", "2026-04-08", "8322320"],
  ["op-mainnet", "tx-per-day.recorded@1", "2021-11-12", "29985"],
  ["op-mainnet", "tx-per-day.recorded@1", "2023-06-06", "271217"],
  ["mode", "tx-per-day.recorded@1", "2025-06-29", "193670"],
  ["ink", "tx-per-day.recorded@1", "2025-06-29", "478003"],
  ["unichain", "tx-per-day.recorded@1", "2024-11-05", "766"],
  ["zora", "tx-per-day.recorded@1", "2025-08-03", "5220"],
  ["arbitrum", "tx-per-day.recorded@1", "2021-05-29", "9"],
  ["arbitrum", "tx-per-day.recorded@1", "2026-02-13", "3687987"],
  ["starknet", "tx-per-day.recorded@1", "2025-06-30", "529849"],
  ["zksync-era", "tx-per-day.recorded@1", "2026-04-08", "17207"],
  ["polygon-zkevm", "tx-per-day.recorded@1", "2023-03-24", "27"],
  ["base", "active-addresses.daily@1", "2023-09-26", "75070"],
  ["immutable-x", "active-addresses.daily@1", "2021-03-24", "1"],
  ["ethereum", "median-fee.daily@1", "2021-01-01", "1.686536018"],
  ["zksync-era", "median-fee.daily@1", "2023-09-26", "0.135150987"],
  ["op-mainnet", "median-fee.daily@1", "2025-12-15", "0.000037773431721936"],
  ["ethereum", "blobs.daily@1", "2024-03-13", "0.512967329"],
  ["ethereum", "blobs.daily@1", "2026-02-15", "4.433407634"],
  ["ethereum", "blob-base-fee.median@1", "2024-06-20", "32"],
  ["ethereum", "blob-base-fee.median@1", "2026-02-15", "1972598"],
  ["ethereum", "blobs.daily@1", "2025-12-03T22:00Z", "5.620071685", "hour"],
  ["ethereum", "blob-base-fee.median@1", "2026-02-15T23:00Z", "1907179", "hour"],
];

test.each(spots)("%s, %s of %s is %s", async (subject, definition, at, value, bucket = "day") => {
  expect(await valueOn(subject, definition, at, bucket)).toBe(value);
});

test("only definitions of days are loaded", async () => {
  const series = await db.series.findMany({
    where: { providerKey: "archive" },
    select: { subject: true, definitionId: true },
  });
  expect(new Set(series.map(({ definitionId }) => definitionId))).toEqual(
    new Set([
      "tx-per-day.recorded@1",
      "tps.daily@1",
      "mgas.daily@1",
      "active-addresses.daily@1",
      "median-fee.daily@1",
      "blobs.daily@1",
      "blob-base-fee.median@1",
    ]),
  );
  expect(series.filter(({ definitionId }) => definitionId === "mgas.daily@1")).toEqual([
    { subject: "ethereum", definitionId: "mgas.daily@1" },
  ]);
  expect(series.some(({ subject }) => subject === "lisk" || subject === "l2")).toBe(false);
  // A day that is over in 2023: the seven-day addresses of December 2025 are another measure.
  expect((await spanOf("ethereum", "active-addresses.daily@1")).last).toBe("2023-09-26");
});

test("retention leaves the days, and an archive day disputes nobody", async () => {
  const before = await spanOf("ethereum", "tx-per-day.recorded@1");
  await keepPartitions(new Date());
  expect(await spanOf("ethereum", "tx-per-day.recorded@1")).toEqual(before);
  const now = new Date("2026-04-09T12:00:00Z");
  await db.provider.create({ data: { key: "l2beat", kind: "l2beat", name: "L2BEAT", adapterVersion: 1 } });
  const { id } = await db.series.create({
    data: { subject: "base", definitionId: "tx-per-day.l2beat@1", providerKey: "l2beat", lastAt: now, lastValue: 1 },
  });
  await db.rollup.createMany({
    data: ["2026-04-06", "2026-04-07", "2026-04-08"].map((day) => ({
      seriesId: id,
      bucket: "day" as const,
      at: new Date(day),
      n: 1,
      min: 5,
      max: 5,
      avg: 5,
      last: 5,
      coverage: 1,
      runId: 1n,
    })),
  });
  await crossCheck(db, [{ subject: "base", definition: "tx-per-day.l2beat@1" }], now);
  expect(await db.series.count({ where: { disputedAt: { not: null } } })).toBe(0);
});

test("a later version is taken in by itself, an earlier one is left alone", async () => {
  const before = await countAll();
  const newer = openTemporaryFolder("archive-newer");
  cpSync("prisma/archive", newer, { recursive: true });
  const manifest = JSON.parse(readFileSync(`${newer}/archive.json`, "utf8")) as { version: number; origins: object[] };
  writeFileSync(
    `${newer}/mantle.csv.gz`,
    gzipSync("chain,at,transactions\nmantle,2026-01-01,86400\nmantle,2026-01-02,\n"),
  );
  const origin = { file: "mantle.csv.gz", name: "Somebody", homepage: "https://example.org", licence: "CC0", note: "" };
  writeFileSync(
    `${newer}/archive.json`,
    JSON.stringify({ version: manifest.version + 1, origins: [...manifest.origins, origin] }),
  );
  expect(await loadArchive(newer)).toBe(before.n + 2);
  expect(await valueOn("mantle", "tps.daily@1", "2026-01-01")).toBe("1");
  expect(await loadArchive("prisma/archive")).toBe(0);
  expect(await valueOn("mantle", "tps.daily@1", "2026-01-01")).toBe("1");
});

test("a table with the same day from two origins, an unknown column or a broken line is refused, and the old values stay", async () => {
  const held = await countAll();
  const broken = async (content: string) => {
    const folder = openTemporaryFolder("archive-broken");
    writeFileSync(`${folder}/a.csv.gz`, gzipSync(content));
    const origin = { name: "A", homepage: "https://example.org", licence: "CC0", note: "" };
    writeFileSync(`${folder}/b.csv.gz`, gzipSync("chain,at,transactions\nbase,2026-01-01,7\n"));
    writeFileSync(
      `${folder}/archive.json`,
      JSON.stringify({
        version: 99,
        origins: [
          { file: "a.csv.gz", ...origin },
          { file: "b.csv.gz", ...origin },
        ],
      }),
    );
    await loadArchive(folder);
  };
  await expect(broken("chain,at,transactions\nbase,2026-01-01,8\n")).rejects.toThrow("twice");
  await expect(broken("chain,at,mean_gas_price_wei\nbase,2026-01-02,8\n")).rejects.toThrow("mean_gas_price_wei");
  await expect(broken("chain,at,transactions\nbase,2026-02-30,8\n")).rejects.toThrow("no day or hour");
  await expect(broken("chain,at,transactions\nbase,2026-01-02,1e9\n")).rejects.toThrow("1e9");
  await expect(broken("chain,at,transactions\nlisk,2026-01-02,8\n")).rejects.toThrow("no chain of the registry");
  expect(await countAll()).toEqual(held);
});
