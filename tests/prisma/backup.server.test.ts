import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { beforeAll, expect, inject, test } from "vitest";
import { db } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { readBackup } from "../../prisma/backup/read-backup";
import { writeBackup } from "../../prisma/backup/write-backup";
import { useDatabase } from "../support/database";
import { aReply, aThread } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";

const used = useDatabase();
const folder = openTemporaryFolder("backup-test");
const file = join(folder, "forum.backup");
let made = 0;

async function emptyDatabase() {
  const url = new URL(inject("templateUrl"));
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const name = `restored_${process.pid}_${++made}`;
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}

async function ask(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  const thread = await aThread({ title: "Does a backup keep every word?", body: "Ümlaute, \\N and\ttabs: 1 € = ½ $." });
  await aReply({ thread, body: "A reply that is kept too." });
  await db.$executeRaw`insert into "Observation" ("seriesId", at, value, quality, "fetchedAt", "runId")
    select 1, date_trunc('day', now()), 142.000000000000000001, 'final', now(), 1 where exists (select 1 from "Series" where id = 1)`;
  await enqueue(db, "search.rebuild");
  await writeBackup(used.url, file, "0.1.0");
});

test("fault 2: a backup restored into an empty database is the same to the letter", async () => {
  const url = await emptyDatabase();
  const { rows, tables } = await readBackup(url, file);
  expect(tables).toBeGreaterThan(40);
  expect(rows).toBeGreaterThan(100);
  const again = join(folder, "again.backup");
  await writeBackup(url, again, "0.1.0");
  const hashes = (name: string) =>
    gunzipSync(readFileSync(name))
      .toString("latin1")
      .match(/"section":"rows","count":\d+,"sha256":"[^"]*"/g);
  expect(hashes(again)).toHaveLength(tables);
  expect(hashes(again)).toEqual(hashes(file));
  const texts = `select body from "PostRevision" order by "postId", number`;
  expect(await ask(url, texts)).toEqual(await ask(used.url, texts));
});

test("numbers go on where they were, and foreign keys hold again", async () => {
  const url = await emptyDatabase();
  await readBackup(url, file);
  const newest = `select max(id)::int as id from "Post"`;
  const [{ id }] = await ask(used.url, newest);
  const [{ next }] = await ask(url, `select nextval(pg_get_serial_sequence('"Post"', 'id'))::int as next`);
  expect(next).toBe(id + 1);
  await expect(ask(url, `update "Post" set "threadId" = 999999`)).rejects.toThrow(/foreign key/);
});

test("jobs that waited wait again", async () => {
  const url = await emptyDatabase();
  await readBackup(url, file);
  const waiting = "select task_identifier, key from graphile_worker.jobs where task_identifier = 'search.rebuild'";
  expect(await ask(url, waiting)).toEqual([{ task_identifier: "search.rebuild", key: "search.rebuild {}" }]);
});

test("a database that holds something is refused and left as it is", async () => {
  await expect(readBackup(used.url, file)).rejects.toThrow(/empty database only/);
  expect(await ask(used.url, `select count(*)::int as threads from "Thread"`)).toEqual([{ threads: 1 }]);
});

test.each<[string, (bytes: Buffer) => Buffer, RegExp]>([
  ["cut off", (bytes) => bytes.subarray(0, bytes.length - 200), /ends too early/],
  [
    "changed in one letter",
    (bytes) => Buffer.from(bytes.toString("latin1").replace("kept too", "kept too".toUpperCase()), "latin1"),
    /damaged/,
  ],
  ["of something else", () => Buffer.from("once upon a time there was a file without frames"), /no backup/],
  [
    "of a newer release",
    (bytes) => retold(bytes, (head) => head.migrations.push("29990101000000_newer")),
    /newer release/,
  ],
])("a backup that is %s is refused in words, and nothing of it stays", async (_, change, words) => {
  const url = await emptyDatabase();
  const bad = join(folder, "bad.backup");
  writeFileSync(bad, gzipSync(change(gunzipSync(readFileSync(file)))));
  await expect(readBackup(url, bad)).rejects.toThrow(words);
  const [{ there }] = await ask(url, `select to_regclass('"Post"') is not null as there`);
  if (there) expect(await ask(url, `select count(*)::int as posts from "Post"`)).toEqual([{ posts: 0 }]);
  expect.assertions(there ? 2 : 1);
});

type Head = { migrations: string[] };
function retold(bytes: Buffer, change: (head: Head) => void) {
  const end = bytes.indexOf(10);
  const length = Number(bytes.subarray(0, end).toString());
  const head = JSON.parse(bytes.subarray(end + 1, end + 1 + length).toString()) as Head;
  change(head);
  const written = Buffer.from(JSON.stringify(head));
  return Buffer.concat([Buffer.from(`${written.length}\n`), written, bytes.subarray(end + 1 + length)]);
}
