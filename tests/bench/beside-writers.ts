/**
 * The rows for readers beside writers: kept pages while a hundred members post, five replies a second in turn, every fifth of
 * them into the measured thread.
 */
import { setTimeout as pause } from "node:timers/promises";
import { paths } from "~/paths";
import { median, print, printTable, whole } from "./figures";
import type { Forum } from "./forum-copy";
import { load } from "./machine";
import { ask, countPerSecond, type Target } from "./requests";
import { Writer } from "./writer";

const members = 100;
/** Milliseconds between two replies. */
const every = 200;
const seconds = 4;

export async function measureBesideWriters({ copy, places }: Forum, runs: number) {
  const { origin } = copy;
  const writers: Writer[] = [];
  for (let number = 0; number < members; number++)
    writers.push(await Writer.join(copy, `beside-writer-${number}`, `198.51.100.${number}`));
  const pages: (Target & { name: string })[] = [
    { name: "front page, kept", url: origin + paths.home() },
    { name: "thread of 20 posts, kept", url: origin + paths.thread(places.short) },
  ];
  const before = load();
  const found = new Map(pages.map(({ name }) => [name, { alone: [] as number[], beside: [] as number[] }]));
  const written = { replies: 0, outdated: 0 };
  let next = 0;
  /** Sends replies at a steady pace until it is over, and looks whether the page that must show one shows it. */
  const write = async (isOver: () => boolean) => {
    const underWay: Promise<void>[] = [];
    while (!isOver()) {
      underWay.push(replyAndLook(next++));
      await pause(every);
    }
    await Promise.all(underWay);
  };
  const replyAndLook = async (number: number) => {
    const thread = number % 5 === 0 ? places.short : [places.middling, places.long][number % 2]!;
    const word = `besidewriters${number}x`;
    await writers[number % members]!.reply(thread, `A reply beside readers, ${word}.`);
    written.replies += 1;
    if (thread !== places.short) return;
    const { body } = await ask(origin + paths.threadAt(thread, thread.postCount + 10_000), {
      headers: { "Accept-Encoding": "identity" },
      agent: false,
    });
    if (!body.toString().includes(word)) written.outdated += 1;
  };
  for (let run = 0; run < runs; run++)
    for (const page of pages) {
      const row = found.get(page.name)!;
      await ask(page.url);
      row.alone.push(await countPerSecond(page, seconds));
      let isOver = false;
      const writing = write(() => isOver);
      row.beside.push(await countPerSecond(page, seconds));
      isOver = true;
      await writing;
    }
  print(
    `\n### Kept pages beside writers\n\n${written.replies} replies by ${members} members, one each ${every} ms; medians of ${runs} runs; load ${before} before, ${load()} after. Pages that lacked a reply which had been acknowledged before they were asked for: ${written.outdated}.\n`,
  );
  printTable(
    ["page, ten at once", "alone, per s", "beside writers, per s", "goal", ""],
    [...found].map(([name, { alone, beside }]) => {
      const ratio = median(beside.map((count, run) => count / alone[run]!));
      const cells = [name, whole(median(alone)), whole(median(beside))];
      return [...cells, "≥ 0.7 × alone", `${ratio.toFixed(2)}: ${ratio >= 0.7 ? "kept" : "missed"}`];
    }),
  );
}
