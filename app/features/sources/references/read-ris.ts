import { CslItem, isCslType } from "./csl";
import { dateIn, type DateVariable, periodIn } from "./csl-dates";
import { type CslName, withParticle } from "./csl-names";
import { addressIn, addressOf, addressOfShortDoi, arxivIn, doiIn, iacrIn, iacrOf, withUnopened } from "./found-in-text";
import { pagesWithDash, plainMarkup } from "./plain-markup";
import { readingLimits, type ReadReferences } from "./read-bibtex";
import { cslTypeOfRis, risBooks, risPieces } from "./ris-types";

type Line = { tag: string; value: string };

/**
 * Reads RIS records. A record ends at `ER` or where the next begins. A line without a tag continues the one before it; lines
 * before the first `TY` and unknown tags are ignored.
 */
export function readRis(source: string): ReadReferences {
  const items: CslItem[] = [];
  const problems: string[] = [];
  let record: Line[] | null = null;
  const end = () => {
    if (record && record.length > 1) items.push(new RecordReader(record).item());
    record = null;
  };
  for (const [index, line] of source
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const [, tag = "", value = ""] = /^\s{0,3}([A-Z][A-Z0-9])\s{1,2}-(?:\s([^]*)|)$/.exec(line) ?? [];
    if (tag === "TY") {
      const isEmpty = record !== null && (record as Line[]).length < 2;
      if (isEmpty && problems.length < readingLimits.problems)
        problems.push(`The record before line ${index + 1} is empty.`);
      end();
      record = [{ tag, value: value.trim() }];
    } else if (tag === "ER") end();
    else if (record) add(record, tag, tag ? value.trim() : line.trim());
    if (items.length >= readingLimits.items || problems.length >= readingLimits.problems) return { items, problems };
  }
  end();
  return { items, problems };
}

const mostLines = 2_000;

function add(record: Line[], tag: string, value: string) {
  const last = record.at(-1)!;
  if (tag && record.length < mostLines) record.push({ tag, value: value.slice(0, readingLimits.value) });
  else if (!tag && value && record.length > 1 && last.value.length < readingLimits.value)
    last.value = `${last.value} ${value}`.slice(0, readingLimits.value);
}

class RecordReader {
  private readonly type: string;

  constructor(private readonly lines: Line[]) {
    this.type = lines[0]!.value.toUpperCase();
  }

