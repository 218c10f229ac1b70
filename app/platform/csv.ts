type Cell = string | number | null;

/** A table as CSV (RFC 4180): lines end with CRLF, null is an empty cell. The first row names the columns. */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(",")}\r\n`).join("");

function quoted(cell: Cell): string {
  const text = String(cell ?? "");
  // A spreadsheet would run a cell that begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return csvCell(safe);
}

/** A text as a cell, to the letter: what programs read, and no spreadsheet. */
export const csvCell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV as spreadsheets write it (RFC 4180): the cells of each row. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /("(?:[^"]|"")*"|[^",\n]*)(,|\n|$)/gy;
  const source = text
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n")
    .replace(/\n$/, "");
  for (let at = 0; at <= source.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const found = cell.exec(source);
    if (!found) throw new SyntaxError(`The table has a fault in row ${rows.length}: a quotation mark is not closed.`);
    const [, given = "", end] = found;
    rows.at(-1)!.push(given.startsWith('"') ? given.slice(1, -1).replaceAll('""', '"') : given);
    if (end === "") break;
    if (end === "\n") rows.push([]);
  }
  return rows;
}
