/** Which fields of BibTeX and BibLaTeX hold which fields of CSL. The first name is the one that we write. */
import type { CslType, DateField, NameField, TextField } from "./csl-fields";

export const textNames: Partial<Record<TextField, string[]>> = {
  volume: ["volume"],
  edition: ["edition"],
  "chapter-number": ["chapter"],
  "collection-title": ["series"],
  "publisher-place": ["address", "location"],
  "event-title": ["eventtitle"],
  "event-place": ["venue"],
  genre: ["type"],
  status: ["status", "pubstate"],
  version: ["version"],
  part: ["part"],
  "number-of-pages": ["pagetotal", "numpages"],
  "number-of-volumes": ["volumes"],
  "title-short": ["shorttitle"],
  "container-title-short": ["shortjournal"],
  "original-title": ["origtitle"],
  "original-publisher": ["origpublisher"],
  "original-publisher-place": ["origlocation"],
  language: ["language", "langid"],
  "call-number": ["lccn"],
  source: ["library"],
  ISSN: ["issn"],
  PMID: ["pmid"],
  PMCID: ["pmcid"],
  keyword: ["keywords"],
  abstract: ["abstract"],
  annote: ["annote", "annotation"],
};

export const nameNames: Partial<Record<NameField, string[]>> = {
  editor: ["editor"],
  translator: ["translator"],
  "container-author": ["bookauthor"],
  director: ["director"],
  illustrator: ["illustrator"],
  interviewer: ["interviewer"],
  contributor: ["foreword", "introduction", "afterword", "commentator", "annotator", "editora", "editorb", "editorc"],
};

export const dateNames: Partial<Record<DateField, string[]>> = {
  accessed: ["urldate", "lastchecked", "lastaccessed"],
  "event-date": ["eventdate"],
  "original-date": ["origdate"],
};

/** Everything else of CSL has a field of its own: `csl-jurisdiction`. */
export const ownName = (field: string) => `csl-${field}`;
/** What none of these fields brings back as it was. */
export const restName = "csl-json";

export const cslTypeOf: Record<string, CslType> = {
  article: "article-journal",
  periodical: "periodical",
  suppperiodical: "article-journal",
  book: "book",
  mvbook: "book",
  collection: "book",
  mvcollection: "book",
  reference: "book",
  mvreference: "book",
  proceedings: "book",
  mvproceedings: "book",
  booklet: "pamphlet",
  inbook: "chapter",
  bookinbook: "chapter",
  suppbook: "chapter",
  suppcollection: "chapter",
  incollection: "chapter",
  inreference: "entry-encyclopedia",
  inproceedings: "paper-conference",
  conference: "paper-conference",
  techreport: "report",
  report: "report",
  phdthesis: "thesis",
  mastersthesis: "thesis",
  thesis: "thesis",
  online: "webpage",
  electronic: "webpage",
  www: "webpage",
  webpage: "webpage",
  web_page: "webpage",
  website: "webpage",
  software: "software",
  dataset: "dataset",
  standard: "standard",
  unpublished: "manuscript",
  patent: "patent",
  legislation: "legislation",
  jurisdiction: "legal_case",
  letter: "personal_communication",
  review: "review",
  video: "motion_picture",
  movie: "motion_picture",
  music: "song",
  audio: "song",
  image: "graphic",
  artwork: "graphic",
  performance: "performance",
};

export const entryTypeOf: Partial<Record<CslType, string>> = {
  "article-journal": "article",
  "paper-conference": "inproceedings",
  report: "techreport",
  book: "book",
  chapter: "incollection",
  thesis: "phdthesis",
  manuscript: "unpublished",
  pamphlet: "booklet",
};

/** What an entry type says of its kind of work, where no `type` says more. */
export const genreOfEntry: Record<string, string> = {
  phdthesis: "Doctoral dissertation",
  mastersthesis: "Master’s thesis",
  techreport: "Technical report",
};

/** BibLaTeX's names for kinds of works. */
export const genreWords: Record<string, string> = {
  phdthesis: "Doctoral dissertation",
  mathesis: "Master’s thesis",
  bathesis: "Bachelor’s thesis",
  candthesis: "Candidate thesis",
  techreport: "Technical report",
  resreport: "Research report",
  software: "Computer software",
  datacd: "Data CD",
  audiocd: "Audio CD",
};
