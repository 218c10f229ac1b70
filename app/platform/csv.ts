type Cell = string | number | null;

/** A table as CSV (RFC 4180): lines end with CRLF, null is an empty cell. The first row names the columns. */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");

function quoted(cell: Cell): string {
  const text = String(cell ?? "");
  // A spreadsheet would run a cell that begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
