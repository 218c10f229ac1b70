/** Edits by the editor's buttons and keys. */
import type { Edit, Selection } from "./insertions";

/** Adds marks around the selection, or removes existing ones. */
export function wrap({ text, start, end }: Selection, mark: string, placeholder: string): Edit {
  const inner = text.slice(start, end);
  const isWrapped = text.slice(start - mark.length, start) === mark && text.slice(end, end + mark.length) === mark;
  if (isWrapped)
    return {
      from: start - mark.length,
      to: end + mark.length,
      insert: inner,
      start: start - mark.length,
      end: end - mark.length,
    };
  if (inner.trim() === "") {
    const at = start + mark.length;
    const [, before = ""] = /^(\s*)/.exec(inner) ?? [];
    return {
      from: start,
      to: end,
      insert: `${before}${mark}${placeholder}${mark}`,
      start: at + before.length,
      end: at + before.length + placeholder.length,
    };
  }
  // A mark does not reach from one paragraph, list item or line of a quotation into the next.
  const lines = inner.split("\n").map((line) => linePieces(line));
  const isMarked = ({ words }: (typeof lines)[number]) => words === "" || isWrappedIn(words, mark);
  const unmarks = lines.every(isMarked);
  const insert = lines
    .map(({ before, words, after }) => {
      if (words === "") return before + after;
      const bare = withoutMarks(unmarks ? words.slice(mark.length, -mark.length) : words, mark);
      return unmarks ? before + bare + after : before + mark + bare + mark + after;
    })
    .join("\n");
  const [first, last] = [lines.find(({ words }) => words !== "")!, lines.findLast(({ words }) => words !== "")!];
  const edge = unmarks || lines.length > 1 ? 0 : mark.length;
  const trailing = insert.length - (lines.length > 1 ? 0 : last.after.length + edge);
  return {
    from: start,
    to: end,
    insert,
    start: start + (lines.length > 1 ? 0 : first.before.length + edge),
    end: start + trailing,
  };
}

/** A line as its beginning (spaces and what makes it a list item, heading or quotation), its words, and spaces at its end. */
function linePieces(line: string) {
  const [, before = "", words = "", after = ""] =
    /^((?:\s|>|#{1,6}\s|[-*+]\s(?:\[[ x]\]\s)?|\d{1,9}[.)]\s)*)(.*?)(\s*)$/.exec(line) ?? [];
  return { before, words, after };
}

const isWrappedIn = (words: string, mark: string) =>
  words.length > 2 * mark.length &&
  words.startsWith(mark) &&
  words.endsWith(mark) &&
  !words.slice(mark.length, -mark.length).includes(mark);

/** Words without the mark that they get as a whole. An underscore within a word is part of it. */
const withoutMarks = (words: string, mark: string) =>
  mark === "_"
    ? words.replaceAll(/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, "")
    : words.replaceAll(mark, "");

/** Links the selected words; without an address, selects its place for typing. */
export function link({ text, start, end }: Selection, address = ""): Edit {
  const words = text.slice(start, end) || "text";
  const insert = `[${words}](${address === "" ? "https://" : targetOf(address)})`;
  const at = start + words.length + 3;
  return address
    ? { from: start, to: end, insert, start: start + insert.length, end: start + insert.length }
    : { from: start, to: end, insert, start: at, end: at + "https://".length };
}

/** An address as a link's target: in angle brackets when its own brackets would end it too early. */
function targetOf(address: string) {
  let depth = 0;
  for (const [mark] of address.matchAll(/[()]/g)) {
    depth += mark === "(" ? 1 : -1;
    if (depth < 0) return `<${address}>`;
  }
  return depth === 0 ? address : `<${address}>`;
}

/** Adds a prefix to each selected line, or removes it if all lines have it. `number` counts ordered lists. */
export function prefixLines({ text, start, end }: Selection, prefix: "> " | "- " | "1. " | "## "): Edit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const endOfLine = text.indexOf("\n", Math.max(start, end - (end > start && text[end - 1] === "\n" ? 1 : 0)));
  const to = endOfLine < 0 ? text.length : endOfLine;
  const lines = text.slice(from, to).split("\n");
  const mark = { "1. ": /^\d+\. /, "- ": /^[-*+] /, "> ": /^> ?/, "## ": /^#{1,6} / }[prefix];
  const hasAll = lines.every((line) => mark.test(line));
  const changed = lines.map((line, index) => {
    if (hasAll) return line.replace(mark, "");
    return `${prefix === "1. " ? `${index + 1}. ` : prefix}${line}`;
  });
  const insert = changed.join("\n");
  const caret = start === end ? from + insert.length : from;
  return { from, to, insert, start: caret, end: from + insert.length };
}

const item = /^(\s*)(?:([-*+])( \[[ x]\])?|(\d{1,9})([.)]))(\s+)/;
const quoted = /^(\s*(?:> ?)+)/;

/** Enter continues a list or quote; in an empty item it ends it. Null where Enter only breaks the line. */
export function continueOnEnter({ text, start, end }: Selection): Edit | null {
  if (start !== end) return null;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(from, start);
  if (isInsideFence(text.slice(0, from))) return null;
  const listed = item.exec(line);
  const mark = listed?.[0] ?? quoted.exec(line)?.[1];
  if (!mark) return null;
  if (line.trim() === mark.trim()) return { from, to: start, insert: "", start: from, end: from };
  const [, indent = "", bullet, task, count, dot, space = " "] = listed ?? [];
  const next = !listed
    ? mark
    : bullet
      ? `${indent}${bullet}${task ? " [ ]" : ""}${space}`
      : `${indent}${Number(count) + 1}${dot}${space}`;
  const at = start + 1 + next.length;
  return { from: start, to: start, insert: `\n${next}`, start: at, end: at };
}

/** Whether a text ends inside a code block. */
export function isInsideFence(before: string) {
  let open = "";
  for (const line of before.split("\n")) {
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (!fence) continue;
    if (open === "") open = fence;
    else if (fence[0] === open[0] && fence.length >= open.length) open = "";
  }
  return open !== "";
}

/** Whether the selection begins in code: in a fenced block or between backticks of one line. */
export function isInsideCode({ text, start }: Pick<Selection, "text" | "start">) {
  const line = text.lastIndexOf("\n", start - 1) + 1;
  return (text.slice(line, start).match(/`/g)?.length ?? 0) % 2 === 1 || isInsideFence(text.slice(0, line));
}

/** Whether a pasted text is a single address, which links the selected words. */
export const isAddress = (pasted: string) => /^(https?:\/\/|mailto:)[^\s<>]+$/.test(pasted.trim());

/**
 * The completable word being typed: `@al`, `#12`, `:ba`; a Latin word, an address or a backslash before it forbids it, as in
 * what is posted. Null elsewhere and inside code.
 */
export function wordToComplete({
  text,
  start,
  end,
}: Selection): { kind: "@" | "#" | ":"; word: string; from: number } | null {
  if (start !== end) return null;
  const before = text.slice(Math.max(0, start - 80), start);
  const [, kind, word] =
    /(?<![\p{Script=Latin}\p{Nd}_.@/=#&:\\])([@#:])([\p{L}\p{N}_-]{0,40}(?: [\p{L}\p{N}_-]{1,20}){0,3})$/u.exec(
      before,
    ) ?? [];
  if (!kind || word === undefined) return null;
  if (kind !== "#" && word.includes(" ")) return null;
  if (kind === ":" && word === "") return null;
  const from = start - word.length - 1;
  if (isInsideCode({ text, start: from })) return null;
  return { kind: kind as "@" | "#" | ":", word, from };
}
