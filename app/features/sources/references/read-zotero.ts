/**
 * Zotero's own items as CSL-JSON: those of its interface, `{ key, data: { itemType, … } }`, and of its exports, where the fields
 * stand in the item itself. Zotero's fields have other names, and creators have roles.
 */
import type { CslType, NameField, TextField } from "./csl-fields";

const types: Record<string, CslType> = {
  artwork: "graphic",
  audioRecording: "song",
  bill: "bill",
  blogPost: "post-weblog",
  book: "book",
  bookSection: "chapter",
  case: "legal_case",
  computerProgram: "software",
  conferencePaper: "paper-conference",
  dataset: "dataset",
  dictionaryEntry: "entry-dictionary",
  document: "document",
  email: "personal_communication",
  encyclopediaArticle: "entry-encyclopedia",
  film: "motion_picture",
  forumPost: "post",
  hearing: "hearing",
  instantMessage: "personal_communication",
  interview: "interview",
  journalArticle: "article-journal",
  letter: "personal_communication",
  magazineArticle: "article-magazine",
  manuscript: "manuscript",
  map: "map",
  newspaperArticle: "article-newspaper",
  patent: "patent",
  podcast: "broadcast",
  preprint: "article",
  presentation: "speech",
  radioBroadcast: "broadcast",
  report: "report",
  standard: "standard",
  statute: "legislation",
  thesis: "thesis",
  tvBroadcast: "broadcast",
  videoRecording: "motion_picture",
  webpage: "webpage",
};

/** The fields that hold each of ours, the more special first. */
const fields: Partial<Record<TextField, string[]>> = {
  title: ["title", "caseName", "nameOfAct", "subject"],
  "title-short": ["shortTitle"],
  "container-title": [
    "publicationTitle",
    "bookTitle",
    "proceedingsTitle",
    "encyclopediaTitle",
    "dictionaryTitle",
    "blogTitle",
    "websiteTitle",
    "forumTitle",
    "programTitle",
    "code",
    "reporter",
  ],
  "container-title-short": ["journalAbbreviation"],
  "collection-title": ["series", "seriesTitle"],
  "collection-number": ["seriesNumber"],
  publisher: [
    "publisher",
    "institution",
    "university",
    "company",
    "distributor",
    "label",
    "studio",
    "network",
    "repository",
    "organization",
  ],
  "publisher-place": ["place"],
  "event-title": ["conferenceName", "meetingName"],
  authority: ["court", "legislativeBody", "issuingAuthority"],
  number: [
    "reportNumber",
    "patentNumber",
    "billNumber",
    "docketNumber",
    "publicLawNumber",
    "archiveID",
    "episodeNumber",
    "number",
  ],
  genre: [
    "genre",
    "thesisType",
    "reportType",
    "presentationType",
    "manuscriptType",
    "letterType",
    "mapType",
    "postType",
    "websiteType",
  ],
  medium: ["medium", "audioRecordingFormat", "videoRecordingFormat", "interviewMedium", "artworkMedium", "system"],
  version: ["versionNumber"],
  volume: ["volume", "codeVolume", "reporterVolume"],
  issue: ["issue"],
  page: ["pages", "codePages", "firstPage"],
  section: ["section"],
  edition: ["edition"],
  "number-of-pages": ["numPages"],
  "number-of-volumes": ["numberOfVolumes"],
  archive: ["archive", "libraryCatalog"],
  archive_location: ["archiveLocation"],
  "call-number": ["callNumber"],
  language: ["language"],
  abstract: ["abstractNote"],
  note: ["extra"],
  status: ["legalStatus", "status"],
  scale: ["scale"],
  DOI: ["DOI"],
  URL: ["url"],
  ISBN: ["ISBN"],
  ISSN: ["ISSN"],
};

const roles: Record<string, NameField> = {
  author: "author",
  artist: "author",
  cartographer: "author",
  inventor: "author",
  podcaster: "author",
  presenter: "author",
  programmer: "author",
  sponsor: "author",
  interviewee: "author",
  bookAuthor: "container-author",
  composer: "composer",
  contributor: "contributor",
  director: "director",
  editor: "editor",
  guest: "guest",
  interviewer: "interviewer",
  performer: "performer",
  producer: "producer",
  recipient: "recipient",
  reviewedAuthor: "reviewed-author",
  scriptwriter: "script-writer",
  seriesEditor: "collection-editor",
  translator: "translator",
};

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => value instanceof Object && !Array.isArray(value);

/** Parts of a library that are no works. */
const noWorks = new Set(["attachment", "note", "annotation"]);

/** What Zotero says of an item; null for JSON of another kind. `isWork` is false for a note or a file. */
export function zoteroFields(given: unknown): { data: Fields; isWork: boolean } | null {
  if (!isFields(given)) return null;
  const data = isFields(given["data"]) ? given["data"] : given;
  const type = data["itemType"];
  if (typeof type !== "string") return null;
  return noWorks.has(type) || Object.hasOwn(types, type) ? { data, isWork: !noWorks.has(type) } : null;
}

/** The item in CSL's fields, as yet unchecked. */
export function fromZotero(data: Fields): Fields {
  const type = types[String(data["itemType"])]!;
  const item: Fields = { type, id: data["citationKey"] ?? data["citekey"] ?? data["key"] };
  for (const [field, names] of Object.entries(fields))
    item[field] = names.map((name) => data[name]).find((value) => typeof value === "string" && value.trim() !== "");
  // A publisher's place is where a talk was given.
  if (type === "speech") [item["event-place"], item["publisher-place"]] = [item["publisher-place"], undefined];
  if (type === "patent" || type === "standard" || type === "bill") item["publisher"] ??= item["authority"];
  // The version of an item in a library is a number.
  if (type === "software" && typeof data["version"] === "string") item["version"] ??= data["version"];
  item["issued"] = dateOf(["date", "issueDate", "dateDecided", "dateEnacted"], data);
  item["accessed"] = dateOf(["accessDate"], data);
  item["submitted"] = dateOf(["filingDate"], data);
  for (const creator of Array.isArray(data["creators"]) ? data["creators"].slice(0, 1_000) : []) {
    if (!isFields(creator)) continue;
    const role = roles[String(creator["creatorType"])] ?? "author";
    const { name, lastName, firstName } = creator;
    const person = name ? { literal: name } : { family: lastName, given: firstName };
    item[role] = [...((item[role] as unknown[] | undefined) ?? []), person];
  }
  return item;
}

const dateOf = (names: string[], data: Fields) => {
  const said = names.map((name) => data[name]).find((value) => typeof value === "string" && value !== "");
  return said === undefined ? undefined : { raw: String(said).replace(/T[\d:.]+Z?$/, "") };
};
