/** Rows for pages that are read: one reader at a time, ten at once, and a bare Node server that sends the same bytes. */
import { BareServer } from "./bare-server";
import { fullCollections } from "./collections";
import { postgresCpu, processCpu } from "./cpu";
import { median, percentile, print, printTable, tenths, whole } from "./figures";
import type { Processes } from "./forum-copy";
import { load } from "./machine";
import type { Goal, Page } from "./pages";
import { ask, countPerSecond, timeEach } from "./requests";
import { measureUnit } from "./unit";

const inTurn = 40;
const seconds = { page: 2, bare: 1 };

type Run = {
  p50: number;
  p95: number;
  perSecond: number;
  bare: number;
  node: number;
  units: number;
  database: number;
  collections: number;
};
type Row = { page: Page; bytes: number; runs: Run[] };

type How = { runs: number; processes: Processes | null };

/**
 * Measures each page so many times, all pages in each round, prints the medians and answers with the rows. `processes` are
 * the server's own, where they are known.
 */
export async function measureReading(title: string, pages: Page[], { runs, processes }: How): Promise<Row[]> {
  const bare = await BareServer.start();
  const rows = pages.map((page): Row => ({ page, bytes: 0, runs: [] }));
  const before = load();
  try {
    for (const { page } of rows) await timeEach(page, 20);
    for (let run = 0; run < runs; run++)
      for (const row of rows) {
        const answer = await ask(row.page.url, { headers: row.page.headers });
        row.bytes = answer.body.length;
        await bare.send(answer);
        row.runs.push(await measure(row.page, bare.origin, processes));
      }
  } finally {
    bare.stop();
  }
  print(`\n### ${title}\n\nMedians of ${runs} runs; load ${before} before, ${load()} after.\n`);
  const head = ["page", "kB sent", "p50 ms", "p95 ms", "ten at once, per s", "bare Node, per s", "bare ÷ page"];
  printTable(
    [...head, "node: ms", "units", "database: ms", "full collections per 100", "goal", ""],
    rows.map((row) => {
      const of = (key: keyof Run) => middle(row, key);
      const own = processes
        ? [of("node"), of("units"), of("database"), of("collections")].map(tenths)
        : ["", "", "", ""];
      const sent = [row.page.name, tenths(row.bytes / 1_000), tenths(of("p50")), tenths(of("p95"))];
      return [
        ...sent,
        whole(of("perSecond")),
        whole(of("bare")),
        tenths(median(row.runs.map((run) => run.bare / run.perSecond))),
        ...own,
        ...verdictOf(row, rows),
      ];
    }),
  );
  return rows;
}

/** The middle one of a page's runs. */
export const middle = ({ runs }: Row, of: keyof Run) => median(runs.map((run) => run[of]));

/** Two cells: the goal, and how it stands. */
function verdictOf(row: Row, rows: Row[]): [string, string] {
  const { goal } = row.page;
  if (!goal) return ["", ""];
  const { words, figure, most } = judged(goal, row, rows);
  return [words, `${figure.toFixed(2)}: ${figure <= most ? "kept" : "missed"}`];
}

function judged(goal: Goal, row: Row, rows: Row[]) {
  if ("units" in goal) return { words: `≤ ${goal.units} units`, figure: middle(row, "units"), most: goal.units };
  if ("bare" in goal) {
    const figure = median(row.runs.map((run) => run.bare / run.perSecond));
    return { words: `bare ≤ ${goal.bare} × page`, figure, most: goal.bare };
  }
  const { times, of, beside } = goal;
  const other = rows.find(({ page }) => page.name === beside)!;
  const key = of === "p50" ? "p50" : "units";
  // Run by run, so that what else the machine does weighs on both.
  const figure = median(row.runs.map((run, index) => run[key] / other.runs[index]![key]));
  return { words: `${of} ≤ ${times} × ${beside}`, figure, most: times };
}

async function measure(page: Page, bareOrigin: string, processes: Processes | null): Promise<Run> {
  const times = await timeEach(page, inTurn);
  const { origin } = new URL(page.url);
  const unitBefore = measureUnit();
  const before = processes && (await spentBy(processes, origin));
  const perSecond = await countPerSecond(page, seconds.page);
  const after = processes && (await spentBy(processes, origin));
  const unit = (unitBefore + measureUnit()) / 2;
  const asked = perSecond * seconds.page;
  const spent = (of: "node" | "database" | "collections") => (before && after ? (after[of] - before[of]) / asked : 0);
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    perSecond,
    bare: await countPerSecond({ url: bareOrigin }, seconds.bare),
    node: spent("node"),
    units: spent("node") / unit,
    database: spent("database"),
    collections: spent("collections") * 100,
  };
}

const spentBy = async ({ node, postgres }: Processes, origin: string) => ({
  collections: (await fullCollections(origin)) ?? 0,
  node: processCpu(node) ?? 0,
  database: postgresCpu(postgres) ?? 0,
});
