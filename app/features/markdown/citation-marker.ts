import type { CitationStance } from "./parsed";
import { startOf } from "~/ui/shorten";

/** One item of a marker, which cites one source: `supports:key, § Rationale, "exact words", a remark`. */
export type MarkerItem = {
  /** As typed, including a stance in front: a definition can have that whole text as its key. */
  name: string;
  key: string;
  stance: CitationStance | null;
  locator: string;
  quote: string;
  remark: string;
};

const stances: Record<string, CitationStance> = {
  supports: "supports",
  pro: "supports",
  see: "supports",
  disputes: "disputes",
  con: "disputes",
  contra: "disputes",
  refutes: "disputes",
  mentions: "mentions",
  mention: "mentions",
  via: "mentions",
  cf: "mentions",
  data: "data",
};

// Longer texts are no markers. Without the limit, each of many unclosed markers would be read to the end of the text.
const longest = 1_200;
const closing: Record<string, string> = { '"': '"', "“": "”" };

const locator =
  /^(?:(?:pp?|secs?|chs?|chap|figs?|tbls?|eqs?|para|ll?|nos?|vol|t)\.|§§?|¶¶?|(?:section|chapter|figure|table|equation|paragraph|lines?|pages?|block|comment|post|slide|footnote|appendix)\b|\d{1,2}:\d{2}\b)\s*\S/i;

/**
 * Reads the marker at `start` of a line: its items and its end. Returns null if it is none: `[^]`, a space inside a
 * key, a link text that begins with `^`, or no end on the line.
 */
export function readMarker(src: string, start: number, end: number): { items: MarkerItem[]; end: number } | null {
  if (!src.startsWith("[^", start)) return null;
  const bound = Math.min(end, start + longest);
  const items: string[][] = [];
  let position = start + 2;
  for (;;) {
    const item = readItem(src, position, bound);
    if (!item) return null;
    items.push(item.fields);
    position = item.end;
    if (src[position] === "]") break;
    position++;
    while (src[position] === " ") position++;
    if (src[position] === "^") position++;
  }
  if (src[position + 1] === "(") return null;
  const read = items.map(toItem);
  return read.every((item) => item !== null) ? { items: read, end: position + 1 } : null;
}

/** The comma-separated fields of one item; `end` is the index of its `;` or `]`. */
function readItem(src: string, start: number, bound: number) {
  const fields: string[] = [];
  let fieldStart = start;
  let brackets = 0;
  let position = start;
  const isKey = () => fields.length === 0;
  for (; position < bound; position++) {
    const sign = src[position]!;
    if (sign === "\n") return null;
    if (sign === "<" && isKey() && /^(?:[a-z]+:)?$/i.test(src.slice(fieldStart, position))) {
      const close = endOfBrackets(src, position);
      if (close === -1 || close >= bound || /\s/.test(src.slice(position, close))) return null;
      position = close;
    } else if (!isKey() && closing[sign] && /^\s*$/.test(src.slice(fieldStart, position))) {
      const close = src.indexOf(closing[sign], position + 1);
      if (close === -1 || close >= bound || src.slice(position, close).includes("\n")) return null;
      position = close;
    } else if (sign === "[") return null;
    else if (sign === "]") break;
    else if (sign === "(" && isKey()) brackets++;
    else if (sign === ")" && isKey()) brackets = Math.max(0, brackets - 1);
    else if (brackets === 0 && sign === ";") break;
    else if (brackets === 0 && sign === ",") {
      fields.push(src.slice(fieldStart, position));
      fieldStart = position + 1;
    }
  }
  if (position >= bound) return null;
  fields.push(src.slice(fieldStart, position));
  return { fields, end: position };
}

/** The bracket before the end of a key; a key may hold such brackets itself. */
function endOfBrackets(src: string, start: number): number {
  const end = />(?=[,;\]])/g;
  end.lastIndex = start;
  return end.exec(src.slice(0, start + longest))?.index ?? -1;
}

function toItem([first = "", ...rest]: string[]): MarkerItem | null {
  const name = first.replace(/^<(.*)>$/, "$1");
  if (!isKey(name) || /^["“]/.test(name)) return null;
  const [, word = ""] = /^([a-z]+):(?!\/\/)/i.exec(name) ?? [];
  const stance = Object.hasOwn(stances, word.toLowerCase()) ? stances[word.toLowerCase()]! : null;
  const key = stance ? name.slice(word.length + 1).replace(/^<(.*)>$/, "$1") : name;
  return isKey(key) ? { name, key, stance, ...readFields(rest) } : null;
}

/** A key has no spaces, so that a slip such as `[^see below]` stays visible as ordinary text. */
function isKey(text: string) {
  return text.length <= 300 && (/^[^\s"“]+$/.test(text) || /^(?:[a-z]+:)?(?:EIP|ERC) \d+$/i.test(text));
}

function readFields(fields: string[]) {
  const read = { locator: "", quote: "", remark: "" };
  for (const field of fields.map((text) => text.trim())) {
    const quoted = /^"(.*)"$|^“(.*)”$/.exec(field);
    if (quoted && !read.quote) read.quote = startOf((quoted[1] ?? quoted[2] ?? "").trim(), 1_000);
    else if (!quoted && !read.locator && locator.test(field)) read.locator = startOf(field, 200);
    else if (field) read.remark = startOf([read.remark, field].filter(Boolean).join(", "), 500);
  }
  return read;
}
