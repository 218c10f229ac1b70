import type { CslItem } from "./csl";
import type { DateParts, DateVariable } from "./csl-dates";
import { type CslName, familyOf } from "./csl-names";
import { restOf } from "./exact";
import { readRis } from "./read-ris";
import type { Reference } from "./reference";
import { risBooks, risTypes } from "./ris-types";

type Line = [tag: string, value: string | undefined];

/** RIS, one record per source, each with an author: without a person it is the publisher. What RIS has no tag for is in `U1`. */
export function toRis(references: Reference[]): string {
  return references.map(record).join("");
}

function record(reference: Reference): string {
  const lines = linesOf(reference);
  const bare = written(lines);
  const { csl, accessed } = reference;
  const item = { ...csl, ...(accessed && { accessed: { "date-parts": [accessed as number[]] } }) } as CslItem;
  const rest = restOf(item, readRis(bare).items[0]);
  return rest ? written([...lines.slice(0, -1), ["U1", rest], ...lines.slice(-1)]) : bare;
}

function linesOf({ citekey, csl, accessed, archivedUrl }: Reference): Line[] {
  const [year, month, day] = csl.issued?.["date-parts"][0] ?? [];
  const type = risTypes[csl.type];
  const authors = csl.author?.map(nameOf) ?? [];
  const shown = authors.length > 0 ? authors : [csl["container-title"] ?? csl.publisher ?? csl.title ?? citekey];
  const [start, end] = csl.page?.split(/[–-]+/) ?? [];
  const isBook = risBooks.has(type);
  return [
    ["TY", type],
    ...shown.map((author): Line => ["AU", author]),
    ...namesAs("ED", csl.editor),
    ...namesAs("A3", csl["collection-editor"]),
    ...namesAs("A4", csl.translator),
    ["TI", csl.title],
    ["ST", csl["title-short"]],
    ["T2", csl["container-title"] ?? (isBook ? csl["collection-title"] : undefined)],
    ["T3", isBook && !csl["container-title"] ? undefined : csl["collection-title"]],
    ["J2", csl["container-title-short"]],
    ["C3", csl["event-title"]],
    ["PB", csl.publisher],
    ["CY", csl["publisher-place"]],
    ["PY", year ? String(year) : undefined],
    ["DA", year ? slashed([year, month, day]) : undefined],
    ["VL", csl.volume],
    ["IS", csl.issue],
    ["SP", start],
    ["EP", end],
    ["NV", csl["number-of-volumes"]],
    ["M1", csl.number],
    ["M3", csl.genre],
    ["ET", csl.type === "software" ? csl.version : csl.edition],
    ["LA", csl.language],
    ["CN", csl["call-number"]],
    ["DB", csl.archive],
    ["AN", csl.archive_location],
    ["AB", csl.abstract],
    ["KW", csl.keyword],
    ["C1", csl.status],
    ["DO", csl.DOI],
    ["SN", csl.ISBN ?? csl.ISSN],
    ["UR", csl.URL],
    ["Y2", slashedOf(accessed ? { "date-parts": [accessed as number[]] } : csl.accessed)],
    ["N1", csl.note],
    ["L2", archivedUrl ?? undefined],
    ["C2", csl.type],
    ["ID", citekey],
  ];
}

function written(lines: Line[]) {
  const shown = lines.flatMap(([tag, value]) => (value ? [`${tag}  - ${value.replaceAll(/[\r\n]+/g, " ")}\r\n`] : []));
  return `${shown.join("")}ER  - \r\n\r\n`;
}

const namesAs = (tag: string, names: CslName[] | undefined) => (names ?? []).map((name): Line => [tag, nameOf(name)]);

function nameOf(name: CslName): string {
  const given = [name.given, name["dropping-particle"]].filter(Boolean).join(" ");
  return [familyOf(name), given, name.suffix].filter(Boolean).join(", ");
}

const slashedOf = (date: DateVariable | undefined) => date && slashed(date["date-parts"][0] as DateParts);

const slashed = ([year, month, day]: (number | undefined)[] | DateParts) =>
  `${year}/${month ? String(month).padStart(2, "0") : ""}/${day ? String(day).padStart(2, "0") : ""}/`;
