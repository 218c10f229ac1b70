import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { db } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { withClient } from "~/platform/with-client.server";
import { checkBackup } from "../../prisma/backup/check-backup";
import { readBackup } from "../../prisma/backup/read-backup";
import { writeBackup } from "../../prisma/backup/write-backup";
import { createEmptyDatabase, useDatabase } from "../support/database";
import { aReply, aThread } from "../support/factories";
import { openTemporaryFolder } from "../support/open-folder";

const used = useDatabase();
const folder = openTemporaryFolder("backup-test");
const file = join(folder, "forum.backup");

const ask = async (url: string, sql: string) => (await withClient(url, (client) => client.query(sql))).rows;

const restore = async (url: string, backup: string) => readBackup(url, await checkBackup(backup));

beforeAll(async () => {
  const thread = await aThread({ title: "Does a backup keep every word?", body: "Ümlaute, \\N and\ttabs: 1 € = ½ $." });
  await aReply({ thread, body: "A reply that is kept too." });
  await db.$executeRaw`insert into "Observation" ("seriesId", at, value, quality, "fetchedAt", "runId")
    select 1, date_trunc('day', now()), 142.000000000000000001, 'final', now(), 1 where exists (select 1 from "Series" where id = 1)`;
  await enqueue(db, "search.rebuild");
  await writeBackup(used.url, file, "0.1.0");
});

test("fault 2: a backup restored into an empty database is the same to the letter", async () => {
  const url = await createEmptyDatabase();
  const { rows, tables } = await restore(url, file);
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
  const url = await createEmptyDatabase();
  await restore(url, file);
  const newest = `select max(id)::int as id from "Post"`;
  const [{ id }] = await ask(used.url, newest);
  const [{ next }] = await ask(url, `select nextval(pg_get_serial_sequence('"Post"', 'id'))::int as next`);
  expect(next).toBe(id + 1);
  await expect(ask(url, `update "Post" set "threadId" = 999999`)).rejects.toThrow(/foreign key/);
});

test("jobs that waited wait again", async () => {
  const url = await createEmptyDatabase();
  await restore(url, file);
  const waiting = "select task_identifier, key from graphile_worker.jobs where task_identifier = 'search.rebuild'";
  expect(await ask(url, waiting)).toEqual([{ task_identifier: "search.rebuild", key: "search.rebuild {}" }]);
});

test("a database that holds something is refused and left as it is", async () => {
  await expect(restore(used.url, file)).rejects.toThrow(/empty database only/);
  expect(await ask(used.url, `select count(*)::int as threads from "Thread"`)).toEqual([{ threads: 1 }]);
});

/** What a damaged file leaves in the database that it was to be restored into. */
const relationsIn = async (url: string) =>
  Number((await ask(url, "select count(*) from pg_class where relnamespace = 'public'::regnamespace"))[0].count);

/** A file with these bytes, packed as a backup is. */
const packed = (bytes: Buffer) => gzipSync(bytes);
const cutAt = (share: number) => (whole: Buffer) => whole.subarray(0, Math.floor(whole.length * share));
const flippedAt = (share: number) => (whole: Buffer) => {
  const flipped = Buffer.from(whole);
  flipped[Math.floor(whole.length * share)]! ^= 0x5a;
  return flipped;
};
const replaced = (from: string | RegExp, to: string) => (whole: Buffer) =>
  packed(Buffer.from(gunzipSync(whole).toString("latin1").replace(from, to), "latin1"));

