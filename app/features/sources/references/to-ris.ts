import { type CslType, dateOf, type DateParts } from "./csl";
import type { Reference } from "./reference";

export const risTypes: Record<CslType, string> = {
  article: "UNPB",
  "article-journal": "JOUR",
  "article-magazine": "MGZN",
  "article-newspaper": "NEWS",
  book: "BOOK",
  chapter: "CHAP",
  dataset: "DATA",
  motion_picture: "VIDEO",
  "paper-conference": "CONF",
  personal_communication: "PCOMM",
  post: "ELEC",
  "post-weblog": "BLOG",
  report: "RPRT",
  software: "COMP",
  standard: "STAND",
  thesis: "THES",
  webpage: "ELEC",
  document: "GEN",
};

/** RIS, one record per source, each with an author: without a person it is the publisher. */
export function toRis(references: Reference[]): string {
  return references.map(record).join("");
}

function record({ citekey, csl, accessed, archivedUrl }: Reference) {
  const [year, month, day] = dateOf(csl) ?? [];
  const named =
    csl.author?.map(({ family, given, literal }) => literal ?? [family, given].filter(Boolean).join(", ")) ?? [];
  const authors = named.length > 0 ? named : [csl["container-title"] ?? csl.publisher ?? csl.title ?? citekey];
  const [start, end] = csl.page?.split(/[–-]+/) ?? [];
  const lines: [string, string | undefined][] = [
    ["TY", risTypes[csl.type]],
    ...authors.map((author): [string, string] => ["AU", author]),
    ["TI", csl.title],
    ["T2", csl["container-title"]],
    ["PB", csl.publisher],
    ["PY", year ? String(year) : undefined],
    ["DA", year ? slashed([year, month, day]) : undefined],
    ["VL", csl.volume],
    ["IS", csl.issue],
    ["SP", start],
    ["EP", end],
    ["M1", csl.number],
    ["M3", csl.genre],
    ["ET", csl.version],
    ["C1", csl.status],
    ["DO", csl.DOI],
    ["SN", csl.ISBN],
    ["UR", csl.URL],
    ["Y2", accessed ? slashed(accessed) : undefined],
    ["N1", csl.note],
    ["L2", archivedUrl ?? undefined],
    ["C2", csl.type],
    ["ID", citekey],
  ];
  const written = lines.flatMap(([tag, value]) =>
    value ? [`${tag}  - ${value.replaceAll(/[\r\n]+/g, " ")}\r\n`] : [],
  );
  return `${written.join("")}ER  - \r\n\r\n`;
}

const slashed = ([year, month, day]: DateParts) =>
  `${year}/${month ? String(month).padStart(2, "0") : ""}/${day ? String(day).padStart(2, "0") : ""}/`;
