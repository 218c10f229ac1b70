/** `npm run bench -- relevance`: graded queries over the demonstration, and over a generated forum whose topics are known. */
import { readFileSync } from "node:fs";
import { db } from "~/platform/db.server";
import { learnWords, postgresEngine, searchPosts } from "~/features/search/search.server";
import { parseSearchAddress } from "~/features/search/search-address";
import { seed } from "../../../prisma/seed";
import { readThread } from "../../../prisma/demonstration-file";
import { withBenchDatabase } from "../bench-database";
import { writeCorpus } from "../corpus";
import { ndcg, reciprocalRank } from "./measure";

type Judged = { group: string; query: string; grades: Map<number, number> };
type Scored = { group: string; query: string; ndcg: number; mrr: number };

/** Within the month of the demonstration's last posts. */
const now = new Date("2026-03-15T12:00:00Z");

const read = <Row>(file: string) => JSON.parse(readFileSync(`tests/bench/relevance/${file}.json`, "utf8")) as Row[];

export async function relevance() {
  const demonstration = await withBenchDatabase("relevance_demonstration", async () => {
    await seed({ withDemonstration: true });
    for (const { id } of await db.post.findMany({ select: { id: true } })) await learnWords(db, id, true);
    return score(await demonstrationQueries());
  });
  const generated = await withBenchDatabase("relevance_generated", async (url) => {
    await seed({ withDemonstration: false });
    const { threads } = await writeCorpus(url, { posts: 6_000, seed: 11 });
    return score(generatedQueries(threads));
  });
  print("demonstration (22 threads)", demonstration);
  print("generated (6,000 posts)", generated);
  print("both", [...demonstration, ...generated]);
  const worst = [...demonstration, ...generated].filter((one) => one.ndcg < 0.8);
  if (worst.length > 0)
    console.log(`\nBelow 0.8: ${worst.map((one) => `${one.query} (${one.ndcg.toFixed(2)})`).join(", ")}`);
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
  return read<{ group: string; query: string; threads: Record<string, number> }>("demonstration").map(
    ({ threads, ...judged }) => ({
      ...judged,
      grades: new Map(Object.entries(threads).map(([number, grade]) => [ids.get(titles[Number(number) - 1]!)!, grade])),
    }),
  );
}

/** What a thread is about is known from how it was made: 3 for a thread that is about all of it, less for one that touches it. */
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

async function score(queries: Judged[]): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (const { group, query, grades } of queries) {
    const address = parseSearchAddress(new URLSearchParams({ q: query }))!;
    const { threads } = await searchPosts({ address, viewer: null, now, engine: postgresEngine });
    const order = threads.map(({ thread }) => thread.id);
    scored.push({ group, query, ndcg: ndcg(order, grades), mrr: reciprocalRank(order, grades) });
  }
  return scored;
}

function print(name: string, scored: Scored[]) {
  const mean = (list: Scored[], of: "ndcg" | "mrr") =>
    (list.reduce((sum, one) => sum + one[of], 0) / list.length).toFixed(3);
  console.log(`\n| ${name} | queries | nDCG@10 | MRR |\n|---|---|---|---|`);
  for (const group of [...new Set(scored.map((one) => one.group)), "all"]) {
    const list = group === "all" ? scored : scored.filter((one) => one.group === group);
    console.log(`| ${group} | ${list.length} | ${mean(list, "ndcg")} | ${mean(list, "mrr")} |`);
  }
}
