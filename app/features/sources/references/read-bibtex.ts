import { BibtexReader, type BibtexEntry, readingLimits, withInherited } from "./bibtex-entries";
import {
  cslTypeOf,
  dateNames,
  genreWords,
  nameNames,
  ownName,
  restName,
  textNames,
  genreOfEntry,
} from "./bibtex-fields";
import { readNames } from "./bibtex-names";
import { CslItem, isCslType, tidyText } from "./csl";
import { dateIn, type DateVariable, inLatinDigits, monthNamed, periodIn, soundDate } from "./csl-dates";
import { type CslType, dateFields, nameFields, textFields } from "./csl-fields";
import { addressIn, addressOf, addressOfShortDoi, arxivIn, doiIn, iacrIn, iacrOf, withUnopened } from "./found-in-text";
import { latexToText } from "./latex";
import { pagesWithDash, plainMarkup } from "./plain-markup";

export { readingLimits } from "./bibtex-entries";

/** `items` in the order of the file; `problems` are sentences, one for each part that can’t be read. */
export type ReadReferences = { items: CslItem[]; problems: string[] };

const enoughProblems = "The rest of the file was not read, because too much of it can’t be read.";

/**
 * Reads BibTeX and BibLaTeX: entries, `@string` abbreviations, months, braces, accents, what entries inherit. An entry that
 * can't be read costs itself alone and is reported.
 */
export function readBibtex(source: string): ReadReferences {
  const reader = new BibtexReader(source);
  const entries: BibtexEntry[] = [];
  const problems: string[] = [];
  for (let read = reader.next(); read; read = reader.next()) {
    if ("entry" in read) entries.push(read.entry);
    else problems.push(read.problem);
    if (problems.length >= readingLimits.problems || reader.isTired) {
      problems.push(enoughProblems);
      break;
    }
    if (entries.length >= readingLimits.items) break;
  }
  return { items: withInherited(entries).map((entry) => new EntryReader(entry).item()), problems };
}

/** What the fields of one entry say, as CSL. */
class EntryReader {
  private readonly fields: Map<string, string>;

  constructor(private readonly entry: BibtexEntry) {
    this.fields = entry.fields;
  }

  item(): CslItem {
    const { type, key } = this.entry;
    const { names, texts, dates } = this.plainFields();
    const preprint = this.preprint();
    const isArticle = type === "article" || type === "suppperiodical";
    const title = this.titled("title", "subtitle", "titleaddon");
    const item: Record<string, unknown> = {
      id: tidyText(key, 120),
      ...texts,
      ...names,
      ...dates,
      type: this.type(preprint !== null),
      title: title ?? (type === "proceedings" ? this.text("booktitle") : undefined),
      author: readNames(this.fields.get("author")),
      issued: this.issued(),
      ...this.containers(preprint?.container),
      page:
        preprint && arxivIn(this.text("pages") ?? "")
          ? undefined
          : pagesWithDash(this.text("pages") ?? "") || undefined,
      number: preprint?.number ?? this.text(...(isArticle ? [] : ["number"]), "eid", "articleno"),
      issue: isArticle ? this.text("number", "issue") : this.text("issue"),
      ISBN: this.text("isbn"),
      DOI: this.doi(),
      URL: this.address(),
      note: withUnopened(this.note(), [this.raw("url"), this.raw("howpublished")]),
      medium: this.medium(),
      ...this.archive(preprint !== null),
    };
    if (preprint) item["publisher"] = preprint.publisher;
    this.numberOfSeries(item);
    return CslItem.parse({ ...item, ...this.exact() });
  }

  /** The text of the first field that has any. */
  private text(...names: string[]): string | undefined {
    for (const name of names) {
      const value = this.fields.get(name);
      const text = value === undefined ? "" : plainMarkup(latexToText(value));
      if (text) return text;
    }
    return undefined;
  }

