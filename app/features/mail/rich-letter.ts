/** A letter of several parts: notices, a digest. Texts are plain, addresses absolute. */
import { wrap } from "./letter";

/** Words of a line, some of which lead somewhere, or no longer hold. */
export type Words = (string | { words: string; url?: string; isStrong?: boolean; isGone?: boolean })[];

export type Part =
  | { kind: "heading"; words: string; url?: string }
  /** A line, with what else is known below it. */
  | { kind: "line"; words: Words; note?: string }
  /** A row of a list: its title, what is known of it below, and a few words at its end. */
  | { kind: "row"; title: { words: string; url: string }; note: Words; aside: string }
  /** A post's beginning: html for mail, and the same as text. */
  | { kind: "post"; html: string; text: string }
  | { kind: "note"; words: Words }
  | { kind: "action"; words: string; url: string }
  /** The first column is text, the others are figures. */
  | { kind: "table"; label: string; columns: string[]; rows: string[][] };

export type RichLetter = {
  /** One line. */
  subject: string;
  /** Stands before everything else. */
  firstLine?: string;
  title: string;
  parts: Part[];
  /** Why one gets it. */
  reason: string;
  /** How to get less of it. */
  links: { words: string; url: string }[];
};

/** A letter as plain text. */
export function richLetterText({ firstLine, title, parts, reason, links }: RichLetter): string {
  const blocks = [
    ...(firstLine ? [firstLine] : []),
    wrap(title),
    ...parts.map(partText),
    `-- \n${wrap(reason)}`,
    links.map(({ words, url }) => `${words}:\n${url}`).join("\n"),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function partText(part: Part): string {
  switch (part.kind) {
    case "heading":
      return `${wrap(part.words)}\n${"-".repeat(Math.min(72, part.words.length))}`;
    case "line":
      return [wordsText(part.words), ...(part.note ? [wrap(part.note)] : [])].join("\n");
    case "row":
      return [wrap(`${part.title.words} (${part.aside})`), wordsText(part.note), part.title.url].join("\n");
    case "post":
      return part.text;
    case "note":
      return wordsText(part.words);
    case "action":
      return `${part.words}:\n${part.url}`;
    case "table":
      return tableText(part);
  }
}

function wordsText(words: Words): string {
  const said = wrap(words.map(wordsOf).join(""));
  const urls = words.flatMap((one) => (typeof one === "string" || !one.url ? [] : [one.url]));
  return [said, ...new Set(urls)].join("\n");
}

/** Text has no line through it: words that no longer hold are said to be from before. */
const wordsOf = (one: Words[number]) =>
  typeof one === "string" ? one : one.isGone ? `(before: ${one.words})` : one.words;

function tableText({ columns, rows }: Extract<Part, { kind: "table" }>): string {
  const widths = columns.map((column, index) =>
    Math.max(...[columns, ...rows].map((row) => (row[index] ?? "").length), column.length),
  );
  const line = (row: string[]) =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join("  ");
  return [columns, ...rows].map((row) => line(row).trimEnd()).join("\n");
}
