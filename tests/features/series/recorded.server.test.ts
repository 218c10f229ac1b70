/** Recorded history as readers get it: dated, never live, giving way day by day to a better provider. */
import { beforeAll, expect, test } from "vitest";
import { warmLanes } from "~/platform/lanes.server";
import { loadArchive } from "~/features/observations/observations.server";
import { creditsOf, lowerBoundInWords, spanNotes, stateInWords, unitOf } from "~/features/series/series";
import { findLowerBound } from "~/features/series/lower-bound.server";
import {
  listLowerBounds,
  listOtherChains,
  listRecordedSpans,
  readLatest,
  readObservedDays,
  readSeries,
  seriesToJson,
} from "~/features/series/series.server";
import { db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { presentPosts } from "~/features/posts/posts.server";
import { aThread } from "../../support/factories";
import { dailyTps } from "../../support/series";

useDatabase();
beforeAll(async () => {
  await loadArchive("prisma/archive");
  // The thread that renders takes seconds to start on a busy machine: before a post's transaction, not in it.
  await warmLanes();
});

const week = { from: "2026-02-13", to: "2026-02-19" };
const pointsOf = async (subject: string, metric: "tx-per-day" | "tps" | "blobs", from: string, to: string) => {
  const { series } = await readSeries({ subject, metric, window: "max", provider: "archive" });
  return series.points.filter(([at]) => at.slice(0, 10) >= from && at.slice(0, 10) <= to);
};
const medianOf = (values: string[]) => values.map(Number).toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

test("without any other provider a series is history up to its last recorded day, with its origins", async () => {
  const [base, l1] = await readLatest([
    { subject: "base", metric: "tps" },
    { subject: "ethereum", metric: "tx-per-day" },
  ]);
  expect(base).toMatchObject({
    definition: "tps.daily@1",
    state: "archive",
    recordedTo: "2026-04-08",
    value: "96.323148148",
    asOf: "2026-04-09T00:00:00.000Z",
    provider: {
      key: "archive",
      name: "growthepie, Open Source Observer",
      licence: "CC BY 4.0; Apache-2.0",
    },
    dispute: null,
  });
  expect(stateInWords(base!)).toBe("recorded, to 8 Apr 2026");
  expect(l1).toMatchObject({
    definition: "tx-per-day.recorded@1",
    state: "archive",
    value: "1930818",
    provider: { name: "Etherscan.io" },
  });
  expect(stateInWords(l1!)).toBe("recorded, to 2 Jun 2026");
});

test("recorded values are credited to who recorded them, each once, and not to the archive", async () => {
  const { series } = await readSeries({ subject: "base", metric: "tps", window: "90d" });
  expect(creditsOf([series, series])).toEqual([
    "Source: growthepie, https://www.growthepie.com (CC BY 4.0)",
    expect.stringMatching(/^Source: Open Source Observer, https:.* \(Apache-2\.0\)$/),
  ]);
  const tps = { subject: "base", metric: "tps" } as const;
  const measuredBy = async (from: string, to: string) => (await readObservedDays(tps, { from, to }))?.providerName;
  expect(await measuredBy("2026-02-13", "2026-02-19")).toBe("growthepie");
  expect(await measuredBy("2025-06-27", "2025-07-03")).toBe("Open Source Observer, growthepie");
});

test("beside a series stand the other chains that count the same, the highest first", async () => {
  const { series } = await readSeries({ subject: "base", metric: "tps", window: "90d" });
  const { shown, count } = await listOtherChains(series, 6);
  expect(shown).toHaveLength(6);
  expect(count).toBeGreaterThan(10);
  const values = shown.map(({ value }) => Number(value));
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(shown.map(({ subject }) => subject)).not.toContain("base");
  // Fees in another token are no comparison.
  const fees = await readSeries({ subject: "base", metric: "median-fee", window: "90d" });
  const others = (await listOtherChains(fees.series, 30)).shown;
  expect(new Set(others.map((one) => unitOf(one).key))).toEqual(new Set([unitOf(fees.series).key]));
});

test.each(["30d", "90d", "1y", "max"] as const)(
  "a chart of %s ends with the recorded history that it shows",
  async (window) => {
    const { series, span } = await readSeries({ subject: "ethereum", metric: "tx-per-day", window });
    expect(span).toMatchObject({ to: "2026-06-02T00:00:00.000Z", isEarlier: true });
    expect(series.points.at(-1)).toEqual(["2026-06-02T00:00:00.000Z", "1930818"]);
    const [note] = spanNotes([series], span, window);
    expect(note).toMatch(
      window === "max" ? /^7 Aug 2015 to 2 Jun 2026, recorded\.$/ : /(days|year) to 2 Jun 2026, recorded\.$/,
    );
  },
);

test("the seam stands in the provenance", async () => {
  const spans = await listRecordedSpans({ subject: "base", definition: "tx-per-day.l2beat@1" });
  expect(spans.map(({ from, to, name }) => [from, to, name])).toEqual([
    ["2025-06-30", "2026-04-08", "growthepie"],
    ["2023-06-16", "2025-06-29", "Open Source Observer"],
  ]);
  expect(await listRecordedSpans({ subject: "base", definition: "tps.live@1" })).toEqual([]);
});

test("a better provider's days replace recorded ones, day by day, and the older stay history", async () => {
  await db.provider.create({ data: { key: "l2beat", kind: "l2beat", name: "L2BEAT", adapterVersion: 1 } });
  const yesterday = new Date(Math.floor(Date.now() / 86_400_000 - 1) * 86_400_000);
  const { id } = await db.series.create({
    data: {
      subject: "scroll",
      definitionId: "tps.daily@1",
      providerKey: "l2beat",
      lastAt: yesterday,
      lastValue: 3,
      isFinal: true,
    },
  });
  const days = [new Date("2026-04-07"), yesterday];
  await db.rollup.createMany({
    data: days.map((at) => ({
      seriesId: id,
      bucket: "day" as const,
      at,
      n: 1,
      min: 3,
      max: 3,
      avg: 3,
      last: 3,
      coverage: 1,
      runId: 1n,
    })),
  });
  const { series } = await readSeries({ subject: "scroll", metric: "tps", window: "max" });
  expect(series).toMatchObject({
    state: "live",
    provider: { key: "l2beat" },
    recordedTo: "2026-04-08",
    recordedThrough: "2026-04-08T00:00:00.000Z",
  });
  const on = (day: string) => series.points.filter(([at]) => at.startsWith(day)).map(([, value]) => value);
  const recorded = await pointsOf("scroll", "tps", "2026-04-06", "2026-04-08");
  expect(on("2026-04-06")).toEqual([recorded[0]![1]]);
  expect(on("2026-04-07")).toEqual(["3"]);
  expect(on("2026-04-08")).toEqual([recorded[2]![1]]);
  expect(series.points.at(-1)).toEqual([yesterday.toISOString(), "3"]);
  expect(recorded[1]![1]).not.toBe("3");
  // Whose history it is stands beside it, in the file too.
  expect(creditsOf([series])).toEqual(["L2BEAT", "Source: growthepie, https://www.growthepie.com (CC BY 4.0)"]);
  expect(seriesToJson(series).attribution).toContain("growthepie");
});

test("hours are drawn where they are recorded, days elsewhere", async () => {
  const { series } = await readSeries({ subject: "ethereum", metric: "blobs", window: "max" });
  expect(series).toMatchObject({ definition: "blobs.daily@1", step: "day", state: "archive" });
  expect(series.points).toHaveLength(705);
});

test("the week of the demonstration has the recorded values", async () => {
  const counts = async (subject: string) =>
    (await pointsOf(subject, "tx-per-day", week.from, week.to)).map(([, value]) => value);
  expect(medianOf(await counts("base"))).toBe(10_808_882);
  expect(medianOf(await counts("ethereum"))).toBe(1_996_006);
  expect(medianOf(await counts("arbitrum"))).toBe(3_933_196);
  expect(medianOf(await counts("op-mainnet"))).toBe(2_227_910);
});

test("a group is at least the sum of its recorded members, day by day", async () => {
  const bounds = await listLowerBounds("l2", "tx-per-day", week);
  expect(bounds!.map(({ atLeast }) => atLeast)).toEqual([
    "22063767",
    "20621552",
    "23412296",
    "20775406",
    "21411811",
    "23615702",
    "22858114",
  ]);
  const [bound] = (await listLowerBounds("l2", "tps", { from: "2026-02-13", to: "2026-02-13" }))!;
  if (!bound) throw new Error("13 February 2026 has recorded members.");
  // 22,063,767 ÷ 86,400, divided once.
  expect(bound).toMatchObject({ atLeast: "255.367673611", definition: "tps.daily@1", day: "2026-02-13" });
  expect(lowerBoundInWords(bound).replaceAll("\u00a0", " ")).toMatch(
    /^at least 255(\.4)? TPS|^at least 255(\.4)? tx\/s/,
  );
  expect(bound.members.map(({ subject }) => subject).toSorted()).toEqual([
    "arbitrum",
    "base",
    "ink",
    "linea",
    "mode",
    "op-mainnet",
    "scroll",
    "soneium",
    "starknet",
    "taiko",
    "unichain",
    "world-chain",
    "zksync-era",
  ]);
  expect(bound.missing.map(({ subject }) => subject)).toContain("polygon-pos");
  expect(await findLowerBound("l2", "tps", "2026-11-28")).toMatchObject({ day: "2026-04-08" });
  // The group itself has no value, and what does not add up has no sum.
  expect((await readLatest([{ subject: "l2", metric: "tps" }]))[0]).toMatchObject({ value: null, state: "down" });
  expect(await listLowerBounds("l2", "active-addresses", week)).toBeNull();
  expect(await listLowerBounds("base", "tps", week)).toBeNull();
});

test("a widget of a past post is pinned to values recorded up to then, whatever is measured since", async () => {
  await dailyTps("base", [1, 2, 3]);
  const body =
    "![Two](metric:base/tps,arbitrum/tps?window=30d&mode=pinned)\n\n![Blobs](metric:ethereum/blobs?window=90d&mode=pinned)";
  const { openingPostId } = await aThread({ body, at: new Date("2026-02-20T09:14:00Z") });
  const rows = await db.postWidget.findMany({ where: { postId: openingPostId }, orderBy: { ordinal: "asc" } });
  const [two, blobs] = rows.map(
    ({ pinned }) =>
      pinned as {
        values: { value: string; asOf: string }[];
        drawn: { points: [string, string][]; state: string; definition: string }[];
      },
  );
  // Base 11,667,307 and Arbitrum's transactions of 19 February, by 86,400.
  expect(two!.values.map(({ value, asOf }) => [value, asOf])).toEqual([
    ["135.038275463", "2026-02-20T00:00:00.000Z"],
    ["47.80849537", "2026-02-20T00:00:00.000Z"],
  ]);
  expect(two!.drawn.map(({ state, points }) => [state, points.length, points.at(-1)![0].slice(0, 10)])).toEqual([
    ["archive", 30, "2026-02-19"],
    ["archive", 30, "2026-02-19"],
  ]);
  // Blobs end four days and nine hours before the post: too old to be its value, but drawn.
  expect(blobs!.drawn[0]).toMatchObject({ definition: "blobs.daily@1" });
  expect(blobs!.drawn[0]!.points.at(-1)![0].slice(0, 10)).toBe("2026-02-15");
});

test("a widget pinned long after the last recorded day shows the newest days known then, and says so", async () => {
  const body = "![Blobs](metric:ethereum/blobs?window=30d&mode=pinned)";
  const { openingPostId } = await aThread({ body, at: new Date("2026-09-20T09:14:00Z") });
  const { pinned } = await db.postWidget.findFirstOrThrow({ where: { postId: openingPostId } });
  const drawn = (pinned as { values: { value: string | null }[]; drawn: { points: [string, string][] }[] }).drawn[0]!;
  expect((pinned as { values: { value: string | null }[] }).values[0]!.value).toBeNull();
  expect(drawn.points.length).toBeGreaterThan(25);
  expect(drawn.points.at(-1)![0].slice(0, 10)).toBe("2026-02-15");
  const post = await db.post.findUniqueOrThrow({
    where: { id: openingPostId },
    select: { id: true, html: true, derived: true },
  });
  const html = (await presentPosts([post], null, "page")).get(openingPostId)!;
  expect(html).toContain("30 days to 15 Feb 2026, recorded.");
  expect(html).toContain("<path");
  expect(html).not.toContain("No data in");
});