  private plainFields() {
    const texts: Record<string, unknown> = {};
    for (const [field, names] of Object.entries(textNames)) texts[field] = this.text(...names);
    const names: Record<string, unknown> = {};
    for (const [field, all] of Object.entries(nameNames)) {
      const read = all.flatMap((name) => readNames(this.fields.get(name)) ?? []);
      if (read.length > 0) names[field] = read;
    }
    const dates: Record<string, unknown> = {};
    for (const [field, all] of Object.entries(dateNames)) dates[field] = periodIn(this.text(...all) ?? "");
    if (this.entry.fields.size > 0 && [...this.fields.keys()].some((name) => name.startsWith("csl-"))) {
      for (const field of Object.keys(textFields)) texts[field] ??= this.text(ownName(field));
      for (const field of nameFields) names[field] ??= readNames(this.fields.get(ownName(field)));
      for (const field of dateFields) dates[field] ??= periodIn(this.text(ownName(field)) ?? "");
    }
    const genre = this.text("type") ?? (this.fields.has("csl-type") ? undefined : genreOfEntry[this.entry.type]);
    texts["genre"] = genre && Object.hasOwn(genreWords, genre) ? genreWords[genre] : genre;
    return { names, texts, dates };
  }

  private titled(name: string, sub: string, addition: string): string | undefined {
    const main = this.text(name);
    const subtitle = this.text(sub);
    const whole = main && subtitle ? `${main}${/[?!:.]$/.test(main) ? "" : ":"} ${subtitle}` : (main ?? subtitle);
    const more = this.text(addition);
    if (!whole || !more) return whole ?? more;
    // "Roads Act", "of 1990": such an addition goes on with the title.
    return `${whole}${/^\p{Ll}/u.test(more) || /[?!.]$/.test(whole) ? "" : "."} ${more}`;
  }

  private containers(ofPreprint: string | null | undefined) {
    const { type } = this.entry;
    const named =
      this.titled("journaltitle", "journalsubtitle", "") ??
      this.text("journal") ??
      (type === "proceedings" && !this.text("title")
        ? undefined
        : this.titled("booktitle", "booksubtitle", "booktitleaddon")) ??
      this.text("maintitle");
    const own = withoutAddressIn(named);
    const organization = withoutAddressIn(this.text("organization"));
    const isWork = /^(?:in|proceedings|conference|book|manual|tech|report|thesis|phd|masters|collection)/.test(type);
    const container =
      ofPreprint === undefined ? (own ?? (isWork ? undefined : organization)) : (ofPreprint ?? undefined);
    const publisher = withoutAddressIn(this.text("publisher", "institution", "school"));
    const isFree = organization !== undefined && (isWork || own !== undefined);
    return {
      "container-title": container,
      publisher: publisher ?? (isFree ? organization : undefined),
      ...(isFree && publisher && publisher !== organization && { organizer: [{ literal: organization }] }),
    };
  }

  private type(isPreprint: boolean): CslType {
    const { type } = this.entry;
    const given = this.text("csl-type");
    if (isCslType(given)) return given;
    if (isPreprint) return "article";
    const sub = this.text("entrysubtype")?.toLowerCase();
    if (sub === "newspaper" || sub === "magazine") return `article-${sub}`;
    if (Object.hasOwn(cslTypeOf, type)) return cslTypeOf[type]!;
    return type === "misc" && this.address() ? "webpage" : "document";
  }

  /** The archive of preprints that the entry names as its place, and what of its journal is not just that archive's name. */
  private preprint(): { publisher: string; number: string; container: string | null | undefined } | null {
    const book = this.text("booktitle");
    const isArchive = /^(?:arxiv|corr\b|computing research repository)/i;
    const journal = this.text("journal", "journaltitle") ?? (book && isArchive.test(book) ? book : undefined);
    const [volume, pages, number] = ["volume", "pages", "number"].map((name) => this.text(name));
    const where = [journal, volume, this.text("howpublished"), number, pages, this.text("eid")]
      .filter(Boolean)
      .join(" ");
    const isBare = !journal || isArchive.test(journal);
    const place = `${where} ${this.text("note") ?? ""} ${this.raw("url")} ${this.raw("howpublished")} ${this.raw("note")}`;
    const arxiv = this.eprint("arxiv") ?? arxivIn(where) ?? (isBare ? arxivIn(place) : undefined);
    const isPublished = (book && book !== journal) || this.text("publisher", "school", "institution") !== undefined;
    if (arxiv && isBare && !(isPublished && !this.eprint("arxiv")))
      return {
        publisher: "arXiv",
        number: `arXiv:${arxiv}`,
        container: journal && /^corr\b/i.test(journal) ? journal : null,
      };
    const hasIacrJournal = !journal || /e-?print/i.test(journal);
    const numbered = iacrOf(journal ?? "", [volume, this.text("year", "date")?.slice(0, 4)], [number, pages]);
    const iacr = hasIacrJournal && !isPublished ? (this.eprint("iacr") ?? iacrIn(place) ?? numbered) : undefined;
    return iacr ? { publisher: "Cryptology ePrint Archive", number: iacr, container: null } : null;
  }

