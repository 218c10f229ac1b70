import { z } from "zod";

/** A table as these providers send it: names of columns, rows of numbers and nulls. */
export const Table = z.object({
  types: z.array(z.string()).min(1).max(20),
  data: z.array(z.array(z.union([z.number(), z.string(), z.null()]))).max(20_000),
});

export type Row = Record<string, number | string | null>;

/** Its rows by the columns' names, oldest first by the column of time; the names decide, never the order. */
export function rowsOf(table: z.infer<typeof Table>, time: string): Row[] {
  return table.data
    .map((cells) => Object.fromEntries(table.types.map((name, index) => [name, cells[index] ?? null])))
    .filter((row) => typeof row[time] === "number")
    .toSorted((a, b) => Number(a[time]) - Number(b[time]));
}
