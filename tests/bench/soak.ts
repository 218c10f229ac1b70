/** The row for a long run: four readers and a writer at a steady pace; memory and open descriptors stay flat. Linux only. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LocalCopy } from "../support/local-copy";
import { leaderIn } from "./cpu";
import { percentile, print, printTable, whole } from "./figures";
import { load } from "./machine";
import { sizesOf } from "./memory";
import { ask } from "./requests";
import { Writer } from "./writer";

const readers = 4;
/** Milliseconds between two requests of one reader, and between two replies: members may post 60 times in ten minutes. */
const [betweenReads, betweenReplies] = [60, 11_000];
const samples = 10;

type Sample = { minutes: number; node: number; database: number; descriptors: number };

export async function measureSoak(minutes: number) {
  const copy = new LocalCopy();
  try {
    const started = await copy.start({ TRUST_PROXY: "1" });
    if (started !== "serving") throw new Error(`The copy ended with ${started}: ${copy.output}`);
    const before = load();
    const { taken, times, failed } = await soak(copy, minutes);
    print(
      `\n### Soak\n\n${minutes} minutes, ${times.length} answers, p50 ${whole(percentile(times, 0.5))} ms, p99 ${whole(percentile(times, 0.99))} ms, ${failed} not 200; load ${before} before, ${load()} after.\n`,
    );
    printTable(
      ["minute", "node MB", "PostgreSQL MB", "descriptors"],
      taken.map((at) => [at.minutes.toFixed(1), whole(at.node), whole(at.database), String(at.descriptors)]),
    );
  } finally {
    await copy.stop();
    copy.remove();
  }
}

async function soak(copy: LocalCopy, minutes: number) {
  const paths = ["/", "/t/1/did-we-scale-the-wrong-way", "/metrics", "/search?q=blobs", "/tags", "/sources"];
  const writer = await Writer.join(copy, "soak-writer");
  const until = performance.now() + minutes * 60_000;
  const times: number[] = [];
  let failed = 0;
  const goesOn = () => performance.now() < until;

  const read = async (reader: number) => {
    for (let round = reader; goesOn(); round++) {
      const began = performance.now();
      const headers = round % 2 === 0 ? { Cookie: writer.cookie } : { "X-Forwarded-For": `203.0.113.${reader + 1}` };
      const { status } = await ask(copy.origin + paths[round % paths.length]!, { headers, agent: false });
      times.push(performance.now() - began);
      if (status !== 200) failed += 1;
      await pause(betweenReads);
    }
  };
  const write = async () => {
    for (let number = 1; goesOn(); number++) {
      await writer.reply({ id: 1, slug: "did-we-scale-the-wrong-way", postCount: 0 }, `Reply ${number} of a long run.`);
      await pause(betweenReplies);
    }
  };
  const taken: Sample[] = [];
  const watch = async () => {
    for (let sample = 0; sample <= samples; sample++) {
      taken.push(sampleOf(copy, (minutes * sample) / samples));
      if (sample < samples) await pause((minutes * 60_000) / samples);
    }
  };
  await Promise.all([...Array.from({ length: readers }, (_, reader) => read(reader)), write(), watch()]);
  return { taken, times, failed };
}

function sampleOf(copy: LocalCopy, minutes: number): Sample {
  const node = copy.child!.pid!;
  const sizes = sizesOf({ node, postgres: leaderIn(join(copy.folder, "postgres")) });
  return { minutes, ...sizes, descriptors: readdirSync(`/proc/${node}/fd`).length };
}
