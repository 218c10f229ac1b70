/** Rows for pages that are read: one reader at a time, ten at once, and a bare Node server that sends the same bytes. */
import { BareServer } from "./bare-server";
import { postgresCpu, processCpu } from "./cpu";
import { median, percentile, printTable, tenths, verdict, whole } from "./figures";
import type { Processes } from "./forum-copy";
import { load } from "./machine";
import type { Page } from "./pages";
import { ask, countPerSecond, timeEach } from "./requests";

const runs = 5;
const inTurn = 40;
const seconds = { page: 2, bare: 1 };

type Run = { p50: number; p95: number; perSecond: number; bare: number; node: number; database: number };

/** Measures each page `runs` times, all pages in each round, and prints the medians. `processes` are the server's own, where they are known. */
export async function measureReading(title: string, pages: Page[], processes: Processes | null) {
  const bare = await BareServer.start();
  const found = new Map(pages.map((page) => [page.name, { page, bytes: 0, runs: [] as Run[] }]));
  const before = load();
  try {
    for (const { page } of found.values()) await timeEach(page, 20);
    for (let run = 0; run < runs; run++)
      for (const entry of found.values()) {
        const answer = await ask(entry.page.url, { headers: entry.page.headers });
        entry.bytes = answer.body.length;
        await bare.send(answer);
        entry.runs.push(await measure(entry.page, bare.origin, processes));
      }
  } finally {
    bare.stop();
  }
  const rows = [...found.values()];
  const middle = (name: string, of: keyof Run) => median(found.get(name)!.runs.map((run) => run[of]));
  // Run by run, so that what else the machine does weighs on both.
  const ratio = (name: string, other: string) =>
    median(found.get(name)!.runs.map(({ p50 }, run) => p50 / found.get(other)!.runs[run]!.p50));
  console.log(`\n### ${title}\n\nMedians of ${runs} runs; load ${before} before, ${load()} after.\n`);
  const head = ["page", "kB sent", "p50 ms", "p95 ms", "ten at once, per s", "bare Node, per s", "bare ÷ page"];
  printTable(
    [...head, "processor ms: node", "database", "budget", ""],
    rows.map(({ page, bytes }) => {
      const of = (key: keyof Run) => middle(page.name, key);
      const processor = processes ? [of("node"), of("database")].map(tenths) : ["", ""];
      const cells = [page.name, tenths(bytes / 1_000), tenths(of("p50")), tenths(of("p95")), whole(of("perSecond"))];
      return [
        ...cells,
        whole(of("bare")),
        tenths(of("bare") / of("perSecond")),
        ...processor,
        ...(page.beside
          ? besideCells(page.beside, ratio(page.name, page.beside.name))
          : verdict(page.budget, of("perSecond"))),
      ];
    }),
  );
}

function besideCells({ name, times }: NonNullable<Page["beside"]>, ratio: number) {
  return [`p50 ≤ ${times} × ${name}`, `${ratio.toFixed(2)} ×: ${ratio <= times ? "kept" : "missed"}`];
}

async function measure(page: Page, bareOrigin: string, processes: Processes | null): Promise<Run> {
  const times = await timeEach(page, inTurn);
  const before = processes && spentBy(processes);
  const perSecond = await countPerSecond(page, seconds.page);
  const after = processes && spentBy(processes);
  const asked = perSecond * seconds.page;
  return {
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    perSecond,
    bare: await countPerSecond({ url: bareOrigin }, seconds.bare),
    node: before && after ? (after.node - before.node) / asked : 0,
    database: before && after ? (after.database - before.database) / asked : 0,
  };
}

const spentBy = ({ node, postgres }: Processes) => ({
  node: processCpu(node) ?? 0,
  database: postgresCpu(postgres) ?? 0,
});
