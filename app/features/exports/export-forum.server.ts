/** The whole forum as files, read in one snapshot: the same database gives the same bytes. */
import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { csvCell } from "~/platform/csv";
import type { ZipEntry } from "~/platform/zip.server";
import { exportReadme } from "./export-readme";
import { addressedTables, formatVersion, type Manifest, manifestPath } from "./manifest";
import { groupRows, inSnapshot, readRows } from "./snapshot.server";
import { cellsOf, readColumns, selectCells, selectLines, shownRows } from "./select-rows.server";
import { columnsOf, type Kind } from "./table-plan";
import { exportedTables, tablesOf } from "./tables";
import { threadFiles } from "./thread-files.server";

/** A file, with what fixes its bytes in an archive. */
type File = Omit<ZipEntry, "at">;

/** Files of an archive have a time. This one is the earliest that a zip knows. */
const noTime = new Date(0);

type Reading = { url: string; isAlone?: boolean };

/**
 * The files of an export, one after the other, each read when it is asked for. The last one is the manifest. There are none
 * when it is to be read alone and somebody else reads one.
 */
export const exportForum = (kind: Kind, { url, isAlone = false }: Reading): AsyncGenerator<ZipEntry> =>
  inSnapshot(url, isAlone ? "export" : null, (client) => filesOf(client, kind));

/** The same in a transaction that is open already. */
export async function* filesOf(client: ClientBase, kind: Kind): AsyncGenerator<ZipEntry> {
  const manifest: Manifest = {
    counterproof: "export",
    format: formatVersion,
    kind,
    schema: await newestMigration(client),
    tables: {},
    numbers: await readNumbers(client),
    files: [],
  };
  for await (const { path, content, isCompressed = false } of contents(client, manifest)) {
    const summed = sum(content);
    yield { path, at: noTime, isCompressed, content: summed.content };
    manifest.files.push({ path, ...summed.result() });
  }
  yield { path: manifestPath, at: noTime, content: `${JSON.stringify(manifest, null, 1)}\n` };
}

async function* contents(client: ClientBase, manifest: Manifest): AsyncGenerator<File> {
  const { kind } = manifest;
  yield { path: "README.md", content: exportReadme(kind) };
  for (const [table, plan] of tablesOf(kind)) {
    const about = (manifest.tables[table] = { rows: 0, columns: columnsOf(plan) });
    if (plan.asSeries) continue;
    const rows = readRows<{ line: string }>(client, selectLines(table, plan, kind, await readColumns(client, table)));
    yield { path: `data/${table}.jsonl`, content: lines(rows, about) };
  }
  yield* pictures(client, kind);
  for (const [table, plan] of tablesOf(kind)) {
    const about = manifest.tables[table]!;
    if (plan.asSeries) yield* series(client, table, kind, about);
  }
  yield { path: "sources.json", content: sources(client, kind) };
  yield* threadFiles(client, kind);
}

type Count = { rows: number };

async function* lines(pages: AsyncIterable<{ line: string }[]>, about: Count): AsyncGenerator<string> {
  for await (const page of pages) {
    about.rows += page.length;
    yield page.map(({ line }) => `${line}\n`).join("");
  }
}

async function* pictures(client: ClientBase, kind: Kind): AsyncGenerator<File> {
  const plan = exportedTables["Upload"]!;
  const shown = shownRows("Upload", plan, kind, await readColumns(client, "Upload"));
  const pages = readRows<{ hash: string; kind: string }>(
    client,
    `select y."hash", y."kind" from (${shown}) y where y."removedAt" is null order by y."hash" collate "C"`,
  );
  for await (const page of pages)
    for (const upload of page) {
      const { rows } = await client.query<{ bytes: Buffer }>(`select "bytes" from "Upload" where "hash" = $1`, [
        upload.hash,
      ]);
      yield { path: `pictures/${upload.hash}.${upload.kind}`, content: rows[0]!.bytes, isCompressed: true };
    }
}

