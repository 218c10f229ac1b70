import { z } from "zod";
import { cleanWords } from "~/platform/remote-words";

/** A table as these providers send it: names of columns, rows of numbers and nulls. */
export const Table = z.object({
  types: z.array(z.string()).min(1).max(20),
  data: z.array(z.array(z.union([z.number(), z.string(), z.null()]))).max(20_000),
});

export type Row = Record<string, number | string | null>;

/**
 * Its rows by the columns' names, oldest first by the column of time; the names decide, never the order. Throws in words
 * when a column that is needed is missing or a row has no time.
 */
export function rowsOf(table: z.infer<typeof Table>, time: string, columns: string[]): Row[] {
  const missing = [time, ...columns].find((name) => !table.types.includes(name));
  if (missing !== undefined) throw new Error(`answered with a table without a column “${missing}”`);
  const rows = table.data.map((cells) =>
    Object.fromEntries(table.types.map((name, index) => [name, cells[index] ?? null])),
  );
  mustHaveTimes(rows.map((row) => row[time]));
  return rows.toSorted((a, b) => Number(a[time]) - Number(b[time]));
}

/** Throws in words when one of these is no number: a time as text is not guessed at. */
export function mustHaveTimes(times: unknown[]) {
  const unreadable = times.filter((time) => typeof time !== "number" || !Number.isFinite(time));
  if (unreadable.length > 0)
    throw new Error(
      `sent ${unreadable.length} of ${times.length} rows with a time that is no number, such as “${cleanWords(String(unreadable[0]))}”`,
    );
}
