/** The row for writing: a reply, from sending it to the redirect, and to being found by a search. */
import { paths } from "~/paths";
import { tailWords } from "./corpus-words";
import { atMost, median, percentile, print, printTable, tenths, verdict } from "./figures";
import type { Forum } from "./forum-copy";
import { load } from "./machine";
import { Random } from "./random";
import { ask } from "./requests";
import { Writer } from "./writer";

const replies = 25;

/** Every fifth reply is followed by one that states so many numbers. */
const claims = 50;
const claimsEvery = 5;

type Run = { posted: number[]; found: number[]; claiming: number[] };

/** Each run is of a member of its own, because members are limited in how much they post. */
export async function measurePosting({ copy, places }: Forum, runs: number) {
  const random = new Random(11);
  const tail = tailWords(30_000, 7);
  const before = load();
  const measured: Run[] = [];
  for (let run = 0; run < runs; run++) {
    const writer = await Writer.join(copy, `bench-writer-${run}`);
    const found: Run = { posted: [], found: [], claiming: [] };
    for (let number = 0; number < replies; number++) {
      const word = `benchword${run}x${number}`;
      const words = Array.from({ length: 60 }, () => tail[random.below(tail.length)]);
      const posted = await writer.reply(number % 2 === 0 ? places.short : places.long, `${words.join(" ")} ${word}.`);
      found.posted.push(posted);
      found.found.push(posted + (await timeUntilFound(copy.origin, word, `203.0.113.${run + 1}`)));
      if (number % claimsEvery === 0)
        found.claiming.push(await writer.reply(places.short, `${claimingText(number)} ${word}claims.`));
    }
    measured.push(found);
  }
  const middle = (of: (run: Run) => number) => median(measured.map(of));
  const p50 = middle((run) => median(run.posted));
  const claiming = middle((run) => median(run.claiming));
  print(
    `\n### Posting\n\n${replies} replies of 60 words in turn, by turns in a short and in the longest thread; medians of ${runs} runs; load ${before} before, ${load()} after.\n`,
  );
  printTable(
    ["a reply", "p50 ms", "p95 ms", "budget", ""],
    [
      [
        "to the redirect, durable",
        tenths(p50),
        tenths(middle((run) => percentile(run.posted, 0.95))),
        ...verdict(atMost(15, "p50 ≤ 15 ms"), p50),
      ],
      [
        `with ${claims} claims, to the redirect`,
        tenths(claiming),
        tenths(middle((run) => percentile(run.claiming, 0.95))),
        ...verdict(atMost(6, "p50 ≤ 6 × a plain reply"), claiming / p50),
      ],
      [
        "to being found by a search",
        tenths(middle((run) => median(run.found))),
        tenths(middle((run) => percentile(run.found, 0.95))),
        "",
        "",
      ],
    ],
  );
}

/** Fifty numbers of three chains, no two alike. */
const claimingText = (seed: number) =>
  Array.from({ length: claims }, (_, index) => {
    const chain = ["base", "arbitrum", "ethereum"][index % 3];
    return `Number ${index + 1} is [${seed * claims + index + 1} TPS](metric:${chain}/tps).`;
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
