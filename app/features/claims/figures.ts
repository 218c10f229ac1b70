/** The figures of a text being written: those that are bound or cited, and those that rest on nothing yet. */
import { figuresInWords } from "./claim";
import type { FoundQuantity } from "./quantity";
import { findQuantities } from "./read-quantities";

/** A figure in a markdown text; `start` and `end` count UTF-16 units. */
export type Figure = {
  start: number;
  end: number;
  text: string;
  /** `bound` to a metric, a forecast or a declared basis; `cited` in its sentence; or neither. */
  basis: "bound" | "cited" | "none";
  /** Up to 120 characters of its sentence on either side, as written. */
  before: string;
  after: string;
  found: FoundQuantity | null;
};

const context = 120;
/** Characters that begin nothing, in place of what is not the author's prose. */
const blank = (text: string) => text.replaceAll(/[^\n]/g, "\u0001");

const notProseLine = /^(?: {0,3}>| {0,3}\[\^[^\]\n]{1,300}\]:|\s{0,3}(?:sources?|references?|refs?)\s{0,3}:)/i;
const notProseInline = [/!\[[^\]\n[]{0,300}\]\([^)\n(]{0,500}\)/g, /(?:\^\[|\[\^)[^[\]\n]{0,400}\]/g];

/** Code, math, quotations, definitions, "Sources:", images and markers are blanked; all offsets stay. */
function proseOf(markdown: string): string {
  let fence = "";
  let closing = "";
  const lines = markdown.split("\n").map((line) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence) {
      if (mark && mark[0] === fence[0] && mark.length >= fence.length) fence = "";
      return blank(line);
    }
    if (closing) {
      if (line.trim() === closing) closing = "";
      return blank(line);
    }
    if (mark) fence = mark;
    else if (line.startsWith("[quote=")) closing = "[/quote]";
    else if (line.startsWith("$$") && !line.slice(2).includes("$$")) closing = "$$";
    else if (!notProseLine.test(line)) return withoutMarks(line);
    return blank(line);
  });
  return lines.join("\n");
}

const withoutMarks = (line: string) =>
  notProseInline.reduce(
    (rest, pattern) => rest.replaceAll(pattern, blank),
    withoutPairs(
      withoutPairs(line, /`+/g, (mark) => mark),
      /\$\$|\\[()]/g,
      (mark) => (mark === "\\(" ? "\\)" : mark),
    ),
  );

/** Blanks what stands between a mark and the next one that closes it. */
function withoutPairs(line: string, marks: RegExp, closingOf: (mark: string) => string): string {
  const found = [...line.matchAll(marks)].map((hit) => ({ mark: hit[0], at: hit.index }));
  // Where each mark comes next, from the end of the line.
  const next = new Map<string, number>();
  const closes = found.map(() => -1);
  for (let index = found.length - 1; index >= 0; index--) {
    closes[index] = next.get(closingOf(found[index]!.mark)) ?? -1;
    next.set(found[index]!.mark, index);
  }
  let text = "";
  let from = 0;
  for (let index = 0; index < found.length; index++) {
    const close = closes[index]!;
    if (close === -1) continue;
    const to = found[close]!.at + found[close]!.mark.length;
    text += line.slice(from, found[index]!.at) + blank(line.slice(found[index]!.at, to));
    from = to;
    index = close;
  }
  return text + line.slice(from);
}

const link =
  /\[([^[\]\n]{1,300})\]\(\s{0,3}<?([^\s()<>]{0,400})>?[^()\n]{0,400}(?:\([^()\n]{0,200}\)[^()\n]{0,200}){0,3}\)/g;
const isClaim = (address: string) => /^(?:metric|claim):/i.test(address);

/** The sentence around a place: its beginning and its end, with markers behind the full stop. */
function sentenceAround(text: string, start: number, end: number): { from: number; to: number } {
  const earlier = text.slice(Math.max(0, start - 600), start);
  const begins = Math.max(
    ...[...earlier.matchAll(/[.!?…]["”’)]*(?:\[\^[^\]\n]*\])*\s+|\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)/g)].map(
      (hit) => hit.index + hit[0].length,
    ),
    0,
  );
  const later = text.slice(end, end + 600);
  const stop = /[.!?…]["”’)]*(?:\[\^[^\]\n]*\])*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+]|\d+\.)\s)/.exec(later);
  return { from: start - earlier.length + begins, to: end + (stop ? stop.index + stop[0].length : later.length) };
}

/** All figures of a markdown text in their order. Nothing here binds anything: that is the author's to do. */
export function findFigures(markdown: string): Figure[] {
  let prose = proseOf(markdown);
  const bound: Omit<Figure, "before" | "after">[] = [];
  prose = prose.replaceAll(link, (whole: string, words: string, address: string, start: number) => {
    if (!isClaim(address)) return `\u0001${words}${blank(whole.slice(words.length + 1))}`;
    bound.push({ start, end: start + whole.length, text: words, basis: "bound", found: null });
    return blank(whole);
  });
  const free = findQuantities(prose).map((found): Omit<Figure, "before" | "after"> => {
    const { from, to } = sentenceAround(markdown, found.start, found.end);
    const isCited = /\[\^(?!\])|\]\(<?https?:|https?:\/\//i.test(markdown.slice(from, to));
    const { start, end } = found;
    return { start, end, text: markdown.slice(start, end), basis: isCited ? "cited" : "none", found };
  });
  return [...bound, ...free]
    .toSorted((a, b) => a.start - b.start)
    .map((figure) => {
      const { from, to } = sentenceAround(markdown, figure.start, figure.end);
      return {
        ...figure,
        before: markdown.slice(Math.max(from, figure.start - context), figure.start),
        after: markdown.slice(figure.end, Math.min(to, figure.end + context)),
      };
    });
}

/** "8 figures, 5 without a source". */
export function figuresInText(figures: Pick<Figure, "basis">[]): string {
  const open = figures.filter(({ basis }) => basis === "none").length;
  const count = figuresInWords(figures.length);
  return open === 0 ? `${count}, all with a source` : `${count}, ${open} without a source`;
}