test.each<[string, (whole: Buffer) => Buffer, RegExp]>([
  ["empty", () => Buffer.alloc(0), /ends too early/],
  ...[0.001, 0.3, 0.7, 0.999].map((share): [string, (whole: Buffer) => Buffer, RegExp] => [
    `cut off after ${share} of its bytes`,
    cutAt(share),
    /ends too early/,
  ]),
  ["without its last byte", (whole) => whole.subarray(0, -1), /ends too early/],
  ...[0.2, 0.6, 0.9].map((share): [string, (whole: Buffer) => Buffer, RegExp] => [
    `changed in one byte at ${share}`,
    flippedAt(share),
    /damaged/,
  ]),
  ["changed in its checksum", (whole) => Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)]), /damaged/],
  ["packed again after it was cut off", (whole) => packed(gunzipSync(whole).subarray(0, -200)), /ends too early/],
  ["packed again without its last section", (whole) => packed(withoutEnd(gunzipSync(whole))), /ends too early/],
  ["changed in one letter of a post", replaced("kept too", "kept TOO"), /rows of "Post" are damaged/],
  ["wrong in a count", replaced('"section":"rows","count":2', '"section":"rows","count":3'), /names 3/],
  ["wrong in the number of tables", replaced(/("section":"end","tables":)\d/, "$17"), /another number of tables/],
  ["without the name of a table", replaced('"section":"table","name":', '"section":"table","nome":'), /damaged/],
  ["of something else", () => Buffer.from("once upon a time there was a file without frames"), /no backup/],
  ["of something else that is packed", () => packed(Buffer.from("once upon a time, without frames")), /no backup/],
  ["of a newer release", retold((head) => head.migrations.push("29990101000000_newer")), /newer release/],
  ["of another form", retold((head) => void (head.counterproof = 2)), /reads form 1/],
])("fault 2: a backup that is %s is refused in one sentence", async (_, change, words) => {
  const bad = join(folder, "bad.backup");
  writeFileSync(bad, change(readFileSync(file)));
  await expect(checkBackup(bad)).rejects.toThrow(words);
});

test("fault 2: a backup that can't be read is refused with its name and the reason", async () => {
  await expect(checkBackup(folder)).rejects.toThrow(`${folder} can't be read (EISDIR).`);
  await expect(checkBackup(join(folder, "none"))).rejects.toThrow(/none can't be read \(ENOENT\)\.$/);
});

test("fault 2: the command refuses a damaged file with one sentence, and the database is empty afterwards", async () => {
  const url = await createEmptyDatabase();
  const bad = join(folder, "damaged.backup");
  writeFileSync(bad, cutAt(0.8)(readFileSync(file)));
  const command = spawnSync(process.execPath, ["--import", "tsx", "prisma/restore.ts", bad], {
    env: { ...process.env, NODE_ENV: "production", VITEST: "", DATABASE_URL: url },
    encoding: "utf8",
  });
  expect([command.status, command.stderr]).toEqual([1, "The backup ends too early: it was not written whole.\n"]);
  expect(await relationsIn(url)).toBe(0);
  const { rows } = await restore(url, file);
  expect(rows).toBeGreaterThan(100);
});

test("fault 2: a restore that fails half way leaves the database empty, and can be done again", async () => {
  const url = await createEmptyDatabase();
  const bad = join(folder, "odd.backup");
  writeFileSync(bad, retold((head) => void (head.sequences["Post_id_seq"] = "many"))(readFileSync(file)));
  await expect(restore(url, bad)).rejects.toThrow(/"many".* Nothing was restored, and the database is empty again\.$/s);
  expect(await relationsIn(url)).toBe(0);
  const { rows } = await restore(url, file);
  expect(rows).toBeGreaterThan(100);
});

type Head = { counterproof: number; migrations: string[]; sequences: Record<string, string> };

function retold(change: (head: Head) => void) {
  return (whole: Buffer) => {
    const bytes = gunzipSync(whole);
    const end = bytes.indexOf(10);
    const length = Number(bytes.subarray(0, end).toString());
    const head = JSON.parse(bytes.subarray(end + 1, end + 1 + length).toString()) as Head;
    change(head);
    const written = Buffer.from(JSON.stringify(head));
    return packed(Buffer.concat([Buffer.from(`${written.length}\n`), written, bytes.subarray(end + 1 + length)]));
  };
}

/** The jobs' section ends with "]}", directly before the length of the last one. */
function withoutEnd(bytes: Buffer) {
  const before = bytes.subarray(0, bytes.lastIndexOf('{"section":"end"'));
  return before.subarray(0, before.lastIndexOf("]}") + 2);
}
