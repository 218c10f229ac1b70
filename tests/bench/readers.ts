/**
 * The row for readers of one thread: 2,000 open event streams, the memory that each costs the server, and how soon a reply
 * reaches them. They come from twenty addresses, because one may hold 200 streams. Linux only.
 */
import type { ClientRequest } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { LocalCopy } from "../support/local-copy";
import { leaderIn } from "./cpu";
import { atMost, median, percentile, print, printTable, tenths, verdict, whole } from "./figures";
import { load } from "./machine";
import { sizesOf } from "./memory";
import { type Heard, openStream } from "./reader-stream";
import { Writer } from "./writer";

const [readers, addresses, replies] = [2_000, 20, 10];
const thread = { id: 1, slug: "did-we-scale-the-wrong-way", postCount: 0 };
/** Milliseconds in which a reply must have come, however slow the machine is. */
const patience = 20_000;

export async function measureReaders() {
  const copy = new LocalCopy();
  const open: ClientRequest[] = [];
  try {
    const started = await copy.start();
    if (started !== "serving") throw new Error(`The copy ended with ${started}: ${copy.output}`);
    const before = load();
    const writer = await Writer.join(copy, "readers-writer");
    await writer.reply(thread, "A reply before anybody listens.");
    await pause(5_000);
    const megabytes = () => sizesOf({ node: copy.child!.pid!, postgres: leaderIn(join(copy.folder, "postgres")) }).node;
    const alone = megabytes();
    const heard: Heard = new Map();
    for (let from = 0; from < readers; from += 100)
      open.push(
        ...(await Promise.all(Array.from({ length: 100 }, (_, index) => listen(copy.port, from + index, heard)))),
      );
    await pause(2_000);
    const together = megabytes();

    const times: number[] = [];
    let lost = 0;
    for (let number = 0; number < replies; number++) {
      const known = new Set(heard.keys());
      const began = performance.now();
      await writer.reply(thread, `Reply ${number} that ${readers} readers hear of.`);
      const isHeard = () => [...heard].find(([post, at]) => !known.has(post) && at.length === readers);
      while (!isHeard() && performance.now() - began < patience) await pause(20);
      const at = [...heard].find(([post]) => !known.has(post))?.[1] ?? [];
      times.push(...at.map((moment) => moment - began));
      lost += readers - at.length;
      await pause(500);
    }
    print(
      `\n### Open readers\n\n${readers.toLocaleString("en")} readers of a thread from ${addresses} addresses, ${replies} replies; milliseconds from sending a reply, rendering and commit included; load ${before} before, ${load()} after.\n`,
    );
    const kilobytes = ((together - alone) * 1_024) / readers;
    printTable(
      ["what", "figure", "budget", ""],
      [
        ["reached half of the readers, ms", whole(median(times)), "", ""],
        [
          "reached 99 % of them, ms",
          whole(percentile(times, 0.99)),
          ...verdict(atMost(1_000, "≤ 1 s"), percentile(times, 0.99)),
        ],
        ["readers that heard nothing", whole(lost), ...verdict(atMost(0, "0"), lost)],
        [
          "kB of the server's memory for each reader",
          tenths(kilobytes),
          ...verdict(atMost(100, "≤ 100 kB"), kilobytes),
        ],
      ],
    );
  } finally {
    for (const stream of open) stream.destroy();
    await copy.stop();
    copy.remove();
  }
}

const listen = (port: number, index: number, heard: Heard) =>
  openStream(
    {
      port,
      thread,
      localAddress: `127.0.0.${1 + (index % addresses)}`,
      headers: { Host: `localhost:${port}` },
    },
    heard,
  );
