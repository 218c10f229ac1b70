/** The row for starting: `npm start` on a folder that is ready, to the first page served. */
import { atMost, median, print, printTable, verdict } from "./figures";
import type { Forum } from "./forum-copy";
import { load } from "./machine";
import { ask } from "./requests";

export async function measureStart({ copy, restart }: Forum, runs: number) {
  const before = load();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    await copy.stop();
    const began = performance.now();
    await restart();
    const { status } = await ask(`${copy.origin}/`);
    times.push((performance.now() - began) / 1_000);
    if (status !== 200) throw new Error(`The front page answered ${status} after a start.`);
  }
  const middle = median(times);
  print(`\n### Start\n\n${runs} runs; load ${before} before, ${load()} after.\n`);
  printTable(
    ["", "median s", "shortest", "longest", "budget", ""],
    [
      [
        "second start to the first page",
        ...[middle, Math.min(...times), Math.max(...times)].map((time) => time.toFixed(2)),
        ...verdict(atMost(3, "≤ 3 s"), middle),
      ],
    ],
  );
}
