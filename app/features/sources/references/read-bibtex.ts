import { months } from "../../../ui/dates";
import { CslItem, type CslType, cslTypes, readDate, readName, tidyText } from "./csl";
import { latexToText } from "./latex";

export type ReadReferences = { items: CslItem[]; problems: string[] };

/** How much of a file is read. The rest is left out and reported. */
export const readingLimits = { items: 500, problems: 50, value: 20_000, fields: 200 };

const enoughProblems = "The rest of the file was not read, because too much of it can’t be read.";

/**
 * Reads BibTeX and BibLaTeX: entries, `@string` abbreviations, months, braces, accents. Unreadable parts are reported
 * and skipped. `most` is how many entries are wanted.
 */
export function readBibtex(source: string, { most = readingLimits.items } = {}): ReadReferences {
  const reader = new Reader(source);
  const items: CslItem[] = [];
  const problems: string[] = [];
  for (let entry = reader.next(); entry && items.length < most; entry = reader.next()) {
    if ("item" in entry) items.push(toCsl(entry.item));
    else problems.push(entry.problem);
    if (problems.length >= readingLimits.problems || reader.isTired) {
      problems.push(enoughProblems);
      break;
    }
  }
  return { items, problems };
}

type Entry = { type: string; key: string; fields: Map<string, string> };

const monthMacros = months.map((name) => name.toLowerCase());

class Reader {
  private position = 0;
  private readonly strings = new Map(monthMacros.map((name, index) => [name, String(index + 1)]));

  constructor(private readonly source: string) {}

  /** Characters that were read in vain, looking for the end of something, or made by joining values. */
  private wasted = 0;

  /** Whether reading on would take much longer than the text is long. */
  get isTired() {
    return this.wasted > 20 * this.source.length + 100_000;
  }

  /** The next entry; null at the end. */
  next(): { item: Entry } | { problem: string } | null {
    while (!this.isTired) {
      const start = this.source.indexOf("@", this.position);
      if (start === -1) return null;
      this.position = start + 1;
      const type = this.take(/[a-z]+/iy)?.toLowerCase();
      this.skipSpace();
      const open = this.source[this.position];
      if (!type || (open !== "{" && open !== "(")) continue;
      this.position++;
      if (type === "comment" || type === "preamble") {
        this.position--;
        if (this.braced() === null) return { problem: `An @${type} in line ${this.lineOf(start)} has no end.` };
        continue;
      }
      const close = open === "{" ? "}" : ")";
      if (type === "string") {
        const fields = this.fields(close);
        if (!fields) return { problem: `The @string in line ${this.lineOf(start)} can’t be read.` };
        for (const [name, value] of fields) this.strings.set(name, value);
        continue;
      }
      const key = this.take(/[^\s,{}()]*/y) ?? "";
      this.skipSpace();
      if (this.source[this.position] === ",") this.position++;
      const fields = this.fields(close);
      if (!fields)
        return {
          problem: `The entry “${tidyText(key, 60)}” in line ${this.lineOf(start)} has no end or a field that can’t be read.`,
        };
      return { item: { type, key, fields } };
    }
    return { problem: `Reading stopped in line ${this.lineOf(this.position)}.` };
  }

