/** The row for writing: a reply, from sending it to the redirect, and to being found by a search. */
import { setTimeout as pause } from "node:timers/promises";
import { paths } from "~/paths";
import { tailWords } from "./corpus-words";
import { atMost, median, percentile, print, printTable, tenths, verdict } from "./figures";
import type { Forum } from "./forum-copy";
import { load } from "./machine";
import { Random } from "./random";
import { ask } from "./requests";
import { measureUnit } from "./unit";
import { Writer } from "./writer";

const replies = 25;

/** After the plain replies so many follow that state so many numbers each and cite twice as often. */
const claiming = 5;
const claims = 50;

/** Milliseconds of waiting for a reply: a coarse guard beside the comparison of decision 336. */
const longestWait = 15;

/** Milliseconds after which the numbers of the reply before are judged. */
const untilJudged = 2_500;

type Run = { posted: number[]; found: number[]; claiming: number[]; unit: number };

/** Each run is of a member of its own, because members are limited in how much they post. */
export async function measurePosting({ copy, places }: Forum, runs: number) {
  const random = new Random(11);
  const tail = tailWords(30_000, 7);
  const before = load();
  const measured: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const writer = await Writer.join(copy, `bench-writer-${run}`);
    const unitBefore = measureUnit();
    const found: Run = { posted: [], found: [], claiming: [], unit: 0 };
    for (let number = 0; number < replies; number++) {
      const word = `benchword${run}x${number}`;
      const words = Array.from({ length: 60 }, () => tail[random.below(tail.length)]);
      const posted = await writer.reply(number % 2 === 0 ? places.short : places.long, `${words.join(" ")} ${word}.`);
      found.posted.push(posted);
      found.found.push(posted + (await timeUntilFound(copy.origin, word, `203.0.113.${run + 1}`)));
    }
    found.unit = (unitBefore + measureUnit()) / 2;
    // Only now: what follows such a reply, judging its numbers, takes longer than a reader's pause, and plain replies would wait.
    for (let number = 0; number < claiming; number++) {
      await pause(untilJudged);
      found.claiming.push(await writer.reply(places.short, `${claimingText(run * claiming + number)} benchclaims.`));
    }
    measured.push(found);
  }
  const middle = (of: (run: Run) => number) => median(measured.map(of));
  const p50 = middle((run) => median(run.posted));
  const found = middle((run) => median(run.found));
  const units = middle((run) => median(run.posted) / run.unit);
  const ratio = middle((run) => median(run.claiming) / median(run.posted));
  print(
    `\n### Posting\n\n${replies} replies of 60 words in turn, by turns in a short and in the longest thread; medians of ${runs} runs; load ${before} before, ${load()} after.\n`,
  );
  printTable(
    ["a reply", "p50 ms", "p95 ms", "p50 in units", "budget", ""],
    [
      [
        "to the redirect, durable",
        tenths(p50),
        tenths(middle((run) => percentile(run.posted, 0.95))),
        tenths(units),
        ...verdict(atMost(longestWait, `p50 ≤ ${longestWait} ms`), p50),
      ],
      [
        `with ${2 * claims} citations and ${claims} claims, to the redirect`,
        tenths(middle((run) => median(run.claiming))),
        tenths(middle((run) => percentile(run.claiming, 0.95))),
        "",
        ...verdict(atMost(6, "p50 ≤ 6 × a plain reply"), ratio),
      ],
      [
        "to being found by a search",
        tenths(found),
        tenths(middle((run) => percentile(run.found, 0.95))),
        "",
        ...verdict(atMost(100, "p50 ≤ 100 ms after the answer"), found - p50),
      ],
    ],
  );
}

/** Fifty numbers of three chains, no two alike, each between two citations of ten sources. */
const claimingText = (seed: number) =>
  Array.from({ length: claims }, (_, index) => {
    const chain = ["base", "arbitrum", "ethereum"][index % 3];
    const cited = [0, 1].map((half) => `[^https://sources.example/${(2 * index + half) % 10}]`);
    return `It is said${cited[0]} that number ${index + 1} is [${seed * claims + index + 1} TPS](metric:${chain}/tps)${cited[1]}.`;
  }).join("\n\n");

const patience = 30_000;

async function timeUntilFound(origin: string, word: string, address: string): Promise<number> {
  const began = performance.now();
  const headers = { "Accept-Encoding": "identity", "X-Forwarded-For": address };
  while (performance.now() - began < patience) {
    const { body } = await ask(origin + paths.search({ q: word }), { headers });
    if (/<p aria-live="polite"><b>1</.test(body.toString())) return performance.now() - began;
  }
  throw new Error(`“${word}” was not found within ${patience / 1_000} s.`);
}
