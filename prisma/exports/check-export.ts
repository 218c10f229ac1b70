/** Reads a whole export before anything of it is written: a database is filled only from a file that is known to be whole. */
import { createHash } from "node:crypto";
import { exportedTables, formatVersion, Manifest, manifestPath, tablesOf } from "../../app/features/exports/exports";
import { migrationNames } from "../apply-migrations";
import { type ExportFile, NotAnExport } from "./export-file";

/** The list of a forum with a million files. */
const longestManifest = 256 * 1024 * 1024;

/** An export whose files are all there, with the lengths, hashes and numbers of rows that it names. Throws a sentence otherwise. */
export async function checkExport(given: ExportFile): Promise<Manifest> {
  const manifest = await readManifest(given);
  refuseUnknown(manifest);
  const listed = new Set([manifestPath, ...manifest.files.map(({ path }) => path)]);
  for (const path of given.files.keys())
    if (!listed.has(path)) throw new NotAnExport(`The export holds ${path}, which its manifest does not name.`);
  const rows = new Map<string, number>();
  for (const file of manifest.files) await checkFile(given, file, rows);
  for (const [table, about] of Object.entries(manifest.tables)) {
    const found = rows.get(exportedTables[table]!.asSeries?.file ?? `data/${table}.jsonl`) ?? 0;
    if (found !== about.rows)
      throw new NotAnExport(`The export has ${found} rows of "${table}" and names ${about.rows}.`);
  }
  return manifest;
}

async function readManifest(given: ExportFile): Promise<Manifest> {
  const length = given.files.get(manifestPath);
  if (length === undefined) throw new NotAnExport("This is no export: it has no manifest.json.");
  if (length > longestManifest) throw new NotAnExport("Its manifest.json is too long.");
  const pieces: Buffer[] = [];
  for await (const piece of given.read(manifestPath)) pieces.push(piece);
  const said = parsed(Buffer.concat(pieces).toString("utf8"));
  if (typeof said === "object" && said !== null && "format" in said && Number(said.format) > formatVersion)
    throw new NotAnExport(
      `This export has the format ${String(said.format)}, and this release reads format ${formatVersion}: import it with a newer release.`,
    );
  const read = Manifest.safeParse(said);
  if (!read.success || read.data.format !== formatVersion)
    throw new NotAnExport("Its manifest.json is not that of an export, or it is damaged.");
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refuseUnknown({ kind, schema, tables }: Manifest) {
  const known = migrationNames();
  if (!known.includes(schema))
    throw new NotAnExport(
      `This export was made by a newer release: it has the migration ${schema}, which this one lacks. Import it with that release.`,
    );
  const allowed = new Map(tablesOf(kind));
  for (const [table, { columns }] of Object.entries(tables)) {
    const plan = allowed.get(table);
    if (!plan) throw new NotAnExport(`A ${kind} export has no table “${table}”.`);
    const names = new Set([...plan.columns, ...Object.keys(plan.guarded ?? {})]);
    const unknown = columns.find((column) => !names.has(column));
    if (unknown !== undefined || new Set(columns).size < columns.length)
      throw new NotAnExport(`The columns of “${table}” are not those of an export.`);
  }
  if (schema !== known.at(-1)) return;
  const missing = [...allowed.keys()].find((table) => !(table in tables));
  if (missing !== undefined) throw new NotAnExport(`The export lacks the table “${missing}”.`);
}

/** Reads one file, and adds its rows to those of its table, or of its kind of series. */
async function checkFile(
  given: ExportFile,
  { path, bytes, sha256 }: Manifest["files"][number],
  rows: Map<string, number>,
) {
  const length = given.files.get(path);
  if (length === undefined) throw new NotAnExport(`The export lacks ${path}.`);
  if (length !== bytes) throw new NotAnExport(`${path} has ${length} bytes, and the manifest says ${bytes}.`);
  const hash = createHash("sha256");
  let lines = 0;
  for await (const piece of given.read(path)) {
    hash.update(piece);
    for (const byte of piece) if (byte === 10) lines += 1;
  }
  if (hash.digest("hex") !== sha256) throw new NotAnExport(`${path} is damaged or was changed: its hash differs.`);
  if (path.startsWith("data/")) rows.set(path, lines);
  const series = /^series\/[^/]+\/(.+)$/.exec(path)?.[1];
  // Without the line that names the columns.
  if (series !== undefined) rows.set(series, (rows.get(series) ?? 0) + lines - 1);
}
