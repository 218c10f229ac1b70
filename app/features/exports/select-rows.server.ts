/** The statements that read a table for an export. */
import type { ClientBase } from "pg";
import { columnsOf, type Kind, type TablePlan } from "./table-plan";

type Column = { name: string; type: string; kind: string; isKey: boolean };

/** A table's columns with their types; those of the primary key first, in its order. */
export async function readColumns(client: ClientBase, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type, t.typname::text as kind, k.place is not null as "isKey"
     from pg_attribute a join pg_type t on t.oid = a.atttypid
     left join lateral (
       select array_position(i.indkey::int2[], a.attnum) as place from pg_index i where i.indrelid = a.attrelid and i.indisprimary
     ) k on true
     where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by k.place nulls last, a.attnum`,
    [`public."${table}"`],
  );
  return rows;
}

/** How a value stands in a file: numbers that JSON has no room for as text, times in UTC with milliseconds. */
function written(value: string, { kind }: Column): string {
  if (kind === "numeric" || kind === "int8" || kind === "date") return `${value}::text`;
  if (kind === "timestamptz") return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return value;
}

/** The rows of a table as this kind shows them, with their columns as they are. */
export function shownRows(table: string, plan: TablePlan, kind: Kind, columns: Column[]): string {
  const types = new Map(columns.map(({ name, type }) => [name, type]));
  const shown = columnsOf(plan).map((name) => {
    const guard = kind === "public" ? plan.guarded?.[name] : undefined;
    return guard === undefined ? `x."${name}"` : `(${guard})::${types.get(name)} as "${name}"`;
  });
  const from = `select ${shown.join(", ")} from "${table}" x`;
  if (kind === "full") return from;
  const rows = plan.rows ? `${from} where ${plan.rows}` : from;
  return plan.standIns ? `${rows} union all ${plan.standIns}` : rows;
}

/** Reads a table's rows, each as one line of JSON named `line`, in the order of the primary key. */
export function selectLines(table: string, plan: TablePlan, kind: Kind, columns: Column[]): string {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const values = columnsOf(plan).map((name) => `${written(`y."${name}"`, byName.get(name)!)} as "${name}"`);
  return `select (select row_to_json(r)::text from (select ${values.join(", ")}) r) as line
    from (${shownRows(table, plan, kind, columns)}) y order by ${orderOf(columns)}`;
}

/** Reads values of series: `id` and the name of their series, and `cells` of text. */
export function selectCells(table: string, plan: TablePlan, kind: Kind, columns: Column[]): string {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const cells = cellsOf(plan).map((name) => `${written(`y."${name}"`, byName.get(name)!)}::text`);
  return `select s."id", s."subject", s."definitionId", s."providerKey", array[${cells.join(", ")}] as cells
    from (${shownRows(table, plan, kind, columns)}) y join "Series" s on s."id" = y."seriesId" order by ${orderOf(columns)}`;
}

/** The columns of a file of a series, which stands for its series itself. */
export const cellsOf = (plan: TablePlan) => columnsOf(plan).filter((name) => name !== "seriesId");

/** By the primary key, in an order that no server's language changes. */
const orderOf = (columns: Column[]) =>
  columns
    .filter(({ isKey }) => isKey)
    .map(({ name, kind }) => `y."${name}"${kind === "varchar" || kind === "text" ? ' collate "C"' : ""}`)
    .join(", ");
