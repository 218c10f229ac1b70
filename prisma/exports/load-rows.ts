/** Writing the rows of an export into their tables. */
import type pg from "pg";
import { exportedTables, type Manifest, type TablePlan } from "../../app/features/exports/exports";
import { readCsv } from "../../app/platform/csv";
import { type ExportFile, NotAnExport } from "./export-file";
import { readLines } from "./read-lines";

const most = { rows: 500, characters: 4_000_000 };

export async function loadRows(client: pg.Client, given: ExportFile, manifest: Manifest) {
  for (const [table, { columns }] of Object.entries(manifest.tables)) {
    const plan = exportedTables[table]!;
    const insert = inserter(client, table, columns, plan);
    if (plan.asSeries) await loadSeries(given, manifest, plan.asSeries.file, columns, insert, partitioner(client));
    else await loadTable(given, `data/${table}.jsonl`, insert);
  }
}

type Insert = (rows: string[]) => Promise<void>;

/** Writes objects of JSON as rows. */
function inserter(client: pg.Client, table: string, columns: string[], { given = {} }: TablePlan): Insert {
  const name = (text: string) => client.escapeIdentifier(text);
  const into = [...columns, ...Object.keys(given)].map(name).join(", ");
  const values = [...columns.map((column) => `x.${name(column)}`), ...Object.values(given)].join(", ");
  const sql = `insert into ${name(table)} (${into}) select ${values} from json_populate_recordset(null::${name(table)}, $1::json) x`;
  return async (rows) => {
    if (rows.length === 0) return;
    const { rowCount } = await client.query(sql, [`[${rows.join(",")}]`]);
    if (rowCount !== rows.length) throw new NotAnExport(`Rows of “${table}” are not each one object on one line.`);
  };
}

async function loadTable(given: ExportFile, path: string, insert: Insert) {
  let rows: string[] = [];
  let characters = 0;
  for await (const line of readLines(given.read(path), path)) {
    rows.push(line);
    characters += line.length;
    if (rows.length < most.rows && characters < most.characters) continue;
    await insert(rows);
    rows = [];
    characters = 0;
  }
  await insert(rows);
}

async function loadSeries(
  given: ExportFile,
  { files }: Manifest,
  file: string,
  columns: string[],
  insert: Insert,
  makeRoom: (row: Record<string, string | null>) => Promise<void>,
) {
  const wanted = columns.filter((column) => column !== "seriesId");
  for (const { path } of files) {
    const [, seriesId, name] = /^series\/(\d{1,9})-[^/]+\/([^/]+)$/.exec(path) ?? [];
    if (name !== file) continue;
    let head: string[] | null = null;
    let rows: string[] = [];
    for await (const line of readLines(given.read(path), path)) {
      const cells = cellsIn(line.replace(/\r$/, ""));
      if (head === null) {
        head = cells;
        if (head.join() !== wanted.join()) throw new NotAnExport(`The columns of ${path} are not those of an export.`);
        continue;
      }
      if (cells.length !== head.length) throw new NotAnExport(`A line of ${path} has not as many values as its first.`);
      const row = Object.fromEntries(head.map((name, place) => [name, cells[place] === "" ? null : cells[place]!]));
      await makeRoom(row);
      rows.push(JSON.stringify({ seriesId: Number(seriesId), ...row }));
      if (rows.length < most.rows) continue;
      await insert(rows);
      rows = [];
    }
    await insert(rows);
  }
}

/** The cells of a line of CSV; nearly all lines have no quotation mark. */
const cellsIn = (line: string): string[] => (line.includes('"') ? readCsv(line)[0]! : line.split(","));

/** Makes the partitions that values need, named as the function `keep_metric_partitions` in the database names them. */
function partitioner(client: pg.Client) {
  const made = new Set<string>();
  return async ({ at, bucket }: Record<string, string | null>) => {
    if (bucket === "day") return;
    const day = /^(\d{4})-(\d\d)-(\d\d)T/.exec(at ?? "");
    if (!day) throw new NotAnExport("A value of a series has no time.");
    const [, year, month, date] = day.map(Number) as [number, number, number, number];
    const isHour = bucket === "hour";
    const start = new Date(Date.UTC(year, month - 1, isHour ? 1 : date));
    const end = new Date(isHour ? Date.UTC(year, month, 1) : start.getTime() + 86_400_000);
    const key = start.toISOString().slice(0, isHour ? 7 : 10);
    const name = `${isHour ? "Rollup_hour" : "Observation"}_${key.replaceAll("-", "")}`;
    if (made.has(name)) return;
    made.add(name);
    const bound = (moment: Date) => `${isHour ? "'hour', " : ""}'${moment.toISOString().slice(0, 10)} 00:00:00+00'`;
    await client.query(
      `create table if not exists "${name}" partition of "${isHour ? "Rollup" : "Observation"}" for values from (${bound(start)}) to (${bound(end)})`,
    );
  };
}