  item(): CslItem {
    const own = this.one("C2");
    const isOurs = isCslType(own);
    const isPiece = risPieces.has(this.type);
    const isBook = risBooks.has(this.type);
    const isConference = this.type === "CONF" || this.type === "CPAPER";
    const isSpeech = !isOurs && cslTypeOfRis[this.type] === "speech";
    const isSoftware = isOurs ? own === "software" : this.type === "COMP";
    const title = this.one("TI", "T1", "CT", ...(isPiece ? [] : ["BT"]));
    const container = isSpeech ? undefined : this.container(isPiece, isBook);
    const preprint = this.preprint(isOurs);
    const authors = this.authors();
    const publisher = preprint?.publisher ?? this.one("PB");
    // A record must have an author; without one, our files name the publisher.
    const isFiller =
      isOurs && authors.length === 1 && [container, publisher, title, this.one("ID")].includes(nameOf(authors[0]!));
    const number = this.one("SN");
    const isReport = !isOurs && /^(?:RPRT|PAT|STAND|BILL)$/.test(this.type);
    // The number of a report or patent stands where that of a book or journal does.
    const isItsOwn = isReport && number !== undefined && !/^[\d\s-]{8,}[\dxX]$/.test(number);
    const isIssn = number !== undefined && /^(?:ISSN\s*)?\d{4}-?\d{3}[\dxX](?!\d)/.test(number);
    const item = {
      id: this.one("ID", "LB"),
      type: isOurs ? own : preprint ? "article" : (cslTypeOfRis[this.type] ?? "document"),
      title,
      author: isFiller ? undefined : authors,
      editor: this.names("ED", ...(isPiece || this.type === "BOOK" || this.type === "EDBOOK" ? ["A2"] : [])),
      "collection-editor": this.names("A3"),
      translator: this.names("TA", "A4"),
      issued: this.date("DA", "PY", "Y1"),
      accessed: this.date("Y2"),
      "container-title": container,
      "container-title-short": this.one("J2", ...(this.one("T2", "JO", "JF") ? ["JA"] : [])),
      "collection-title": this.one("T3", ...(isBook ? ["T2"] : [])),
      "title-short": this.one("ST"),
      publisher,
      "publisher-place": isSpeech ? undefined : this.one("CY", "PP"),
      "event-title": isSpeech ? this.one("C3", "T2", "JO", "JF") : isConference ? this.one("C3") : undefined,
      "event-place": isSpeech ? this.one("CY", "PP") : undefined,
      volume: this.one("VL"),
      issue: isReport ? undefined : this.one("IS"),
      page: this.pages(),
      number:
        preprint?.number ??
        this.one("M1", ...(isItsOwn ? ["SN"] : []), ...(isReport ? ["IS"] : []), ...(isOurs ? [] : ["C7"])),
      genre: isOurs || doiIn(this.one("M3") ?? "") === undefined ? this.one("M3") : undefined,
      [isSoftware ? "version" : "edition"]: this.one("ET"),
      "number-of-volumes": this.one("NV"),
      section: isOurs ? undefined : this.one("SE"),
      status: isOurs ? this.one("C1") : undefined,
      language: this.one("LA"),
      "call-number": this.one("CN"),
      archive: this.one("DB"),
      archive_location: this.one("AN"),
      abstract: this.one("AB", "N2"),
      keyword: this.all("KW").join(", ") || undefined,
      DOI: this.doi(),
      ...(isItsOwn ? {} : isIssn ? { ISSN: number } : { ISBN: number }),
      URL: this.address(),
      note: isOurs ? this.one("N1") : withUnopened(this.all("N1").join(" ") || undefined, this.all("UR", "LK")),
    };
    return CslItem.parse({ ...item, ...this.exact() });
  }

  private all(...tags: string[]): string[] {
    return tags.flatMap((tag) =>
      this.lines.filter((line) => line.tag === tag && line.value !== "").map(({ value }) => plainMarkup(value)),
    );
  }

  private one = (...tags: string[]): string | undefined => {
    for (const tag of tags) {
      const line = this.lines.find((one) => one.tag === tag && one.value.trim() !== "");
      if (line) return plainMarkup(line.value);
    }
    return undefined;
  };

  private container(isPiece: boolean, isBook: boolean) {
    const names = ["JF", "JO", "T2", ...(isPiece ? ["BT"] : []), "JA", "J2", "J1"];
    const own = this.one("T2");
    if (isBook && !this.one("C2")) return this.one("JF", "JO");
    return own ?? this.one(...names);
  }

  /** In the order of the file, whichever of the two tags they have. */
  private authors(): CslName[] {
    return this.lines
      .filter(({ tag, value }) => (tag === "AU" || tag === "A1") && value !== "")
      .flatMap(({ value }) => namesIn(value));
  }

  private names(...tags: string[]): CslName[] {
    return this.lines
      .filter(({ tag, value }) => tags.includes(tag) && value !== "")
      .flatMap(({ value }) => namesIn(value));
  }

  private date(...tags: string[]): DateVariable | undefined {
    const year = tags.map((tag) => /(?<!\d)\d{4}(?!\d)/.exec(this.one(tag) ?? "")?.[0]).find(Boolean);
    const dates = tags.flatMap((tag) => {
      const text = this.one(tag) ?? "";
      // "Oct 3" beside a year of its own.
      return dateOfRis(text && year && !/\d{4}/.test(text) ? `${year} ${text}` : text) ?? [];
    });
    // The one that says most of the same year.
    const [first] = dates;
    const best = dates.find(
      ({ "date-parts": [parts] }) => parts![0] === first?.["date-parts"][0]![0] && parts!.length > 1,
    );
    return best ?? first;
  }

