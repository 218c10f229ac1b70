/** The forum as open files, a forum that is made of them, and files that are refused. */
import { createHash } from "node:crypto";
import { createWriteStream, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { ZipFile } from "yazl";
import type { Kind, Manifest } from "~/features/exports/exports";
import { closeDatabase, db, openDatabase } from "~/platform/db.server";
import { closeLanes } from "~/platform/lanes.server";
import { withClient } from "~/platform/with-client.server";
import { checkExport } from "../../prisma/exports/check-export";
import { importExport } from "../../prisma/exports/import-export";
import { openFolder } from "../../prisma/exports/open-folder";
import { openZip } from "../../prisma/exports/open-zip";
import { writeExport } from "../../prisma/exports/write-export";
import { seed } from "../../prisma/seed";
import { createEmptyDatabase, useDatabase } from "../support/database";
import { liveInForum, unseenWords } from "../support/lived-in-forum";
import { openTemporaryFolder } from "../support/open-folder";

const used = useDatabase();
const folder = openTemporaryFolder("export-test");
const exported = (kind: Kind) => join(folder, `${kind}.zip`);

const ask = async (url: string, sql: string) => (await withClient(url, (client) => client.query(sql))).rows;

/** Imports while no database is open, as the command does. */
async function importApart(url: string, file: string) {
  await closeLanes();
  await closeDatabase();
  try {
    return await importExport(url, file);
  } finally {
    openDatabase({ url: used.url });
  }
}

type Files = Map<string, Buffer>;

async function filesIn(file: string): Promise<Files> {
  const zip = await openZip(file);
  const files: Files = new Map();
  for (const path of zip.files.keys()) {
    const pieces: Buffer[] = [];
    for await (const piece of zip.read(path)) pieces.push(piece);
    files.set(path, Buffer.concat(pieces));
  }
  await zip.close();
  return files;
}

const manifestOf = (files: Files) => JSON.parse(files.get("manifest.json")!.toString()) as Manifest;

beforeAll(async () => {
  await seed({ withDemonstration: true });
  await liveInForum();
  for (const kind of ["full", "public"] as const) await writeExport(used.url, kind, exported(kind));
}, 180_000);

describe.each<Kind>(["full", "public"])("a %s export", (kind) => {
  test(
    "makes a forum that is exported as the same bytes, with what is derived from it",
    { timeout: 120_000 },
    async () => {
      const url = await createEmptyDatabase();
      const imported = await importApart(url, exported(kind));
      expect(imported).toMatchObject({ kind, refused: [], brokenChain: null, pictures: 1 });
      const again = join(folder, `${kind}-again.zip`);
      await writeExport(url, kind, again);
      const [before, after] = [await filesIn(exported(kind)), await filesIn(again)];
      expect([...after.keys()]).toEqual([...before.keys()]);
      for (const [path, bytes] of before) expect.soft(after.get(path)!.toString(), path).toBe(bytes.toString());
      expect(readFileSync(again).equals(readFileSync(exported(kind)))).toBe(true);

      const html = `select p.id, html, "plainText", derived -> 'wordCount' as words from "Post" p join "Thread" t on t.id = p."threadId"
      where p.status = 'visible' and t.status = 'visible' order by p.id`;
      expect(await ask(url, html)).toEqual(await ask(used.url, html));
      const found = `select d."postId", array(select unnest(d.keys) order by 1) as keys, d.vector::text from "SearchDocument" d join "Post" p on p.id = d."postId" join "Thread" t on t.id = p."threadId"
      where p.status = 'visible' and t.status = 'visible' order by 1`;
      expect(await ask(url, found)).toEqual(await ask(used.url, found));
      const quotes = `select q.* from "Quote" q join "Post" p on p.id = q."postId" where p.status = 'visible' order by "postId", ordinal`;
      expect(await ask(url, quotes)).toEqual(await ask(used.url, quotes));
      expect(
        await ask(
          url,
          `select t.id from "Thread" t where "postCount" <> (select count(*) from "Post" p where p."threadId" = t.id and p.status = 'visible')
           or ("mergedIntoId" is null and "nextNumber" <= (select max(number) from "Post" p where p."threadId" = t.id))`,
        ),
      ).toEqual([]);
      expect(
        await ask(
          url,
          `select to_regclass('graphile_worker.jobs') as jobs, (select count(*)::int from "ContentVersion" where version > 0) > 0 as moved`,
        ),
      ).toEqual([{ jobs: null, moved: true }]);
      const next = `select nextval(pg_get_serial_sequence('"Thread"', 'id'))::int as next`;
      const [{ last }] = await ask(used.url, `select last_value::int as last from "Thread_id_seq"`);
      expect(await ask(url, next)).toEqual([{ next: last + 1 }]);
      await expect(
        ask(url, `update "Post" set "threadId" = 999999 where id = (select min(id) from "Post")`),
      ).rejects.toThrow(/foreign key/);
    },
  );

  test("is the same in a folder, and the same again", async () => {
    const place = join(folder, `${kind}-folder`);
    await writeExport(used.url, kind, place);
    const files = await filesIn(exported(kind));
    for (const [path, bytes] of files) expect(readFileSync(join(place, path)).equals(bytes), path).toBe(true);
    expect(await checkExport(await openFolder(place))).toEqual(manifestOf(files));
    await expect(writeExport(used.url, kind, place)).rejects.toThrow(/is not empty/);
  });
});

test("a public export says nothing that visitors don't see", async () => {
  const files = await filesIn(exported("public"));
  const text = [...files].map(([, bytes]) => bytes.toString("latin1")).join("\n");
  const whole = [...(await filesIn(exported("full")))].map(([, bytes]) => bytes.toString("latin1")).join("\n");
  for (const word of [...Object.values(unseenWords), "UNTOLDWORDS", "hidden.example", "@example.org", "a hash"]) {
    expect(text.includes(word), word).toBe(false);
    // What was erased is nowhere.
    expect(whole.includes(word), word).toBe(word !== unseenWords.erased);
  }
  const roles = files
    .get("data/Member.jsonl")!
    .toString()
    .match(/"role":"\w+"/g);
  expect(new Set(roles)).toEqual(new Set(['"role":"member"']));
  expect([...files.keys()].filter((path) => /Vote|Draft|Flag|Sanction|Session|Notice/.test(path))).toEqual([]);
});

test("an export has no sessions, keys or secrets, in whatever kind", async () => {
  await db.session.create({ data: { id: "SESSIONSECRET", memberId: 1, expiresAt: new Date(Date.now() + 60_000) } });
  await db.invitation.create({
    data: { tokenHash: "TOKENSECRET", byId: 1, createdAt: new Date(), expiresAt: new Date(), usesLeft: 1 },
  });
  const file = join(folder, "secrets.zip");
  await writeExport(used.url, "full", file);
  const text = [...(await filesIn(file))].map(([, bytes]) => bytes.toString("latin1")).join("\n");
  expect(text).not.toMatch(/SESSIONSECRET|TOKENSECRET/);
  expect(text).toContain('"note":""');
});

/** A zip of these files; the manifest says what they are unless it is told not to. */
async function packed(files: Files, { isRetold = false } = {}): Promise<string> {
  const file = join(folder, "changed.zip");
  if (isRetold) {
    const manifest = manifestOf(files);
    for (const entry of manifest.files) {
      const bytes = files.get(entry.path)!;
      Object.assign(entry, { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
    }
    files.set("manifest.json", Buffer.from(JSON.stringify(manifest)));
  }
  const zip = new ZipFile();
  for (const [path, bytes] of files) zip.addBuffer(bytes, path);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

type Change = (files: Files) => void;
const said =
  (change: (manifest: Manifest & { format: number }) => void): Change =>
  (files) => {
    const manifest = manifestOf(files);
    change(manifest);
    files.set("manifest.json", Buffer.from(JSON.stringify(manifest)));
  };
const put =
  (path: string, text: string): Change =>
  (files) =>
    void files.set(path, Buffer.from(text));
const replaced =
  (path: string, from: RegExp, to: string): Change =>
  (files) =>
    void files.set(path, Buffer.from(files.get(path)!.toString().replace(from, to)));

describe("a file is refused with a sentence", () => {
  test.each<[string, Change, RegExp]>([
    [
      "has a changed letter",
      replaced("data/Tag.jsonl", /"name":"./, '"name":"#'),
      /Tag\.jsonl is damaged or was changed/,
    ],
    ["lacks a table's file", (files) => void files.delete("data/Post.jsonl"), /lacks data\/Post\.jsonl/],
    ["holds a file too many", put("data/Evil.jsonl", "{}\n"), /Evil\.jsonl, which its manifest does not name/],
    ["has a name that no export has", put("data/post.php", "x"), /“data\/post\.php”, which is no name/],
    ["has no manifest", (files) => void files.delete("manifest.json"), /no manifest\.json/],
    ["has a manifest that is none", put("manifest.json", "[]"), /manifest\.json is not that of an export/],
    ["is of a newer format", said((manifest) => (manifest.format = 2)), /format 2, and this release reads format 1/],
    ["is of a newer release", said((manifest) => (manifest.schema = "29990101000000_newer")), /newer release/],
    ["names wrong counts", said(({ tables }) => (tables["Post"]!.rows += 1)), /rows of "Post" and names/],
    ["names a table of the other kind", said((manifest) => (manifest.kind = "public")), /A public export has no table/],
    ["names unknown columns", said(({ tables }) => tables["Post"]!.columns.push("html")), /columns of “Post”/],
  ])("when it %s", async (_, change, words) => {
    const files = await filesIn(exported("full"));
    change(files);
    const file = await packed(files);
    const read = async () => {
      const zip = await openZip(file);
      try {
        await checkExport(zip);
      } finally {
        await zip.close();
      }
    };
    await expect(read()).rejects.toThrow(words);
  });

  const cut = (share: number) => (whole: Buffer) => whole.subarray(0, Math.floor(whole.length * share));
  test.each<[string, (whole: Buffer) => Buffer, RegExp]>([
    ["is empty", () => Buffer.alloc(0), /no zip/],
    ["is something else", () => Buffer.from("once upon a time"), /no zip/],
    ["was cut off", cut(0.7), /no zip|was not written whole/],
    ["lacks its last bytes", (whole) => whole.subarray(0, -30), /no zip|damaged/],
    [
      "names a place outside of it",
      (whole) => Buffer.from(whole.toString("latin1").replaceAll("data/Tag.jsonl", "../../ag.jsonl"), "latin1"),
      /“\.\.\/\.\.\/ag\.jsonl”, which is no name/,
    ],
    ["would unpack to more than it could hold", bomb, /is no export/],
  ])("when it %s", async (_, change, words) => {
    const file = join(folder, "broken.zip");
    writeFileSync(file, change(readFileSync(exported("full"))));
    await expect(openZip(file)).rejects.toThrow(words);
  });

  test("when an entry unpacks to more than it says", async () => {
    const bytes = readFileSync(exported("full"));
    const at = entryOf(bytes, "data/Tag.jsonl");
    bytes.writeUInt32LE(100, at + 24);
    const file = join(folder, "longer.zip");
    writeFileSync(file, bytes);
    const zip = await openZip(file);
    await expect(checkExport(zip)).rejects.toThrow(/Tag\.jsonl has 100 bytes, and the manifest says/);
    const read = async () => {
      for await (const _ of zip.read("data/Tag.jsonl"));
    };
    await expect(read()).rejects.toThrow("data/Tag.jsonl is longer than the file says.");
    await zip.close();
  });

  test("when a folder holds a link", async () => {
    const place = join(folder, "linked");
    for (const [path, bytes] of await filesIn(exported("public"))) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), bytes);
    }
    symlinkSync("/etc/hostname", join(place, "data/Extra.jsonl"));
    await expect(openFolder(place)).rejects.toThrow(/neither a file nor a folder/);
  });
});

/** The place of an entry in the directory. */
const entryOf = (bytes: Buffer, path: string) => bytes.lastIndexOf(Buffer.from(path)) - 46;

/** Says of one entry that it unpacks to four gigabytes. */
function bomb(whole: Buffer): Buffer {
  const bytes = Buffer.from(whole);
  bytes.writeUInt32LE(0xfffffffe, entryOf(bytes, "data/Tag.jsonl") + 24);
  return bytes;
}

describe("whoever changes a file and its manifest is refused too, and the database is empty afterwards", () => {
  test.each<[string, RegExp, RegExp, string, RegExp]>([
    [
      "a row that refers to nothing",
      /^data\/Post\.jsonl/,
      /"threadId":\d+/,
      '"threadId":999999',
      /The database refuses/,
    ],
    ["a text that the tables don't have", /^threads\//, /^# ./, "# Another", /says something else than the tables/],
  ])("%s", { timeout: 120_000 }, async (_, file, from, to, words) => {
    const files = await filesIn(exported("full"));
    const path = [...files.keys()].find((one) => file.test(one))!;
    replaced(path, from, to)(files);
    const url = await createEmptyDatabase();
    await expect(importApart(url, await packed(files, { isRetold: true }))).rejects.toThrow(words);
    expect(await ask(url, "select relname from pg_class where relnamespace = 'public'::regnamespace")).toEqual([]);
  });

  test("a database that holds something is left as it is", async () => {
    await expect(importApart(used.url, exported("full"))).rejects.toThrow(/imported into an empty database only/);
    expect(await db.thread.count()).toBeGreaterThan(3);
  });
});
