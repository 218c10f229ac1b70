/** The row for memory: the app and its database, after warming up and after many requests. Linux only. */
import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { atMost, median, print, printTable, verdict, whole } from "./figures";
import type { Forum, Processes } from "./forum-copy";
import { load } from "./machine";
import type { Page } from "./pages";
import { timeEach } from "./requests";
import { withChildren } from "./processes";

const requests = 2_000;

type Sizes = { node: number; database: number };

/** Each run is of a server just started. */
export async function measureMemory({ restart, processes }: Forum, pages: Page[], runs: number) {
  const before = load();
  const taken: { warm: Sizes; after: Sizes }[] = [];
  for (let run = 0; run < runs; run++) {
    await restart();
    for (const page of pages) await timeEach(page, 10);
    const warm = sizesOf(processes());
    for (const { url, headers = {} } of pages)
      await autocannon({ url, headers, connections: 10, amount: Math.ceil(requests / pages.length) });
    taken.push({ warm, after: sizesOf(processes()) });
  }
  print(
    `\n### Memory\n\nMB, medians of ${runs} starts; node: resident; PostgreSQL: its processes' shares of what they share; load ${before} before, ${load()} after.\n`,
  );
  const row = (name: string, of: (run: (typeof taken)[number]) => Sizes) => {
    const [node, database] = [median(taken.map((run) => of(run).node)), median(taken.map((run) => of(run).database))];
    return [
      name,
      ...[node, database, node + database].map(whole),
      ...verdict(atMost(400, "≤ 400 MB"), node + database),
    ];
  };
  printTable(
    ["", "node", "PostgreSQL", "both", "budget", ""],
    [
      row("warmed up", (run) => run.warm),
      row(`after ${requests.toLocaleString("en")} requests, ten at once`, (run) => run.after),
    ],
  );
}

/** Megabytes of memory in use. */
export const sizesOf = ({ node, postgres }: Processes): Sizes => ({
  node: kilobytes(`/proc/${node}/status`, "VmRSS") / 1_024,
  database: withChildren(postgres).reduce((sum, pid) => sum + kilobytes(`/proc/${pid}/smaps_rollup`, "Pss"), 0) / 1_024,
});

function kilobytes(file: string, name: string): number {
  try {
    return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(file, "utf8"))?.[1] ?? 0);
  } catch {
    // It has ended since.
    return 0;
  }
}