  private fields(close: string): Map<string, string> | null {
    const fields = new Map<string, string>();
    for (;;) {
      this.skipSpace();
      const sign = this.source[this.position];
      if (sign === undefined) return null;
      if (sign === close) {
        this.position++;
        return fields;
      }
      if (sign === ",") {
        this.position++;
        continue;
      }
      const name = this.take(/[^\s=,{}()"]+/y)?.toLowerCase();
      this.skipSpace();
      if (!name || this.source[this.position] !== "=") return null;
      this.position++;
      const value = this.value();
      if (value === null) return null;
      if (!fields.has(name) && fields.size < readingLimits.fields) fields.set(name, value);
    }
  }

  /** A value, joined of its parts; null where it has no end or gets longer than any value may be. */
  private value(): string | null {
    let value = "";
    for (;;) {
      this.skipSpace();
      const sign = this.source[this.position];
      const part = sign === "{" ? this.braced() : sign === '"' ? this.quoted() : this.word();
      if (part === null) return null;
      this.wasted += value === "" ? 0 : part.length;
      if (value.length + part.length > readingLimits.value) return null;
      value += part;
      this.skipSpace();
      if (this.source[this.position] !== "#") return value;
      this.position++;
    }
  }

  private braced(): string | null {
    let depth = 0;
    for (let index = this.position; index < this.source.length; index++) {
      const sign = this.source[index];
      if (sign === "\\") index++;
      else if (sign === "{") depth++;
      else if (sign === "}" && --depth === 0) {
        const inner = this.source.slice(this.position + 1, index);
        this.position = index + 1;
        return inner;
      }
    }
    this.wasted += this.source.length - this.position;
    return null;
  }

  private quoted(): string | null {
    let depth = 0;
    for (let index = this.position + 1; index < this.source.length; index++) {
      const sign = this.source[index];
      if (sign === "\\") index++;
      else if (sign === "{") depth++;
      else if (sign === "}") depth--;
      else if (sign === '"' && depth === 0) {
        const inner = this.source.slice(this.position + 1, index);
        this.position = index + 1;
        return inner;
      }
    }
    this.wasted += this.source.length - this.position;
    return null;
  }

  private word(): string | null {
    const word = this.take(/[^\s,{}()#"=]+/y);
    return word === undefined ? null : (this.strings.get(word.toLowerCase()) ?? word);
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.source)?.[0];
    if (found) this.position += found.length;
    return found;
  }

  private skipSpace() {
    this.take(/\s+/y);
  }

  private lineOf(position: number) {
    return this.source.slice(0, position).split("\n").length;
  }
}

const types: Record<string, CslType> = {
  article: "article-journal",
  book: "book",
  inbook: "chapter",
  incollection: "chapter",
  inproceedings: "paper-conference",
  conference: "paper-conference",
  proceedings: "book",
  techreport: "report",
  report: "report",
  phdthesis: "thesis",
  mastersthesis: "thesis",
  thesis: "thesis",
  online: "webpage",
  electronic: "webpage",
  www: "webpage",
  software: "software",
  dataset: "dataset",
  standard: "standard",
  unpublished: "article",
  video: "motion_picture",
};

function toCsl({ type, key, fields }: Entry): CslItem {
  const text = (...names: string[]) => {
    const name = names.find((one) => fields.get(one)?.trim());
    return name ? latexToText(fields.get(name)!) : undefined;
  };
  // In addresses, two hyphens stay two.
  const address = (name: string) =>
    fields
      .get(name)
      ?.replaceAll(/\\url\{([^{}]*)\}/g, "$1")
      .replaceAll(/\\([_%&#~$])/g, "$1")
      .replaceAll(/[{}\s]/g, "");
  const arxiv = /^arxiv$/i.test(text("archiveprefix", "eprinttype") ?? "") ? address("eprint") : undefined;
  const how = address("howpublished");
  const date = readDate(text("date")?.split("/")[0] ?? "") ?? dateFrom(text("year"), fields.get("month"), text("day"));
  const isWeb = type === "misc" && (text("url") !== undefined || /^https?:/.test(how ?? ""));
  return CslItem.parse({
    id: tidyText(key, 80),
    type:
      cslTypes.find((known) => known === text("csl-type")) ??
      (arxiv ? "article" : Object.hasOwn(types, type) ? types[type] : isWeb ? "webpage" : "document"),
    title: text("title"),
    author: authors(fields.get("author")),
    ...(date && { issued: { "date-parts": [date] } }),
    "container-title": text("journal", "journaltitle", "booktitle", "organization"),
    publisher: arxiv ? "arXiv" : text("publisher", "institution", "school"),
    volume: text("volume"),
    issue: type === "article" ? text("number", "issue") : text("issue"),
    number: arxiv ? `arXiv:${arxiv}` : type === "article" ? undefined : text("number"),
    page: text("pages")?.replaceAll(/ ?[–-]+ ?/g, "–"),
    genre: text("type"),
    status: text("status"),
    version: text("version"),
    URL: address("url") ?? /https?:\/\/\S+/.exec(how ?? "")?.[0],
    DOI: address("doi")?.replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, ""),
    ISBN: text("isbn"),
    note: text("note"),
  });
}

function dateFrom(year = "", month = "", day?: string) {
  const number = /^\d{1,2}$/.test(month)
    ? Number(month)
    : monthMacros.findIndex((name) => month.toLowerCase().startsWith(name)) + 1;
  const [written] = /\d{1,2}/.exec(/[a-z]/i.test(month) ? month : "") ?? [];
  return /^\d{4}$/.test(year.trim())
    ? readDate([year.trim(), number, number && (day ?? written)].filter(Boolean).join("-"))
    : null;
}

/** Names are separated by "and" outside braces; a name in braces is one name. */
function authors(field: string | undefined) {
  if (!field) return undefined;
  const names: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < field.length; index++) {
    if (field[index] === "{") depth++;
    else if (field[index] === "}") depth--;
    else if (depth === 0 && /^\sand\s/i.test(field.slice(index, index + 5))) {
      names.push(field.slice(start, index));
      start = index + 5;
      index = start - 1;
    }
  }
  names.push(field.slice(start));
  return names
    .map((name) => name.trim())
    .filter((name) => name !== "" && name.toLowerCase() !== "others")
    .map((name) => (/^\{[^]*\}$/.test(name) ? { literal: latexToText(name) } : readPerson(latexToText(name))));
}

function readPerson(name: string) {
  if (name.includes(",")) return readName(name);
  const space = name.lastIndexOf(" ");
  return space === -1 ? { literal: name } : { family: name.slice(space + 1), given: name.slice(0, space) };
}
