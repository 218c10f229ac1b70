/** The archive's files as values: a manifest that says whose numbers they are, and tables of them. */
import { z } from "zod";
import { type DefinitionId, divide, toDecimal } from "~/features/metrics/metrics";

const Origin = z.object({
  /** Below `prisma/archive`, compressed. */
  file: z.string().regex(/^[a-z0-9-]+\.csv\.gz$/),
  /** Who counted: stands beside every value. */
  name: z.string().min(1).max(80),
  homepage: z.string().url().max(300),
  /** Under which licence the numbers may be shown, with what that licence asks for. */
  licence: z.string().min(1).max(200),
  /** Where they were recorded, and what was changed. */
  note: z.string().max(500),
});
export type Origin = z.infer<typeof Origin>;

export const Manifest = z.object({
  /** Raised with every change: a database that holds a lower version takes this one in at the next start. */
  version: z.number().int().positive(),
  origins: z.array(Origin).min(1),
});
export type Manifest = z.infer<typeof Manifest>;

export type Recorded = {
  subject: string;
  definition: DefinitionId;
  bucket: "day" | "hour";
  /** The beginning of the day or hour, ISO. */
  at: string;
  /** Decimal string in the definition's unit. */
  value: string;
  /** How many measurements it rests on: blocks, where the file says so. */
  n: number;
};

type Row = Record<string, string>;
type Column = {
  definition: DefinitionId;
  /** Columns that it is made of. */
  needs: string[];
  value(row: Row): string;
};

const secondsOfDay = 86_400n;
const whole = (row: Row, name: string) => BigInt(row[name]!);

/** The definition of each column. A mean never becomes a median, and a gas price never a base fee: such columns have no place here. */
const columns: Column[] = [
  { definition: "tx-per-day.recorded@1", needs: ["transactions"], value: (row) => row["transactions"]! },
  {
    definition: "tps.daily@1",
    needs: ["transactions"],
    value: (row) => divide(whole(row, "transactions"), secondsOfDay),
  },
  {
    definition: "mgas.daily@1",
    needs: ["gas_used"],
    value: (row) => divide(whole(row, "gas_used"), secondsOfDay * 1_000_000n),
  },
  { definition: "active-addresses.daily@1", needs: ["active_addresses"], value: (row) => row["active_addresses"]! },
  { definition: "median-fee.daily@1", needs: ["median_fee_usd"], value: (row) => row["median_fee_usd"]! },
  {
    definition: "blobs.daily@1",
    needs: ["blobs", "blocks"],
    value: (row) => divide(whole(row, "blobs"), whole(row, "blocks")),
  },
  {
    definition: "blob-base-fee.median@1",
    needs: ["blob_base_fee_median_wei"],
    value: (row) => row["blob_base_fee_median_wei"]!,
  },
];

const daily = new Set<DefinitionId>(["tx-per-day.recorded@1", "tps.daily@1", "mgas.daily@1"]);
const knownColumns = new Set(["chain", "at", ...columns.flatMap(({ needs }) => needs)]);
const moment = /^\d{4}-\d{2}-\d{2}(T\d{2})?$/;

/**
 * The values of a table with the columns `chain`, `at` (a day as `2026-02-15`, an hour as `2026-02-15T09`, UTC) and one or
 * more of those above; an empty cell is no value. Throws a sentence at what it does not understand.
 */
export function readArchiveTable(file: string, text: string): Recorded[] {
  const [head = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const names = head.split(",");
  const stranger = names.find((name) => !knownColumns.has(name));
  if (stranger !== undefined || names[0] !== "chain" || names[1] !== "at")
    throw new Error(`${file}: the columns are chain, at and measures that are known; “${stranger ?? head}” is not.`);
  const present = columns.filter(({ needs }) => needs.every((name) => names.includes(name)));
  return lines.flatMap((line, index) => {
    const cells = line.split(",");
    const row: Row = Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ""]));
    const fault = cells.length === names.length ? faultIn(row) : "has another number of cells than the head";
    if (fault) throw new Error(`${file}, line ${index + 2} ${fault}.`);
    const [subject, at] = [row["chain"]!, row["at"]!];
    const bucket = at.length === 10 ? ("day" as const) : ("hour" as const);
    const iso = bucket === "day" ? `${at}T00:00:00.000Z` : `${at}:00:00.000Z`;
    const n = row["blocks"] ? Number(row["blocks"]) : 1;
    return present
      .filter(
        ({ needs, definition }) =>
          needs.every((name) => row[name] !== "") && !(bucket === "hour" && daily.has(definition)),
      )
      .map(({ definition, value }) => ({ subject, definition, bucket, at: iso, value: value(row), n }));
  });
}

function faultIn(row: Row): string | null {
  const at = row["at"]!;
  if (!/^[a-z0-9-]{1,40}$/.test(row["chain"]!)) return "names no chain";
  const date = new Date(at.length === 10 ? `${at}T00:00Z` : `${at}:00Z`);
  if (!moment.test(at) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(at))
    return `has no day or hour, but “${at}”`;
  for (const [name, cell] of Object.entries(row)) {
    if (name === "chain" || name === "at" || cell === "") continue;
    const isWhole = name !== "median_fee_usd";
    if (toDecimal(cell) === null || cell.startsWith("-") || (isWhole && cell.includes(".")))
      return `has “${cell}” for ${name}`;
    if (name === "blocks" && BigInt(cell) === 0n) return "counts no blocks";
  }
  return null;
}

export type Span = {
  subject: string;
  definition: DefinitionId;
  bucket: "day" | "hour";
  first: string;
  last: string;
  values: number;
  origin: number;
};

/** Which origin's values a series has from when to when, oldest first; `parts` are the origins' values in the manifest's order. Throws when two origins have the same moment. */
export function spansOf(parts: Recorded[][]): Span[] {
  const series = new Map<string, { of: Recorded; origin: number }[]>();
  parts.forEach((values, origin) => {
    for (const of of values) {
      const key = `${of.subject} ${of.definition} ${of.bucket}`;
      const own = series.get(key);
      if (own) own.push({ of, origin });
      else series.set(key, [{ of, origin }]);
    }
  });
  return [...series.values()].flatMap((values) => {
    const spans: Span[] = [];
    let before = "";
    for (const { of, origin } of values.toSorted((a, b) => (a.of.at < b.of.at ? -1 : a.of.at > b.of.at ? 1 : 0))) {
      const { subject, definition, bucket, at } = of;
      if (at === before) throw new Error(`The archive has ${subject}, ${definition} of ${at} twice.`);
      before = at;
      const open = spans.at(-1);
      if (open?.origin === origin) {
        open.last = at;
        open.values += 1;
      } else spans.push({ subject, definition, bucket, first: at, last: at, values: 1, origin });
    }
    return spans;
  });
}