  private pages() {
    const [start, end] = [this.one("SP"), this.one("EP")];
    const isWhole = start !== undefined && end !== undefined && /[-–]/.test(start) && start.endsWith(end);
    return pagesWithDash((isWhole ? [start] : [...new Set([start, end])]).filter(Boolean).join("–")) || undefined;
  }

  private doi() {
    const own = this.one("DO", "DI", "M3") ?? "";
    const others = this.all("UR", "L3", "N1", "M2", "ID").filter((text) => /doi|^10\.\d{4}/i.test(text));
    return (
      (/^\s*(?:doi:?\s*|https?:\/\/(?:dx\.)?doi\.org\/)?10\./i.test(own) ? doiIn(own) : undefined) ??
      others.map(doiIn).find(Boolean)
    );
  }

  private address() {
    return (
      this.all("UR", "LK", "L1", "L2").map(addressOf).find(Boolean) ??
      addressOfShortDoi(this.one("DO", "DI") ?? "") ??
      this.all("N1").map(addressIn).find(Boolean)
    );
  }

  private preprint(isOurs: boolean) {
    if (isOurs) return null;
    const place = this.one("JO", "JF", "T2", "JA", "PB") ?? "";
    const where = [place, ...this.all("VL", "M1", "UR", "AN")].join(" ");
    if (place === "" || /^(?:arxiv|corr\b)/i.test(place)) {
      const id = arxivIn(where);
      if (id || place !== "") return id ? { publisher: "arXiv", number: `arXiv:${id}` } : null;
    }
    const years = ["VL", "PY", "Y1"].map((tag) => this.one(tag)?.slice(0, 4));
    const id = /e-?print arch/i.test(place)
      ? (iacrIn(where) ?? iacrOf(place, years, [this.one("IS"), this.one("M1"), this.one("SP")]))
      : undefined;
    return id ? { publisher: "Cryptology ePrint Archive", number: id } : null;
  }

  /** Fields that an export of ours wrote as they are. */
  private exact(): Record<string, unknown> {
    const written = this.lines.find(({ tag }) => tag === "U1")?.value;
    if (!written?.startsWith("{")) return {};
    try {
      const given: unknown = JSON.parse(written);
      return given instanceof Object && !Array.isArray(given) ? { ...given } : {};
    } catch {
      return {};
    }
  }
}

/** `2014/02/03/`, `2014//`, `2015/october`, `2014-02-03`. */
function dateOfRis(text: string): DateVariable | undefined {
  if (/^\s*\d{4}-\d/.test(text)) return periodIn(text);
  const [, numbers] = /^(-?\d{1,4}(?:\/\d{0,2}){0,2})\/*(?:[^/\d].*)?$/.exec(text.trim()) ?? [];
  const parts = numbers?.split("/").filter(Boolean);
  const isNumeric = parts?.[0]?.replace("-", "").length === 4 && !/\p{L}/u.test(text);
  const date = dateIn(isNumeric ? parts.join("-") : text);
  return date ? { "date-parts": [date as number[]] } : undefined;
}

/** "Family, Given, Suffix", or a name as a whole. */
export function readRisName(text: string): CslName {
  const [family = "", given = "", suffix = ""] = plainMarkup(text)
    .trim()
    .split(/\s*,\s*/, 3);
  if (!given) return { literal: plainMarkup(text).trim().replace(/,$/, "") };
  return { ...withParticle(family), given, ...(suffix && { suffix }) };
}

/** Some programs write all authors in one line. */
const namesIn = (text: string) =>
  text
    .split(/(?<!&#?\w{1,8});/)
    .filter((name) => name.trim() !== "")
    .map(readRisName);

const nameOf = ({ literal, family, given, ...parts }: CslName) =>
  literal ?? [[parts["non-dropping-particle"], family].filter(Boolean).join(" "), given].filter(Boolean).join(", ");