type Cells = { id: number; subject: string; definitionId: string; providerKey: string; cells: (string | null)[] };

async function* series(client: ClientBase, table: string, kind: Kind, about: Count): AsyncGenerator<File> {
  const plan = exportedTables[table]!;
  const { file } = plan.asSeries!;
  const rows = readRows<Cells>(client, selectCells(table, plan, kind, await readColumns(client, table)), {
    atOnce: 2_000,
  });
  for await (const { first, rows: own } of groupRows(rows, ({ id }) => id)) {
    const name = [first.subject, first.definitionId, first.providerKey].join("-").replaceAll(/[^\w.@-]/g, "_");
    yield { path: `series/${first.id}-${name}/${file}`, content: csvOf(cellsOf(plan), own, about) };
  }
}

const pieceOf = 500;

/** A table as CSV, in pieces. */
async function* csvOf(head: string[], rows: AsyncIterable<Cells>, about: Count): AsyncGenerator<string> {
  let piece = [head.join(",")];
  for await (const { cells } of rows) {
    about.rows += 1;
    piece.push(cells.map((text) => csvCell(text ?? "")).join(","));
    if (piece.length < pieceOf) continue;
    yield `${piece.join("\r\n")}\r\n`;
    piece = [];
  }
  if (piece.length > 0) yield `${piece.join("\r\n")}\r\n`;
}

/** All sources that are shown, as one list of CSL-JSON whose ids are the citekeys. */
async function* sources(client: ClientBase, kind: Kind): AsyncGenerator<string> {
  const shown = shownRows("Source", exportedTables["Source"]!, kind, await readColumns(client, "Source"));
  const pages = readRows<{ item: string }>(
    client,
    `select (y."csl" || jsonb_strip_nulls(jsonb_build_object('id', y."citekey", 'URL', y."url")))::text as item
     from (${shown}) y where y."mergedIntoId" is null and y."hiddenAt" is null order by y."citekey" collate "C"`,
  );
  let isFirst = true;
  yield "[";
  for await (const page of pages) {
    yield page.map(({ item }, index) => `${isFirst && index === 0 ? "\n" : ",\n"}${item}`).join("");
    isFirst = false;
  }
  yield "\n]\n";
}

/** Passes a content on, and says afterwards how long it was and what its hash is. */
function sum(content: File["content"]) {
  const hash = createHash("sha256");
  let bytes = 0;
  const add = (piece: string | Uint8Array) => {
    const read = typeof piece === "string" ? Buffer.from(piece) : piece;
    hash.update(read);
    bytes += read.length;
  };
  const result = () => ({ bytes, sha256: hash.digest("hex") });
  if (typeof content === "string" || content instanceof Uint8Array) {
    add(content);
    return { content, result };
  }
  async function* pieces(given: AsyncIterable<string>) {
    for await (const piece of given) {
      add(piece);
      yield piece;
    }
  }
  return { content: pieces(content), result };
}

async function newestMigration(client: ClientBase): Promise<string> {
  const { rows: found } = await client.query<{ table: string | null }>(
    "select to_regclass('public._prisma_migrations')::text as table",
  );
  if (found[0]!.table === null) throw new Error("This database holds no forum.");
  const { rows } = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null
     order by migration_name desc limit 1`,
  );
  return rows[0]!.name;
}

async function readNumbers(client: ClientBase): Promise<Record<string, number>> {
  const { rows } = await client.query<{ table: string; last: number }>(
    `select t.name as table, greatest(
       coalesce((select last_value from pg_sequences where schemaname = 'public' and sequencename = t.name || '_id_seq'), 0), 0)::int as last
     from unnest($1::text[]) with ordinality as t(name, place) order by t.place`,
    [addressedTables],
  );
  return Object.fromEntries(rows.map(({ table, last }) => [table, last]));
}
