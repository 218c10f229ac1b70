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
