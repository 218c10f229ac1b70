/** What a paste into the text means. Pure; the editor reads the clipboard. */
import type { Edit, Selection } from "./insertions";
import { isInsideCode, isAddress, link } from "./markdown-edits";

export type Clipboard = {
  /** The plain text. */
  text: string;
  /** Whether its html contains a table. */
  hasTable: boolean;
  /** The words of its html. */
  words: string;
  fileNames: string[];
};

/** `files`: upload them. `insert`: the text to put in place of the selection. `browser`: the browser pastes by itself. */
export type Pasted = { is: "files" | "browser" } | { is: "insert"; text: string; isBlock: boolean };

/**
 * Words win over a picture: spreadsheets and word processors put a picture of the selection beside it. A copied file comes
 * with its name as text.
 */
export function readPaste({ text, hasTable, words, fileNames }: Clipboard, selection: Selection): Pasted {
  const plain = text.trim() === "" ? words : text;
  const saysOnlyNames =
    plain.trim() === "" ||
    plain
      .trim()
      .split(/\s*\n\s*/)
      .every((line) => fileNames.includes(line));
  if (fileNames.length > 0 && saysOnlyNames) return { is: "files" };
  const table = hasTable && !isInsideCode(selection) ? tableOf(plain) : null;
  if (table) return { is: "insert", text: table, isBlock: true };
  return text === "" && words !== "" ? { is: "insert", text: words, isBlock: false } : { is: "browser" };
}

/** The rows of text with tabs, as spreadsheets copy it: cells with line ends or quotation marks are in quotation marks. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\n]|$)|([^\t\n]*)/y;
  const lines = text.replaceAll(/\r\n?/g, "\n").replace(/\n+$/, "");
  while (cell.lastIndex <= lines.length) {
    const found = cell.exec(lines);
    if (!found) break;
    rows.at(-1)!.push((found[1]?.replaceAll('""', '"') ?? found[2] ?? "").replaceAll(/\s+/g, " ").trim());
    const next = lines[cell.lastIndex];
    if (next === undefined) break;
    if (next === "\n") rows.push([]);
    cell.lastIndex += 1;
  }
  return rows;
}

const escapeCell = (cell: string) => cell.replaceAll(/[\\|`*[\]<]/g, "\\$&");
const isNumber = (cell: string) => /^[^\p{L}]{0,2}[\d.,'’\s\u00a0]*\d[\d.,'’\s\u00a0]*[%\p{Sc}KMBkmb]?\)?$/u.test(cell);

/** A table in markdown, columns of numbers at the right; null for fewer than two rows or columns. */
export function tableOf(text: string): string | null {
  const rows = rowsOf(text);
  const width = Math.max(...rows.map((row) => row.length));
  if (rows.length < 2 || width < 2) return null;
  const full = rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""));
  const [head, ...body] = full as [string[], ...string[][]];
  const rule = head.map((_, column) => {
    const cells = body.map((row) => row[column]!).filter((cell) => cell !== "");
    return cells.length > 0 && cells.every(isNumber) ? "--:" : "---";
  });
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head.map(escapeCell)), line(rule), ...body.map((row) => line(row.map(escapeCell)))].join("\n");
}

/** The link that an address makes of the selected words; null where it is to stand as it is. */
export function linkSelection(selection: Selection, pasted: string): Edit | null {
  const { text, start, end } = selection;
  const words = text.slice(start, end);
  if (!isAddress(pasted) || words.trim() === "" || isPartOfAddress(selection) || isInsideCode(selection)) return null;
  if (words.includes("\n") || words.includes("`") || !isBalanced(words)) return null;
  return link(selection, pasted.trim());
}

/** Whether the selection is an address or stands in one: an address pasted there takes its place. */
function isPartOfAddress({ text, start, end }: Selection) {
  const words = text.slice(start, end).trim();
  if (isAddress(words) || /^(?:https?:\/\/|mailto:|www\.)\S*$/i.test(words)) return true;
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const isInTarget = /\]\([^()\s]*$|\]\(<[^<>]*$|^\s*\[[^\]]+\]:\s*\S*$|<[^<>\s]*$/.test(before);
  return isInTarget || /(?:https?:\/\/|mailto:)\S*$/i.test(before);
}

function isBalanced(words: string) {
  let depth = 0;
  for (const [mark] of words.replaceAll(/\\./g, "").matchAll(/[[\]]/g)) {
    depth += mark === "[" ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
