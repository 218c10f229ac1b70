import { CslItem, type CslType, cslTypes, readDate } from "./csl";
import { readingLimits, type ReadReferences } from "./read-bibtex";
import { risTypes } from "./to-ris";

const types = new Map<string, CslType>([
  ...Object.entries(risTypes).map(([type, tag]): [string, CslType] => [tag, type as CslType]),
  ["ELEC", "webpage"],
  ["WEB", "webpage"],
  ["CPAPER", "paper-conference"],
  ["ABST", "article-journal"],
  ["EJOU", "article-journal"],
  ["EBOOK", "book"],
]);

/** Reads RIS records. Lines before the first `TY` and unknown tags are ignored. */
export function readRis(source: string): ReadReferences {
  const items: CslItem[] = [];
  const problems: string[] = [];
  let record: Map<string, string[]> | null = null;
  let began = 0;
  for (const [index, line] of source
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const [, tag = "", value = ""] = /^\s{0,2}([A-Z][A-Z0-9])\s{1,2}-\s?(.*)$/.exec(line) ?? [];
    if (tag === "TY") {
      if (record) problems.push(`The record in line ${began} has no end (ER).`);
      [record, began] = [new Map(), index + 1];
    }
    if (tag === "ER") {
      if (record) items.push(toCsl(record));
      record = null;
    } else if (record && tag) add(record, tag, value.trim().slice(0, readingLimits.value));
    if (items.length >= readingLimits.items || problems.length >= readingLimits.problems) return { items, problems };
  }
  if (record) problems.push(`The record in line ${began} has no end (ER).`);
  return { items, problems };
}

function add(record: Map<string, string[]>, tag: string, value: string) {
  const known = record.get(tag);
  if (!known) record.set(tag, [value]);
  else if (known.length < readingLimits.fields) known.push(value);
}

function toCsl(record: Map<string, string[]>): CslItem {
  const one = (...tags: string[]) => tags.map((tag) => record.get(tag)?.find(Boolean)).find(Boolean);
  const container = one("T2", "JO", "JF", "JA", "BT");
  const publisher = one("PB");
  const title = one("TI", "T1", "CT");
  const authors = [...(record.get("AU") ?? []), ...(record.get("A1") ?? [])].filter(Boolean);
  // A record must have an author; without one, our files name the publisher.
  const isPublisher = authors.length === 1 && [container, publisher, title].includes(authors[0]);
  const date = readDate(
    (one("DA", "PY", "Y1") ?? "").replace(/\/+$/, "").replaceAll("//", "/").split("/").slice(0, 3).join("-"),
  );
  const own = one("C2") as CslType | undefined;
  const [start, end] = [one("SP"), one("EP")];
  return CslItem.parse({
    id: one("ID"),
    type: own && cslTypes.includes(own) ? own : types.get(one("TY") ?? ""),
    title,
    author: isPublisher || authors.length === 0 ? undefined : authors.map(readAuthor),
    ...(date && { issued: { "date-parts": [date] } }),
    "container-title": container,
    publisher,
    volume: one("VL"),
    issue: one("IS"),
    page: [start, end].filter(Boolean).join("–") || undefined,
    number: one("M1"),
    genre: one("M3"),
    version: one("ET"),
    status: one("C1"),
    DOI: one("DO")?.replace(/^https?:\/\/(?:dx\.)?doi\.org\//i, ""),
    ISBN: one("SN"),
    URL: one("UR", "L1"),
    note: one("N1"),
  });
}

function readAuthor(text: string) {
  const [family, given] = text.split(/,\s*/, 2);
  return given ? { family, given } : { literal: text };
}
