/** Takes a file of BibTeX or BibLaTeX apart into entries, whatever some of them are like. */
import { months } from "../../../ui/dates";
import { tidyText } from "./tidy-text";

export type BibtexEntry = { type: string; key: string; fields: Map<string, string> };
export type ReadEntry = { entry: BibtexEntry } | { problem: string };

/** How much of a file is read. The rest is left out and reported. */
export const readingLimits = { items: 20_000, problems: 50, value: 20_000, written: 500_000, fields: 200 };

const monthMacros = months.map((name) => name.toLowerCase());
/** The first line of an entry: no value goes on behind it. */
const beginning = /^[ \t]*@[ \t]*[a-z][\w.+-]*[ \t]*[{(][^\n]*,[ \t\r]*$|^@[a-z][\w.+-]*[ \t]*[{(]/gim;
const beginningInValue = /\n@[a-z][\w.+-]*[ \t]*\{[^\s,{}=]+,[ \t]*\r?\n?[ \t]*[a-z-]+[ \t]*=/i;

/** Entries that hold settings or pieces of other entries, and are no references. */
const noReference = new Set(["xdata", "set", "control", "ieeetranbstctl", "settings"]);

export class BibtexReader {
  private position = 0;
  private readonly strings = new Map(monthMacros.map((name) => [name, name]));
  private counted = { position: 0, line: 1 };

  constructor(private readonly source: string) {}

  /** Characters that were read in vain, looking for the end of something, or made by joining values. */
  private wasted = 0;
  private skipsEscaped = false;

  /** Whether reading on would take much longer than the text is long. */
  get isTired() {
    return this.wasted > 20 * this.source.length + 100_000;
  }

  /** The next entry; null at the end. */
  next(): ReadEntry | null {
    while (!this.isTired) {
      const start = this.source.indexOf("@", this.position);
      if (start === -1) return null;
      this.position = start + 1;
      if (this.isCommentedOut(start)) continue;
      const type = this.take(/[ \t]*[a-z][\w.+-]*/iy)
        ?.trim()
        .toLowerCase();
      this.skipSpace();
      const open = this.source[this.position];
      if (!type || (open !== "{" && open !== "(")) continue;
      this.position++;
      if (type === "comment" || type === "preamble") {
        this.position--;
        if (open === "{" && this.braced() !== null) continue;
        this.resume(start);
        return { problem: `An @${type} in line ${this.lineOf(start)} has no end.` };
      }
      const read = this.entry(type, start);
      if (read) return read;
    }
    return { problem: `Reading stopped in line ${this.lineOf(this.position)}.` };
  }

  private isCommentedOut(start: number) {
    const line = this.source.lastIndexOf("\n", start) + 1;
    // Behind the encoding that some programs write first, the file goes on in the same line.
    return /^[ \t]*%(?!\s*encoding:\s*[\w:.-]+@)/i.test(this.source.slice(line, Math.min(start + 1, line + 200)));
  }

  private entry(type: string, start: number): ReadEntry | null {
    if (type === "string") {
      const fields = this.fields();
      if (fields) for (const [name, value] of fields) this.strings.set(name, value);
      else this.resume(start);
      return fields ? null : { problem: `The @string in line ${this.lineOf(start)} can’t be read.` };
    }
    const key = this.key();
    const from = this.position;
    const fields = this.fields() ?? this.withEscapes(from);
    if (fields) return { entry: { type, key, fields } };
    this.resume(start);
    const name = `The entry “${tidyText(key, 60)}” in line ${this.lineOf(start)}`;
    return { problem: `${name} has no end or a field that can’t be read.` };
  }

  /** The name up to the first comma; an entry that begins with a field has none. */
  private key(): string {
    this.skipSpace();
    const before = this.position;
    const key = this.take(/[^\n,{}()="]*/y)?.trim() ?? "";
    const end = this.position;
    this.skipSpace();
    if (this.source[this.position] === "=") {
      this.position = before;
      return "";
    }
    // A key may hold brackets and the like.
    const goesOn = this.position === end && this.source[end] !== ",";
    const rest = goesOn ? (this.take(/[^\s,={}]*/y) ?? "") : "";
    this.skipSpace();
    if (this.source[this.position] === ",") this.position++;
    return key + rest;
  }

  /** After an entry that can't be read: goes on at the next line that begins one. */
  private resume(start: number) {
    beginning.lastIndex = start + 1;
    const next = beginning.exec(this.source);
    const end = next?.index ?? this.source.length;
    this.wasted += Math.min(end - start, 1_000);
    this.position = Math.max(end, start + 1);
    // What stands in the same line may be an entry as well.
    const inLine = this.source.indexOf("@", start + 1);
    if (!next && inLine !== -1) this.position = inLine;
  }

  /** The fields of an entry whose braces are balanced only without those behind a backslash. */
  private withEscapes(from: number) {
    this.position = from;
    this.skipsEscaped = true;
    const fields = this.fields();
    this.skipsEscaped = false;
    return fields;
  }

  /** Up to the sign that ends the entry: some end with the other one than they began with. */
  private fields(): Map<string, string> | null {
    const fields = new Map<string, string>();
    for (;;) {
      this.skipSpace();
      const sign = this.source[this.position];
      if (sign === undefined) return null;
      if (sign === "}" || sign === ")") {
        this.position++;
        return fields;
      }
      if (sign === ",") {
        this.position++;
        continue;
      }
      const name = this.take(/[^\s=,{}()"@]+/y)?.toLowerCase();
      this.skipSpace();
      if (!name || this.source[this.position] !== "=") return null;
      this.position++;
      const value = this.value();
      if (value === null) return null;
      if (!fields.has(name) && fields.size < readingLimits.fields) fields.set(name, value);
    }
  }

  /** A value; a long one is cut. Null where it has no end, or where its parts are more than any value may be. */
  private value(): string | null {
    let value = "";
    for (;;) {
      this.skipSpace();
      const sign = this.source[this.position];
      const part = sign === "{" ? this.braced() : sign === '"' ? this.quoted() : this.word();
      if (part === null || beginningInValue.test(part)) return null;
      this.wasted += value === "" ? 0 : part.length;
      const most = value === "" ? readingLimits.written : readingLimits.value;
      if (value.length + part.length > most) return null;
      value += part.slice(0, readingLimits.value);
      this.skipSpace();
      if (this.source[this.position] !== "#") return value;
      this.position++;
    }
  }

  /** Braces count as BibTeX counts them: also behind a backslash. */
  private braced(): string | null {
    let depth = 0;
    for (let index = this.position; index < this.source.length; index++) {
      const sign = this.source.charCodeAt(index);
      if (sign === 0x5c && this.skipsEscaped) index++;
      else if (sign === 0x7b) depth++;
      else if (sign === 0x7d && --depth === 0) return this.upTo(index);
    }
    this.wasted += this.source.length - this.position;
    return null;
  }

  private quoted(): string | null {
    let depth = 0;
    for (let index = this.position + 1; index < this.source.length; index++) {
      const sign = this.source[index];
      if (sign === "\\" && this.source[index + 1] === '"') index++;
      else if (sign === "{") depth++;
      else if (sign === "}") depth--;
      else if (sign === '"' && depth <= 0) return this.upTo(index);
    }
    this.wasted += this.source.length - this.position;
    return null;
  }

  /** What stands between the sign here and the one at `index`. */
  private upTo(index: number) {
    const inner = this.source.slice(this.position + 1, index);
    this.position = index + 1;
    return inner;
  }

  private word(): string | null {
    const word = this.take(/[^\s,{}()#"=%]+/y);
    return word === undefined ? null : (this.strings.get(word.toLowerCase()) ?? word);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source)?.[0];
    if (found) this.position += found.length;
    return found;
  }

  /** Spaces, and comments up to the end of their line. */
  private skipSpace() {
    this.take(/(?:\s+|%[^\n]*)+/y);
  }

  /** Lines are asked for in the order of the file. */
  private lineOf(position: number) {
    let { position: from, line } = this.counted.position <= position ? this.counted : { position: 0, line: 1 };
    for (let at = this.source.indexOf("\n", from); at !== -1 && at < position; at = this.source.indexOf("\n", at + 1)) {
      line++;
      from = at + 1;
    }
    this.counted = { position: from, line };
    return line;
  }
}

const notInherited = new Set(["crossref", "xref", "xdata", "entryset", "ids", "label", "shorthand", "keywords"]);
/** In a piece of a book, what the book is called is the name of its container. */
const renamed: Record<string, string> = { title: "booktitle", subtitle: "booksubtitle", titleaddon: "booktitleaddon" };
const pieces = /^(?:in|supp|bookin)|^conference$/;
/** BibTeX knows no deeper nesting. */
const deepest = 3;

/** Entries with what they inherit by `crossref` and `xdata`, without those that are no references. */
export function withInherited(entries: BibtexEntry[]): BibtexEntry[] {
  if (!entries.some(({ fields }) => fields.has("crossref") || fields.has("xdata")))
    return entries.filter(({ type }) => !noReference.has(type));
  const byKey = new Map(entries.map((entry) => [entry.key.toLowerCase(), entry]));
  return entries.filter(({ type }) => !noReference.has(type)).map((entry) => inherit(entry, byKey, 0));
}

function inherit(entry: BibtexEntry, byKey: Map<string, BibtexEntry>, depth: number): BibtexEntry {
  const keys = (name: string) => (entry.fields.get(name) ?? "").split(",").map((key) => key.trim().toLowerCase());
  const parents = [...keys("xdata"), ...keys("crossref")].slice(0, 10).flatMap((key) => byKey.get(key) ?? []);
  if (parents.length === 0 || depth >= deepest) return entry;
  const fields = new Map(entry.fields);
  for (const parent of parents) {
    const given = inherit(parent, byKey, depth + 1);
    const isPiece = given.type !== "xdata" && pieces.test(entry.type);
    for (const [name, value] of given.fields) {
      const own = isPiece && Object.hasOwn(renamed, name) ? renamed[name]! : name;
      if (!fields.has(own) && !notInherited.has(name)) fields.set(own, value);
    }
  }
  return { ...entry, fields };
}
