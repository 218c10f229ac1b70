/** What a forum's tables and writes weigh, and what telling others of a write costs. */
import pg from "pg";
import { createPost } from "~/features/posts/posts.server";
import { castVote } from "~/features/signals/signals.server";
import { db } from "~/platform/db.server";
import { lsnOf } from "~/platform/positions";
import { withClient } from "~/platform/with-client.server";
import { aMember } from "../support/factories";
import { median, percentile, print, printTable, tenths, whole } from "./figures";
import { load } from "./machine";
import { Random } from "./random";

const seconds = 5;
const writes = 100;

/** How much log a write makes: what the disk takes, a replica gets and an archive keeps. What its jobs write is not in it. */
export async function printWrites() {
  const random = new Random(11);
  const member = await aMember();
  const all = await db.post.findMany({ select: { id: true, threadId: true }, orderBy: { id: "asc" }, take: 100_000 });
  const posts = Array.from({ length: writes }, () => random.pick(all));
  const text = () => Array.from({ length: 60 }, () => random.pick(words)).join(" ");
  const reply = ({ threadId }: { threadId: number }) => createPost({ author: member, threadId, body: text() });
  const vote = ({ id }: { id: number }) => castVote({ member, postId: id, axis: "agree", value: 1 });
  const rows: string[][] = [];
  for (const [name, write] of Object.entries({ "a reply of 60 words": reply, "a vote": vote })) {
    const sizes: number[] = [];
    // The first change of a part of a table after a checkpoint has all of that part in the log.
    await db.$executeRaw`checkpoint`;
    for (const post of posts) {
      const before = await logEnd();
      const done = await write(post);
      if (!done.ok) throw new Error(`${name} was refused: ${done.reason}.`);
      sizes.push(Number((await logEnd()) - before));
    }
    const kB = (bytes: number) => tenths(bytes / 1_024);
    rows.push([name, kB(percentile(sizes, 0.1)), kB(median(sizes)), kB(percentile(sizes, 0.9))]);
  }
  print(`\n### What a write adds to the log\n\n${writes} of each in as many places after a checkpoint; kB.\n`);
  printTable(["what", "a tenth has at most", "half have at most", "nine tenths have at most"], rows);
}

const words = ["rollup", "blob", "fees", "prover", "sequencer", "the", "of", "bridge", "data", "latency", "withdrawal"];

async function logEnd() {
  const [row] = await db.$queryRaw<{ lsn: string }[]>`select pg_current_wal_insert_lsn()::text as lsn`;
  return lsnOf(row!.lsn);
}

/** What NOTIFY costs: PostgreSQL lets one transaction at a time commit that has told something. */
export async function printNotifying(url: string) {
  await withClient(url, (client) => client.query("create table bench_told (id bigserial primary key, words text)"));
  const listeners = await Promise.all(Array.from({ length: 8 }, () => connect(url)));
  for (const listener of listeners) await listener.query("listen bench_told");
  const rows: string[][] = [];
  for (const writers of [1, 8, 32]) {
    const clients = await Promise.all(Array.from({ length: writers }, () => connect(url)));
    const insert = `insert into bench_told (words) values ('a row')`;
    const silent = await perSecond(clients, insert);
    const telling = await perSecond(clients, `begin; ${insert}; select pg_notify('bench_told', 'a row'); commit`);
    rows.push([String(writers), whole(silent), whole(telling), (telling / silent).toFixed(2)]);
    await Promise.all(clients.map((client) => client.end()));
  }
  await Promise.all(listeners.map((listener) => listener.end()));
  await withClient(url, (client) => client.query("drop table bench_told"));
  print(
    `\n### Writes that tell of themselves\n\nTransactions of one row, each on disk when it is done, with 8 listening connections; load ${load()}.\n`,
  );
  printTable(["writers at once", "silent, per s", "with NOTIFY, per s", "ratio"], rows);
}

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function perSecond(clients: pg.Client[], sql: string): Promise<number> {
  let done = 0;
  const until = performance.now() + seconds * 1_000;
  await Promise.all(
    clients.map(async (client) => {
      for (; performance.now() < until; done++) await client.query(sql);
    }),
  );
  return done / seconds;
}

/** The heaviest tables with their indexes, and all of them together. */
export async function printSizes(url: string, posts: number) {
  type Size = { name: string; rows: number; table: number; indexes: number };
  const { rows } = await withClient(url, (client) =>
    client.query<Size>(`
      select c.relname as name, greatest(c.reltuples, 0)::float8 as rows,
        (pg_table_size(c.oid) / 1048576.0)::float8 as table, (pg_indexes_size(c.oid) / 1048576.0)::float8 as indexes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname = 'public' order by pg_total_relation_size(c.oid) desc`),
  );
  const sum = (of: (row: Size) => number) => rows.reduce((all, row) => all + of(row), 0);
  const everything = {
    name: "all tables",
    rows: sum((row) => row.rows),
    table: sum((row) => row.table),
    indexes: sum((row) => row.indexes),
  };
  print(`\n### What ${posts.toLocaleString("en")} posts weigh\n`);
  printTable(
    ["table", "rows", "MB", "its indexes, MB", "bytes a post"],
    [...rows.slice(0, 10), everything].map(({ name, rows: count, table, indexes }) => [
      name,
      whole(count),
      tenths(table),
      tenths(indexes),
      whole(((table + indexes) * 1_048_576) / posts),
    ]),
  );
}
