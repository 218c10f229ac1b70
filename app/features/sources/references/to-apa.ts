/** References in APA style, seventh edition, for our types. Plain text: titles are not italic. */
import { isLive, type Reference } from "./reference";
import { longMonths } from "../../../ui/dates";
import { type CslItem, dateOf, type DateParts, initialsOf } from "./csl";
import { yearInWords } from "./csl-dates";
import { type CslName, familyOf } from "./csl-names";
import { addressOfDoi, ordinal, pageRange, sentence } from "./text-style";

export function toApa(reference: Reference): string {
  const { csl } = reference;
  const { people, role } = leadOf(csl);
  const who = people.length > 0 ? `${authors(people)}${role}` : "";
  const date = `(${dateWords(dateOf(csl), csl)}).`;
  const title = `${titleWords(csl)}.`;
  const lead = who ? `${sentence(who)} ${date} ${title}` : `${title} ${date}`;
  const first = csl["original-date"]?.["date-parts"][0]?.[0];
  return [lead, place(csl), address(reference), first && `(Original work published ${yearInWords(first)})`]
    .filter(Boolean)
    .join(" ")
    .replaceAll(/([.?!])\./g, "$1");
}

/** The people at the beginning: authors; of a work without any its editors or makers, with their role. */
function leadOf(csl: CslItem): { people: CslName[]; role: string } {
  if (csl.author) return { people: csl.author, role: "" };
  const isPiece = csl.type === "chapter" || csl.type === "paper-conference" || csl.type.startsWith("entry");
  if (csl.editor && !isPiece) return { people: csl.editor, role: ` (Ed${csl.editor.length > 1 ? "s" : ""}.)` };
  if (csl.director) return { people: csl.director, role: ` (Director${csl.director.length > 1 ? "s" : ""})` };
  return { people: [], role: "" };
}

function authors(names: CslName[]) {
  const words = names.map((name) => {
    const given = [initialsOf(name.given), name["dropping-particle"]].filter(Boolean).join(" ");
    return [familyOf(name), given, name.suffix].filter(Boolean).join(", ");
  });
  if (words.length > 20) return `${words.slice(0, 19).join(", ")}, … ${words.at(-1)}`;
  return words.length > 1 ? `${words.slice(0, -1).join(", ")}, & ${words.at(-1)}` : (words[0] ?? "");
}

/** "K. Croman & A. Juels": names in their natural order, as they stand inside a reference. */
function inside(names: CslName[]) {
  const words = names.map((name) => {
    const parts = [initialsOf(name.given), name["dropping-particle"], familyOf(name)].filter(Boolean).join(" ");
    return [parts, name.suffix].filter(Boolean).join(", ");
  });
  return words.length > 2 ? `${words.slice(0, -1).join(", ")}, & ${words.at(-1)}` : words.join(" & ");
}

const yearOnly =
  /^(?:article|article-journal|paper-conference|book|chapter|report|thesis|standard|classic|collection|pamphlet|patent|legislation|manuscript|entry.*)$/;

function dateWords(date: DateParts | null, { type, status }: CslItem) {
  if (!date) return status && /^(?:in press|forthcoming)$/i.test(status) ? status.toLowerCase() : "n.d.";
  const [year, month, day] = date;
  if (yearOnly.test(type) || !month) return yearInWords(year);
  return `${yearInWords(year)}, ${[longMonths[month - 1], day].filter(Boolean).join(" ")}`;
}

const forms: Partial<Record<CslItem["type"], string>> = {
  dataset: "Data set",
  post: "Online forum post",
  software: "Computer software",
  motion_picture: "Video",
  thesis: "Thesis",
  manuscript: "Unpublished manuscript",
  interview: "Interview",
  map: "Map",
  song: "Song",
};

function titleWords(csl: CslItem) {
  const { type, title = "Untitled" } = csl;
  const isGenre = /^(?:thesis|speech|manuscript)$/.test(type) || (type === "report" && !csl.number);
  const form =
    csl["container-title"] === "X" ? "Post" : ((isGenre ? csl.genre : undefined) ?? forms[type] ?? csl.medium);
  const details = [numberWords(csl), versionWords(csl), ...volumeWords(csl), translators(csl)]
    .filter(Boolean)
    .join(", ");
  return `${title.replace(/\.$/, "")}${details && ` (${details})`}${form ? ` [${form}]` : ""}`;
}

