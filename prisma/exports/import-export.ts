/** Makes a forum of an export, in an empty database. */
import { stat } from "node:fs/promises";
import pg from "pg";
import { addressedTables, type Manifest } from "../../app/features/exports/exports";
import { filesOf } from "../../app/features/exports/exports.server";
import { sameText } from "../../app/platform/same-text";
import { withClient } from "../../app/platform/with-client.server";
import { deployMigrations, migrationNames } from "../apply-migrations";
import { emptyAgain, fillTables, refuseUnlessEmpty } from "../backup/empty-database";
import { checkExport } from "./check-export";
import { type ExportFile, NotAnExport } from "./export-file";
import { loadPictures } from "./load-pictures";
import { loadRows } from "./load-rows";
import { makeAgain, type MadeAgain } from "./make-again";
import { openFolder } from "./open-folder";
import { openZip } from "./open-zip";

export type Imported = { kind: Manifest["kind"]; rows: number; pictures: number } & MadeAgain;

/**
 * Throws a sentence when the file is no whole export of this or an older release, or the database is not empty. Whatever
 * fails, the database is as empty afterwards as it was.
 */
export async function importExport(databaseUrl: string, path: string): Promise<Imported> {
  const given = await open(path);
  try {
    const manifest = await checkExport(given);
    return await withClient(databaseUrl, async (client) => {
      await refuseUnlessEmpty(client, "An export is imported");
      try {
        await deployMigrations(databaseUrl);
        const pictures = await load(client, given, manifest);
        const made = await makeAgain(databaseUrl);
        const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0);
        return { kind: manifest.kind, rows, pictures, ...made };
      } catch (error) {
        throw await emptyAgain(client, inWords(error), { done: "imported", part: "the export" });
      }
    });
  } finally {
    await given.close();
  }
}

/** What the database says of a row that it refuses. */
function inWords(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const where = error.table ? ` of “${error.table}”` : "";
  return new NotAnExport(`The database refuses what the export says${where}: ${error.message}.`);
}

async function open(path: string): Promise<ExportFile> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new NotAnExport(`There is no file or folder ${path}.`);
  return found.isDirectory() ? openFolder(path) : openZip(path);
}

/** Fills the tables in one transaction. Answers with the number of pictures. */
async function load(client: pg.Client, given: ExportFile, manifest: Manifest): Promise<number> {
  await client.query(sameText);
  await client.query("begin");
  const pictures = await fillTables(client, async () => {
    await loadRows(client, given, manifest);
    const loaded = await loadPictures(client, given);
    await setNumbers(client, manifest);
    return loaded;
  });
  await compare(client, manifest);
  await client.query("commit");
  return pictures;
}

/** Numbers go on behind the highest, and behind what addresses have meant before. */
async function setNumbers(client: pg.Client, { numbers }: Manifest) {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname::text as column, pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
       and pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null`,
  );
  for (const { table, column, sequence } of rows) {
    const given = addressedTables.includes(table) ? (numbers[table] ?? 0) : 0;
    if (given > 2_000_000_000) throw new NotAnExport(`The export says that “${table}” has no numbers left.`);
    await client.query(
      `select setval($1::regclass, greatest(coalesce(max(${client.escapeIdentifier(column)}), 0)::bigint, $2::bigint))
       from ${client.escapeIdentifier(table)} having greatest(coalesce(max(${client.escapeIdentifier(column)}), 0)::bigint, $2::bigint) > 0`,
      [sequence, given],
    );
  }
}

/** Reads the forum again as an export would: each file is the same to the byte. An older release may have written others. */
async function compare(client: pg.Client, manifest: Manifest) {
  if (manifest.schema !== migrationNames().at(-1)) return;
  const expected = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const found = await readAgain(client, manifest.kind);
  // The read-me is the release's words.
  for (const { path, sha256 } of found) {
    if (expected.get(path) !== sha256 && path !== "README.md")
      throw new NotAnExport(`${path} says something else than the tables of the export.`);
    expected.delete(path);
  }
  const [left] = expected.keys();
  if (left !== undefined) throw new NotAnExport(`${left} does not follow from the tables of the export.`);
}

async function readAgain(client: pg.Client, kind: Manifest["kind"]): Promise<Manifest["files"]> {
  let last = "";
  for await (const { content } of filesOf(client, kind)) {
    last = typeof content === "string" ? content : "";
    if (typeof content === "string" || content instanceof Uint8Array) continue;
    for await (const _ of content);
  }
  return (JSON.parse(last) as Manifest).files;
}
