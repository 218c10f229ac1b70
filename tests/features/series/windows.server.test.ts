/** Which time a chart shows, and what is said of it. */
import { beforeEach, expect, test } from "vitest";
import { readSeries } from "~/features/series/series.server";
import { spanNotes, specOf } from "~/features/series/series";
import { forgetWidgets, readWidgets } from "~/features/widgets/read-widgets.server";
import { widgetHtml } from "~/features/widgets/widget-html";
import { widgetTimeNotes } from "~/features/widgets/widget-spec";
import type { Widget } from "~/features/widgets/widgets";
import { db } from "~/platform/db.server";
import { forgetRemembered } from "~/platform/short-memory.server";
import { formatDate } from "~/ui/dates";
import { useDatabase } from "../../support/database";
import { dailyTps } from "../../support/series";

useDatabase();

const day = 86_400_000;
const midnight = Math.floor(Date.now() / day) * day;

beforeEach(async () => {
  forgetRemembered();
  forgetWidgets();
  await db.series.deleteMany();
  await db.provider.deleteMany();
});

/** Daily values whose newest is of so many days ago. */
async function endedDaysAgo(subject: string, values: number[], days: number) {
  const id = await dailyTps(subject, values);
  await db.$executeRaw`update "Rollup" set "at" = "at" - ${days} * interval '1 day' where "seriesId" = ${id}`;
  await db.$executeRaw`update "Series" set "lastAt" = "lastAt" - ${days} * interval '1 day' where "id" = ${id}`;
  return new Date(midnight - (days + 1) * day).toISOString();
}

const widget = (subjects: string[], window: Widget["window"] = "30d"): Widget => ({
  refs: subjects.map((subject) => ({ subject, metric: "tps" as const })),
  window,
  view: "line",
  mode: "live",
});

test("a series that ended long ago is shown over its own last 30 days, with their end in words", async () => {
  const end = await endedDaysAgo("metis", [10, 11, 12, 13], 100);
  const { series, span, window } = await readSeries({ subject: "metis", metric: "tps", window: "30d" });
  expect(series.points.map(([, value]) => value)).toEqual(["10", "11", "12", "13"]);
  expect(span).toEqual({
    from: new Date(Date.parse(end) - 30 * day).toISOString(),
    to: end,
    isEarlier: true,
  });
  expect(spanNotes([series], span, window)[0]).toBe(`30 days to ${formatDate(end)}, the newest there are.`);
  expect(specOf({ series: [series], scale: "linear", span, events: [] })).toMatchObject({
    from: span.from,
    to: span.to,
    isPast: true,
  });
});

test("of two series the newest window is shown, and the other's end is said", async () => {
  const late = await endedDaysAgo("metis", [10, 11, 12], 50);
  const early = await endedDaysAgo("mode", [1, 2, 3], 200);
  const [shown] = await readWidgets([widget(["metis", "mode"])]);
  expect(shown!.span.to).toBe(late);
  expect(widgetTimeNotes({ shown: shown!, pinned: null, frozen: null })).toContain(
    `Mode: no value since ${formatDate(early)}.`,
  );
  const html = String(widgetHtml({ shown: shown!, caption: "", key: "w", pinned: null, frozen: null }));
  expect(html).toContain(`data-chart-to="${late}"`);
  expect(html).toContain(`to=${encodeURIComponent(late)}`);
});

test("a chart spans its whole window, and a note dates a series that began inside it", async () => {
  await dailyTps("metis", [10, 11, 12, 13]);
  const { series, span, window } = await readSeries({ subject: "metis", metric: "tps", window: "90d" });
  expect(Date.parse(span.to) - Date.parse(span.from)).toBe(90 * day);
  const began = new Date(midnight - 4 * day).toISOString();
  expect(spanNotes([series], span, window)).toContain(`Measured since ${formatDate(began)}.`);
  expect(specOf({ series: [series], scale: "linear", span, events: [] }).events).toEqual([
    { at: began, name: "measured since" },
  ]);
});

test("the note about a live source follows its provider's health", async () => {
  const end = await endedDaysAgo("metis", [10, 11], 100);
  const note = async () => {
    forgetRemembered();
    return (await readSeries({ subject: "metis", metric: "tps", window: "30d" })).series.liveNote;
  };
  const nextAt = new Date(Date.now() + 60_000);
  await db.providerState.create({ data: { providerKey: "l2beat", nextAt } });
  expect(await note()).toBe("First value in about a minute");
  await db.providerState.update({
    where: { providerKey: "l2beat" },
    data: { fails: 2, lastError: "l2beat.com could not be reached (ENOTFOUND)" },
  });
  expect(await note()).toMatch(/^L2BEAT can’t be reached, next try (\d{4}-\d{2}-\d{2} )?\d{2}:\d{2} UTC$/);
  expect(end).toBeTruthy();
});
