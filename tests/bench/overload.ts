/**
 * The row for overload: five times what the server can do, asked for in an open loop, and memory under eight readers and
 * eight writers, under the overload and two minutes after it. Linux only.
 */
import { Agent } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { paths } from "~/paths";
import { LocalCopy } from "../support/local-copy";
import { leaderIn } from "./cpu";
import { atMost, type Budget, median, percentile, print, printTable, verdict, whole } from "./figures";
import { load } from "./machine";
import { sizesOf } from "./memory";
import { ask, countPerSecond } from "./requests";
import { Writer } from "./writer";

const [seconds, times, readersAndWriters] = [20, 5, 8];
const thread = { id: 1, slug: "did-we-scale-the-wrong-way", postCount: 0 };
/** Milliseconds after which a request counts as lost. */
const patience = 30_000;
const afterwards = 120_000;

type Answered = { status: number; retryAfter: boolean; ms: number };

export async function measureOverload() {
  const copy = new LocalCopy();
  try {
    const started = await copy.start({ TRUST_PROXY: "1" });
    if (started !== "serving") throw new Error(`The copy ended with ${started}: ${copy.output}`);
    const reader = await Writer.join(copy, "overload-reader");
    const page = { url: copy.origin + paths.thread(thread), headers: { Cookie: reader.cookie } };
    const before = load();
    const alone = await closedLoop(page, 2, 5_000);
    const together = await watched(copy, () => readAndWrite(copy, page));
    const capacity = await countPerSecond(page, 5);
    const rested = sumOf(copy);
    const { value: answered, most } = await watched(copy, () => openLoop(page, capacity * times));
    const recovery = await recover(page, percentile(alone, 0.99));
    await pause(afterwards);
    const later = sumOf(copy);
    report({ answered, capacity, alone, recovery, before });
    const row = (name: string, value: number, budget: Budget) => [name, whole(value), ...verdict(budget, value)];
    print("\nMemory in MB: node resident and PostgreSQL's share of what its processes share.\n");
    printTable(
      ["what", "MB", "budget", ""],
      [
        row(
          `at most under ${readersAndWriters} readers and ${readersAndWriters} writers`,
          together.most,
          atMost(400, "≤ 400 MB"),
        ),
        ["before the overload", whole(rested), "", ""],
        ["at most under the overload", whole(most), "", ""],
        row("two minutes after it", later, atMost(rested * 1.1, "within 10 % of before")),
      ],
    );
    print(
      `\nBeside each other, ${together.value.reads} pages and ${together.value.writes} replies in ${seconds} s; ${together.value.refused} replies found no place.`,
    );
  } finally {
    await copy.stop();
    copy.remove();
  }
}

type Figures = { answered: Answered[]; capacity: number; alone: number[]; recovery: number; before: string };

function report({ answered, capacity, alone, recovery, before }: Figures) {
  const accepted = answered.filter(({ status }) => status === 200).map(({ ms }) => ms);
  const refused = answered.filter(({ status }) => status === 503);
  const others = answered.length - accepted.length - refused.length;
  print(
    `\n### Overload\n\nA member's thread page, ${whole(capacity)} a second with ten at once; ${whole(capacity * times)} a second for ${seconds} s; alone p50 ${whole(median(alone))} ms, p99 ${whole(percentile(alone, 0.99))} ms; load ${before} before, ${load()} after.\n`,
  );
  const row = (name: string, count: number, value: number, budget: Budget) => [
    name,
    String(count),
    whole(value),
    ...verdict(budget, value),
  ];
  const refusals = refused.map(({ ms }) => ms);
  printTable(
    ["what", "count", "figure", "budget", ""],
    [
      row("accepted, p99 in ms", accepted.length, percentile(accepted, 0.99), atMost(1_500, "≤ 1.5 s")),
      row("turned away, p99 in ms", refused.length, percentile(refusals, 0.99) ?? 0, atMost(100, "≤ 100 ms")),
      row(
        "turned away without Retry-After",
        refused.length,
        refused.filter(({ retryAfter }) => !retryAfter).length,
        atMost(0, "0"),
      ),
      row("other answers, and none", answered.length, others, atMost(0, "0")),
      row("ms to be as fast as alone again", 1, recovery, atMost(10_000, "≤ 10 s")),
    ],
  );
}

type Page = { url: string; headers: Record<string, string> };

const sumOf = (copy: LocalCopy) => {
  const { node, database } = sizesOf({ node: copy.child!.pid!, postgres: leaderIn(join(copy.folder, "postgres")) });
  return node + database;
};

/** Does the work and looks at memory meanwhile. */
async function watched<Value>(copy: LocalCopy, work: () => Promise<Value>) {
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, sumOf(copy))), 500);
  try {
    return { value: await work(), most: Math.max(most, sumOf(copy)) };
  } finally {
    clearInterval(watch);
  }
}

async function closedLoop({ url, headers }: Page, readers: number, milliseconds: number): Promise<number[]> {
  const until = performance.now() + milliseconds;
  const taken: number[] = [];
  const read = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      await ask(url, { headers, agent: false });
      taken.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
  return taken;
}

async function readAndWrite(copy: LocalCopy, { url, headers }: Page) {
  const until = performance.now() + seconds * 1_000;
  const counts = { reads: 0, writes: 0, refused: 0 };
  const writers = [];
  for (let index = 0; index < readersAndWriters; index++) writers.push(await Writer.join(copy, `overload-${index}`));
  const read = async () => {
    while (performance.now() < until) {
      await ask(url, { headers, agent: false });
      counts.reads += 1;
    }
  };
  // Below the sixty posts in ten minutes that a member may write.
  const write = async (writer: Writer) => {
    for (let number = 0; number < 55 && performance.now() < until; number++) {
      const text = `Reply ${number} beside readers, with a formula \\(x^{${number}}\\) and **words**.`;
      // A reply that finds no place is one of the refused.
      await writer.reply(thread, text).then(
        () => (counts.writes += 1),
        () => (counts.refused += 1),
      );
    }
  };
  await Promise.all([...writers.map(write), ...Array.from({ length: readersAndWriters }, read)]);
  return counts;
}

/** Asks at this rate, whatever comes back. */
async function openLoop({ url, headers }: Page, perSecond: number): Promise<Answered[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });
  const began = performance.now();
  const asked: Promise<Answered>[] = [];
  for (let now = began; now - began < seconds * 1_000; now = performance.now()) {
    while (asked.length < ((now - began) / 1_000) * perSecond) asked.push(one());
    await pause(5);
  }
  const answered = await Promise.all(asked);
  agent.destroy();
  return answered;

  async function one(): Promise<Answered> {
    const sent = performance.now();
    const lost = { status: 0, retryAfter: false };
    const answer = await Promise.race([
      ask(url, { headers, agent }).then(
        ({ status, headers: said }) => ({ status, retryAfter: said["retry-after"] !== undefined }),
        () => lost,
      ),
      pause(patience, lost, { ref: false }),
    ]);
    return { ...answer, ms: performance.now() - sent };
  }
}

/** Milliseconds until five pages one after the other are as fast as the slowest one alone. */
async function recover({ url, headers }: Page, usual: number): Promise<number> {
  const began = performance.now();
  for (let good = 0; good < 5;) {
    const sent = performance.now();
    const { status } = await ask(url, { headers, agent: false });
    good = status === 200 && performance.now() - sent <= usual ? good + 1 : 0;
    if (performance.now() - began > patience) break;
  }
  return performance.now() - began;
}