  private eprint(archive: "arxiv" | "iacr"): string | undefined {
    const written = this.text("eprint", "arxivid");
    const id = arxivIn(written ?? "") ?? written;
    const prefix = this.text("archiveprefix", "eprinttype");
    if (!id) return undefined;
    if (archive === "iacr") return /iacr|eprint/i.test(prefix ?? "") ? /^\d{4}\/\d+$/.exec(id)?.[0] : undefined;
    if (prefix !== undefined) return /^arxiv$/i.test(prefix) ? id : undefined;
    return /^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/i.test(id) ? id : undefined;
  }

  /** A published work that is in an archive as well. */
  private archive(isPreprint: boolean) {
    const eprint = this.text("eprint");
    if (!eprint || isPreprint) return {};
    const archive = this.eprint("arxiv") ? "arXiv" : this.text("archiveprefix", "eprinttype");
    return { archive: archive ?? undefined, archive_location: archive === "arXiv" ? this.eprint("arxiv") : eprint };
  }

  /** A number beside a series is the number in it. */
  private numberOfSeries(item: Record<string, unknown>) {
    if (!item["collection-title"] || !item["number"] || item["collection-number"]) return;
    if (!/^(?:book|mvbook|proceedings|collection|in)/.test(this.entry.type)) return;
    item["collection-number"] = item["number"];
    item["number"] = undefined;
  }

  private issued(): DateVariable | undefined {
    const written = periodIn(this.text("date") ?? "");
    if (written) return written;
    const typed = inLatinDigits(this.text("year") ?? "");
    const year = /(?<!\d)\d{4}(?!\d)|^-?\d{1,4}$|(?<!\d)\d{4}(?=\d{4}(?!\d))/.exec(typed)?.[0];
    const month = this.text("month") ?? "";
    const number = monthIn(month) || Number(/^\d{1,2}/.exec(month)?.[0] ?? 0);
    const beside = monthIn(month) ? /(?<!\d)\d{1,2}(?!\d)/.exec(month)?.[0] : undefined;
    const day = /\d{1,2}/.exec(this.text("day") ?? beside ?? "")?.[0];
    const date = year ? soundDate(Number(year), number || undefined, day ? Number(day) : undefined) : dateIn(typed);
    return date ? { "date-parts": [date as number[]] } : undefined;
  }

  private doi(): string | undefined {
    // Long ones are broken over two lines, or after their slash.
    const own = this.raw("doi").replaceAll(/(?<=10\.\d+)\s*\/\s+|\s*[\r\n]+\s*(?!10\.\d|https?:)/g, (gap) =>
      gap.trim(),
    );
    const elsewhere = ["url", "note", "howpublished", "ee", "link", "bdsk-url-1", "bdsk-url-2", "addendum"];
    return (
      doiIn(own) ??
      elsewhere
        .map((name) => this.raw(name))
        .filter((text) => /doi|^10\.\d{4}/i.test(text))
        .map(doiIn)
        .find(Boolean)
    );
  }

  private address(): string | undefined {
    const own = this.raw("url");
    return (
      (own ? addressOf(own) : undefined) ??
      addressOfShortDoi(this.raw("doi")) ??
      this.addressAmong(["howpublished", "note", "ee", "bdsk-url-1", "link", "doi", "addendum", "pdf", "source"]) ??
      this.addressAmong(["contents", "eprint", "journal", "journaltitle", "booktitle"]) ??
      // A publisher's front page is no address of a work.
      this.addressAmong(["organization", "publisher", "institution", "school"], /^https?:\/\/[^/]+\/./i)
    );
  }

