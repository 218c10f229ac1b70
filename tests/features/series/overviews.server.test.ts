/** Several numbers at once: a chain's panel, the strip on the first page. */
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ChainPanel } from "~/features/series/components/chain-panel";
import { definitionsOf } from "~/features/metrics/metrics";
import { readStrip } from "~/features/series/read-overviews.server";
import { readPanel } from "~/features/series/read-overviews.server";
import { drawStrip, readLatest, readMetric } from "~/features/series/series.server";
import { db } from "~/platform/db.server";
import { forgetRemembered } from "~/platform/short-memory.server";
import { useDatabase } from "../../support/database";
import { page } from "../../support/page";

useDatabase();

const day = 86_400_000;

test("without any value there is no strip", async () => {
  expect(await readStrip()).toBeNull();
  expect(await drawStrip()).toBeNull();
  forgetRemembered();
});

/** Ten days of Base's daily TPS, up to yesterday: 100, 104, 108 … */
async function tenDays() {
  await db.provider.create({ data: { key: "l2beat", kind: "l2beat", name: "L2BEAT", adapterVersion: 1 } });
  const today = Math.floor(Date.now() / day) * day;
  const { id } = await db.series.create({
    data: {
      subject: "base",
      definitionId: "tps.daily@1",
      providerKey: "l2beat",
      lastAt: new Date(today - day),
      lastValue: 136,
      isFinal: true,
    },
  });
  await db.rollup.createMany({
    data: Array.from({ length: 10 }, (_, index) => {
      const value = 136 - 4 * index;
      const at = new Date(today - (index + 1) * day);
      return {
        seriesId: id,
        bucket: "day" as const,
        at,
        n: 1,
        min: value,
        max: value,
        avg: value,
        last: value,
        coverage: 1,
        runId: 1n,
      };
    }),
  });
}

test("a number has its state, its change over seven days and its line; missing ones are described in words", async () => {
  await tenDays();
  const [latest] = await readLatest([{ subject: "base", metric: "tps" }]);
  expect(latest).toMatchObject({ definition: "tps.daily@1", value: "136", state: "live", subjectName: "Base" });

  const panel = (await readPanel("base"))!;
  const { shown } = panel;
  expect(panel.liveNotes).toContain("First value in about a minute");
  expect(shown.map(({ series }) => series.metric)).toEqual([
    "tps",
    "uops",
    "mgas",
    "tvs",
    "median-fee",
    "finalized-lag",
  ]);
  expect(shown[0]!.change).toBe("+26\u00a0%");
  expect(shown[0]!.points).toHaveLength(10);
  const html = renderToStaticMarkup(createElement(ChainPanel, { panel }));
  expect(html).toContain("136");
  expect(html).toContain("+26\u00a0% in 7 days");
  expect(html).toContain("no value yet");
  expect(html).not.toMatch(/NaN|undefined|\sstyle=/);
  expect(await readPanel("nowhere")).toBeNull();

  // A chain without a value is left out; the metric is named once.
  const strip = await readStrip();
  expect(strip).toMatchObject({ definition: "tps.daily@1", shown: [{ label: "Base", series: { value: "136" } }] });
  expect(strip!.shown).toHaveLength(1);
  const stripHtml = (await drawStrip())!;
  expect(page(stripHtml).first("[aria-label='By chain'] a").text).toContain("Base");
  expect(page(stripHtml).all("svg")).toHaveLength(1);
  expect(stripHtml.match(/TPS/g)).toHaveLength(2);
  expect(stripHtml).not.toMatch(/recorded|no data|NaN|undefined/);
});

test("a metric has the chains of each definition, and charts of those that have values", async () => {
  const found = await readMetric("tps", "30d");
  expect(found.map(({ definition }) => definition)).toEqual(definitionsOf("tps"));
  expect(found.filter(({ drawn }) => drawn !== null).map(({ definition }) => definition)).toEqual(["tps.daily@1"]);
  const daily = found.find(({ drawn }) => drawn !== null)!;
  expect(daily.measured[0]).toMatchObject({ subject: "base", value: "136" });
  expect(daily.drawn).toMatchObject({ window: "30d", span: { isEarlier: false } });
  expect(daily.drawn!.series.map(({ subject, points }) => [subject, points.length])).toEqual([["base", 10]]);
  const counted = [...daily.measured, ...daily.others].map(({ subject }) => subject);
  expect(new Set(counted).size).toBe(counted.length);
  expect(daily.others.every(({ unsupported }) => unsupported !== null)).toBe(true);
});

test("a number that no provider can measure has a reason", async () => {
  const panel = (await readPanel("aztec"))!;
  const html = renderToStaticMarkup(createElement(ChainPanel, { panel }));
  expect(html).toContain("No public node of Aztec is known.");
});
