/** `npm run bench -- relevance`: graded queries over the demonstration, and over a generated forum whose topics are known. */
import { print } from "../figures";
import { readFileSync } from "node:fs";
import { db } from "~/platform/db.server";
import { learnWords, searchPosts } from "~/features/search/search.server";
import type { SearchEngine } from "~/features/search/search-engine";
import { parseSearchAddress } from "~/features/search/search-address";
import { seed } from "../../../prisma/seed";
import { readThread } from "../../../prisma/demonstration-file";
import { withBenchDatabase } from "../bench-database";
import { writeCorpus } from "../corpus";
import { type Measured, withEngines } from "../engines";
import { ndcg, reciprocalRank } from "./measure";

type Judged = { group: string; query: string; grades: Map<number, number> };
type Scored = { group: string; query: string; ndcg: number; mrr: number };
/** By the engine's name. */
type Scores = Record<string, Scored[]>;

/** Within the month of the demonstration's last posts. */
const now = new Date("2026-03-15T12:00:00Z");

const read = <Row>(file: string) => JSON.parse(readFileSync(`tests/bench/relevance/${file}.json`, "utf8")) as Row[];

export async function relevance() {
  const demonstration = await withBenchDatabase("relevance_demonstration", () =>
    withEngines(async (engines, fill) => {
      await seed({ withDemonstration: true });
      for (const { id } of await db.post.findMany({ select: { id: true } })) await learnWords(db, [id], true);
      await fill();
      return scoreEach(engines, await demonstrationQueries());
    }),
  );
  const generated = await withBenchDatabase("relevance_generated", (url) =>
    withEngines(async (engines, fill) => {
      await seed({ withDemonstration: false });
      const { threads } = await writeCorpus(url, { posts: 6_000, seed: 11 });
      await fill();
      return scoreEach(engines, generatedQueries(threads));
    }),
  );
  const both = Object.fromEntries(
    Object.entries(demonstration).map(([name, scored]) => [name, [...scored, ...(generated[name] ?? [])]]),
  );
  printGroups("demonstration (22 threads)", demonstration);
  printGroups("generated (6,000 posts)", generated);
  printGroups("both", both);
  for (const [name, scored] of Object.entries(both)) {
    const worst = scored.filter((one) => one.ndcg < 0.8);
    if (worst.length > 0)
      print(`\n${name} below 0.8: ${worst.map((one) => `${one.query} (${one.ndcg.toFixed(2)})`).join(", ")}`);
  }
}

/** The threads of the demonstration are numbered as its files are. */
async function demonstrationQueries(): Promise<Judged[]> {
  const { readdirSync } = await import("node:fs");
  const folder = "prisma/demonstration/threads";
  const titles = readdirSync(folder)
    .toSorted()
    .map((file) => readThread(readFileSync(`${folder}/${file}`, "utf8")).title);
  const ids = new Map(
    (await db.thread.findMany({ select: { id: true, title: true } })).map(({ id, title }) => [title, id]),
  );
  type Graded = { group: string; query: string; threads: Record<string, number> };
  // The second file was written by somebody who knew the threads and not the search.
  return [...read<Graded>("demonstration"), ...read<Graded>("unseen")].map(({ threads, ...judged }) => ({
    ...judged,
    grades: new Map(Object.entries(threads).map(([number, grade]) => [ids.get(titles[Number(number) - 1]!)!, grade])),
  }));
}

/** Generated threads know their topics: the grade is 3 for a thread about all topics of the query, less for one about some of them. */
function generatedQueries(threads: { id: number; topic: number; second: number }[]): Judged[] {
  return read<{ group: string; query: string; topics: number[] }>("generated").map(({ topics, ...judged }) => ({
    ...judged,
    grades: new Map(
      threads.flatMap(({ id, topic, second }) => {
        const grade = judged.group === "multi-topic" ? bothOf(topics, topic, second) : oneOf(topics, topic, second);
        return grade === 0 ? [] : [[id, grade] as const];
      }),
    ),
  }));
}

const oneOf = (topics: number[], topic: number, second: number) =>
  topics.includes(topic) ? 3 : topics.includes(second) ? 1 : 0;
const bothOf = (topics: number[], topic: number, second: number) => {
  const touched = topics.filter((one) => one === topic || one === second).length;
  return touched === topics.length ? 3 : Math.min(touched, 1);
};

async function scoreEach(engines: Measured[], queries: Judged[]): Promise<Scores> {
  const scores: Scores = {};
  for (const { engine } of engines) scores[engine.name] = await score(engine, queries);
  return scores;
}

async function score(engine: SearchEngine, queries: Judged[]): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const { group, query, grades } of queries) {
    const address = parseSearchAddress(new URLSearchParams({ q: query }))!;
    const { threads } = await searchPosts({ address, viewer: null, now, engine });
    const order = threads.map(({ thread }) => thread.id);
    scored.push({ group, query, ndcg: ndcg(order, grades), mrr: reciprocalRank(order, grades) });
  }
  return scored;
}

/** The engines side by side. */
function printGroups(name: string, scores: Scores) {
  const engines = Object.keys(scores);
  const mean = (list: Scored[], of: "ndcg" | "mrr") =>
    (list.reduce((sum, one) => sum + one[of], 0) / list.length).toFixed(3);
  const head = engines.flatMap((engine) => [`${engine} nDCG@10`, "MRR"]);
  print(`\n| ${[name, "queries", ...head].join(" | ")} |\n|${"---|".repeat(head.length + 2)}`);
  const all = scores[engines[0]!]!;
  for (const group of [...new Set(all.map((one) => one.group)), "all"]) {
    const lists = engines.map((engine) => scores[engine]!.filter((one) => group === "all" || one.group === group));
    const figures = lists.flatMap((list) => [mean(list, "ndcg"), mean(list, "mrr")]);
    print(`| ${[group, lists[0]!.length, ...figures].join(" | ")} |`);
  }
}