function numberWords({ type, title = "", number, genre }: CslItem) {
  if (!number) return "";
  if (type === "article") return number.includes(":") ? number : `Paper ${number}`;
  if (type === "report") return /\p{L}/u.test(number) ? number : `${genre ?? "Report"} No. ${number}`;
  if (/^(?:legislation|bill|regulation|broadcast)$/.test(type)) return /\p{L}/u.test(number) ? number : `No. ${number}`;
  if (type === "patent") return /\p{L}{2}/u.test(number) ? number : `Patent No. ${number}`;
  return type === "standard" && !title.startsWith(number) ? number : "";
}

const versionWords = ({ version, number, type }: CslItem) =>
  !version || (number && (type === "article" || type === "report"))
    ? ""
    : /^\d/.test(version)
      ? `Version ${version}`
      : version;

/** "2nd ed., Vol. 3" of a whole book; a chapter's stand beside its pages. */
const volumeWords = ({ type, edition, volume }: CslItem) =>
  /^(?:book|report|collection|classic)$/.test(type)
    ? [edition ? editionOf(edition) : "", volume ? `Vol. ${volume}` : ""]
    : [];

const editionOf = (edition: string) => (/\bed\b|edition/i.test(edition) ? edition : `${ordinal(edition)} ed.`);

const translators = ({ translator, author }: CslItem) => (translator && author ? `${inside(translator)}, Trans.` : "");

function place(csl: CslItem) {
  const container = csl["container-title"];
  switch (csl.type) {
    case "article-journal":
    case "article-magazine":
    case "review":
    case "review-book": {
      const issue = csl.issue ? `(${csl.issue})` : "";
      const volume = csl.volume || issue ? `, ${csl.volume ?? ""}${issue}` : "";
      const pages = csl.page ? pageRange(csl.page) : csl.number && `Article ${csl.number}`;
      return container ? `${container}${volume}${pages ? `, ${pages}` : ""}.` : "";
    }
    case "paper-conference":
    case "chapter":
    case "entry":
    case "entry-dictionary":
    case "entry-encyclopedia":
      return [partOf(csl), csl.publisher && sentence(csl.publisher)].filter(Boolean).join(" ");
    case "speech":
      return sentence([csl["event-title"] ?? container, csl["event-place"]].filter(Boolean).join(", "));
    default: {
      const name =
        container && csl.publisher && csl.type !== "post" && container !== csl.publisher
          ? [container, csl.publisher]
          : [container ?? csl.publisher];
      return name.flatMap((one) => (one ? [sentence(one)] : [])).join(" ");
    }
  }
}

/** "In K. Croman (Ed.), Proceedings of CCS (2nd ed., Vol. 2, pp. 1–12)." */
function partOf(csl: CslItem) {
  const container = csl["container-title"] ?? csl["event-title"];
  if (!container) return "";
  const pages = csl.page && `${/[–,&-]/.test(csl.page) ? "pp." : "p."} ${pageRange(csl.page)}`;
  const details = [csl.edition && editionOf(csl.edition), csl.volume && `Vol. ${csl.volume}`, pages]
    .filter(Boolean)
    .join(", ");
  const editors = csl.editor ? `${inside(csl.editor)} (Ed${csl.editor.length > 1 ? "s" : ""}.), ` : "";
  return `In ${editors}${container}${details && ` (${details})`}.`;
}

function address({ csl, kind, accessed: cited }: Reference) {
  const url = csl.DOI ? addressOfDoi(csl.DOI) : csl.URL;
  const accessed = cited ?? csl.accessed?.["date-parts"][0];
  if (!url) return "";
  if (!accessed || !isLive({ kind, csl })) return url;
  const [year, month, day] = accessed;
  const on = [longMonths[(month ?? 1) - 1], day].filter(Boolean).join(" ");
  return `Retrieved ${on}, ${year}, from ${url}`;
}
