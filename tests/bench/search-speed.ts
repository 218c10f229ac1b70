/** `npm run bench -- search`: time and processor time of searches, facets and passages included, over a mix of queries. */
import { db } from "~/platform/db.server";
import { searchPosts } from "~/features/search/search.server";
import { parseSearchAddress } from "~/features/search/search-address";
import { withDatabaseIn } from "./bench-database";
import { tailWords } from "./corpus-words";
import { leaderOf, postgresCpu } from "./cpu";
import { type Measured, withEngines } from "./engines";
import { percentile, print, whole } from "./figures";
import { type CorpusGiven, corpusDatabase, withCorpusFolder } from "./kept-corpus";
import { Random } from "./random";

type Kind = { name: string; address(random: Random): string };

const tail = tailWords(30_000, 7);
const rare = (random: Random) => tail[3_000 + random.below(20_000)]!;
const topical = [
  "blob",
  "prover",
  "sequencer",
  "withdrawal",
  "builder",
  "wallet",
  "bridge",
  "validator",
  "nullifier",
  "latency",
  "multisig",
  "circuit",
];
const frequent = ["rollup", "chain", "block", "transaction", "data", "network", "user"];

/** In about the shares in which people search: most words are neither rare nor everywhere. */
const mix: Kind[] = [
  { name: "one word of a topic", address: (random) => `q=${random.pick(topical)}` },
  { name: "two words of topics", address: (random) => `q=${random.pick(topical)}+${random.pick(topical)}` },
  { name: "a frequent word", address: (random) => `q=${random.pick(frequent)}` },
  { name: "two frequent words", address: (random) => `q=${random.pick(frequent)}+${random.pick(frequent)}` },
  { name: "frequent and topical", address: (random) => `q=${random.pick(frequent)}+${random.pick(topical)}` },
  { name: "a rare word", address: (random) => `q=${rare(random)}` },
  {
    name: "typos",
    address: (random) =>
      `q=${slip(random, random.pick(["optimistic", "withdrawal", "sequencer", "commitment"]))}+${slip(random, random.pick(["rollup", "prover", "wallet"]))}`,
  },
  {
    name: "code-like",
    address: (random) => `q=${random.pick(["EIP-4844", "eth_getLogs", "EIP-7732", "ERC-7683", "op-stack"])}`,
  },
  {
    name: "a phrase",
    address: (random) => `q=${encodeURIComponent(`"${random.pick(topical)} ${random.pick(frequent)}"`)}`,
  },
  {
    name: "a word and a tag",
    address: (random) => `q=${random.pick(frequent)}&tag=${random.pick(["fees", "base", "privacy", "mev", "celo"])}`,
  },
  {
    name: "a word by a writer",
    address: (random) => `q=${random.pick(frequent)}+author:writer-${1 + random.below(200)}`,
  },
  {
    name: "a word in a year",
    address: (random) => `q=${random.pick(topical)}&after=${2022 + random.below(4)}&before=${2023 + random.below(4)}`,
  },
  { name: "newest first", address: (random) => `q=${random.pick(frequent)}&sort=new` },
  {
    name: "a beginning",
    address: (random) => `q=${random.pick(["optimis", "withdr", "sequen", "preconf", "nullif"])}`,
  },
  { name: "in a thread", address: (random) => `q=${random.pick(frequent)}&thread=${1 + random.below(20_000)}` },
  { name: "without a word", address: (random) => `q=${random.pick(topical)}+-${random.pick(frequent)}` },
];

function slip(random: Random, word: string) {
  const at = 1 + random.below(word.length - 2);
  return word.slice(0, at) + word.slice(at + 1);
}

const rounds = 25;

export async function searchSpeed(given: CorpusGiven) {
  await withCorpusFolder(given, (folder) =>
    withDatabaseIn(folder, corpusDatabase, () =>
      withEngines(async (engines, fill) => {
        await fill();
        await measure(engines);
      }),
    ),
  );
}

type Row = { name: string; figures: string[] };

/** Measures on the open database, each engine with the same searches, and prints a table. */
async function measure(engines: Measured[]) {
  const leader = leaderOf((await db.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid);
  const columns = [];
  for (const measured of engines) columns.push(await measureOne(measured, leader));
  const head = engines.flatMap(({ engine }) => [`${engine.name} p50 ms`, "p99 ms", "processor ms: engines", "node"]);
  print(`\n| searches | ${head.join(" | ")} |\n|${"---|".repeat(head.length + 1)}`);
  for (const [index, { name }] of columns[0]!.entries())
    print(`| ${name} | ${columns.flatMap((rows) => rows[index]!.figures).join(" | ")} |`);
}

async function measureOne({ open, cpu }: Measured, leader: number): Promise<Row[]> {
  const random = new Random(5);
  const now = new Date("2026-11-22T12:00:00Z");
  const search = async (address: string) => {
    const began = performance.now();
    const engine = open();
    const results = await searchPosts({
      address: parseSearchAddress(new URLSearchParams(address))!,
      viewer: null,
      now,
      engine,
    });
    return { ms: performance.now() - began, results };
  };
  for (const kind of mix) for (let warm = 0; warm < 5; warm++) await search(kind.address(random));

  const all: number[] = [];
  const rows: Row[] = [];
  const spent = () => (postgresCpu(leader) ?? 0) + (cpu() ?? 0);
  for (const kind of mix) {
    const times: number[] = [];
    const [before, node] = [spent(), process.cpuUsage()];
    for (let round = 0; round < rounds; round++) {
      const { ms, results } = await search(kind.address(random));
      if (results.isTooSlow) print("(one took too long)");
      if (results.secondEngine) print(`(${kind.name}: one was answered by the second engine)`);
      times.push(ms);
    }
    const used = process.cpuUsage(node);
    all.push(...times);
    rows.push(
      rowOf(kind.name, times, [(spent() - before) / rounds, (used.user + used.system) / 1000 / rounds].map(whole)),
    );
  }
  return [...rows, rowOf("all", all, ["", ""])];
}

const rowOf = (name: string, times: number[], processor: string[]): Row => ({
  name,
  figures: [whole(percentile(times, 0.5)), whole(percentile(times, 0.99)), ...processor],
});