  private addressAmong(names: string[], shape = /./): string | undefined {
    return names
      .map((name) => this.raw(name))
      .filter((text) => !/^\s*(?:https?:\/\/)?(?:dx\.)?doi\.org/i.test(text))
      .map(addressIn)
      .find((address) => address !== undefined && shape.test(address));
  }

  /** A field whose signs mean themselves, as in addresses: two hyphens stay two. */
  private raw(name: string): string {
    const value = this.fields.get(name);
    if (!value) return "";
    return value
      .replaceAll(/\\(?:url|path|nolinkurl)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g, " $1 ")
      .replaceAll(/\\href\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g, " $1 ")
      .replaceAll(/\\(?:raise|lower)\s*-?[\d.]+\s*[a-z]{2}\s*|\\[hm]box\s*|\\(?:script|scriptscript|text)style\s*/g, "")
      .replaceAll(/\$?\{?\\(?:textasciitilde|sim|string~|tilde)\b(?:\{\})?\}?\$?|\{?\\~(?:\{\s*\})?\}?|\\string~/g, "~")
      .replaceAll(/\\(?:textunderscore|_)(?:\{\})?/g, "_")
      .replaceAll(/\\text(less|greater)\b(?:\{\})?\s*/g, (_, name: string) => (name === "less" ? "<" : ">"))
      .replaceAll(/\\\{(.)\\\}/g, "$1")
      .replaceAll(/\\([&%#$_~/-])/g, "$1")
      .replaceAll(/[{}]/g, "")
      .trim();
  }

  /** The words of `howpublished` that are neither address nor archive. */
  private medium(): string | undefined {
    const how = this.fields.get("howpublished");
    if (!how || iacrIn(this.raw("howpublished")) || arxivIn(this.raw("howpublished"))) return undefined;
    return withoutAddress(how);
  }

  private note(): string | undefined {
    const note = this.fields.get("note");
    if (!note) return undefined;
    const isAddress =
      /^\s*(?:(?:available|accessed|online|retrieved|see)\b[\s\w]*:?\s*)?\{?\\?(?:url|href)?\{?https?:/i;
    const isOneAddress = isAddress.test(note) && (note.match(/https?:/gi) ?? []).length === 1;
    return isOneAddress ? withoutAddress(note) : this.text("note");
  }

  /** Fields that an export of ours wrote as they are. */
  private exact(): Record<string, unknown> {
    const written = this.fields.get(restName);
    if (!written) return {};
    try {
      const given: unknown = JSON.parse(latexToText(written));
      return given instanceof Object && !Array.isArray(given) ? { ...given } : {};
    } catch {
      return {};
    }
  }
}

/** "10~jan": the month among the words. */
const monthIn = (text: string) => (text.match(/\p{L}{3,}/gu) ?? []).map(monthNamed).find(Boolean) ?? 0;

/** What stands beside an address in a field for something else: "Bitcoin.–URL: https://…" → "Bitcoin". */
const withoutAddressIn = (text: string | undefined) => (text && /https?:/i.test(text) ? withoutAddress(text) : text);

/** "Blog post, \url{https://…}, accessed 2021" → "Blog post". */
function withoutAddress(text: string): string | undefined {
  const words = latexToText(text.replaceAll(/\\(?:url|path|nolinkurl)\s*\{(?:[^{}]|\{[^{}]*\})*\}/g, " "))
    .replaceAll(/<?https?:\/\/\S+/gi, " ")
    .replaceAll(/[\s,;([]*\b(?:last |date )?(?:accessed|visited|retrieved|checked)\b.*$/gi, "")
    .replaceAll(/\b(?:available(?: at| from| online)?|online(?: available)?|see|url|link)\b\s*:?\s*$/gi, "")
    .replaceAll(/^[\s,;:.()[\]]+|[\s,;:.([\]–—-]+$/g, "");
  return words || undefined;
}
