/** Notes in Chicago style, seventeenth edition, for our types. Plain text. */
import { isLive, type Reference } from "./reference";
import { longMonths } from "../../../ui/dates";
import { type CslItem, dateOf, type DateParts } from "./csl";
import { yearInWords } from "./csl-dates";
import { type CslName, familyOf } from "./csl-names";
import { addressOfDoi, ordinal, pageRange } from "./text-style";

export function toChicago(reference: Reference): string {
  const { csl } = reference;
  const accessed = reference.accessed ?? (csl.accessed?.["date-parts"][0] as DateParts | undefined);
  const read = isLive(reference) && accessed ? `accessed ${day(accessed)}` : "";
  const url = csl.DOI ? addressOfDoi(csl.DOI) : (csl.URL ?? "");
  const words = [leadOf(csl), ...(books.test(csl.type) ? book(csl) : piece(csl)), read, url].filter(Boolean).join(", ");
  // American style puts the comma inside the quotation marks.
  return `${words.replaceAll(/([?!])”,/g, "$1”").replaceAll("”,", ",”")}.`.replace(
    /([?!])?”\.$/,
    (_, end = ".") => `${end}”`,
  );
}

const books = /^(?:book|report|thesis|collection|classic|pamphlet)$/;
const isPiece = ({ type }: CslItem) => type === "paper-conference" || type === "chapter" || type.startsWith("entry");

/** The people at the beginning: authors; of a work without any its editors. */
function leadOf(csl: CslItem): string {
  if (csl.author) return inside(csl.author);
  if (csl.editor && !isPiece(csl)) return `${inside(csl.editor)}, ${csl.editor.length > 1 ? "eds." : "ed."}`;
  return csl.director ? `directed by ${inside(csl.director)}` : "";
}

function inside(names: CslName[]) {
  const words = names.map((name) => {
    const parts = [name.given, name["dropping-particle"], familyOf(name)].filter(Boolean).join(" ");
    return [parts, name.suffix].filter(Boolean).join(/^[IVX]+$/.test(name.suffix ?? "") ? " " : ", ");
  });
  if (words.length > 3) return `${words[0]} et al.`;
  if (words.length === 3) return `${words[0]}, ${words[1]}, and ${words[2]}`;
  return words.join(" and ");
}

/** "ed. K. Croman", "trans. A. Juels", "2nd ed.", "vol. 3": what stands between title and publisher. */
function made(csl: CslItem, withEditors: boolean): string[] {
  const edition = csl.edition && (/\bed\b|edition/i.test(csl.edition) ? csl.edition : `${ordinal(csl.edition)} ed.`);
  const series =
    csl["collection-title"] && [csl["collection-title"], csl["collection-number"]].filter(Boolean).join(" ");
  return [
    withEditors && csl.editor ? `ed. ${inside(csl.editor)}` : "",
    csl.translator ? `trans. ${inside(csl.translator)}` : "",
    edition ?? "",
    csl.volume ? `vol. ${csl.volume}` : "",
    series ?? "",
  ].filter(Boolean);
}

/** "(Cambridge: MIT Press, 2009)". */
function imprint(csl: CslItem, more = "") {
  const year = dateOf(csl)?.[0];
  const publisher = csl.publisher ?? (books.test(csl.type) ? csl["container-title"] : undefined);
  const where = [csl["publisher-place"], publisher].filter(Boolean).join(": ");
  const words = [more, where, year && yearInWords(year)].filter(Boolean).join(", ");
  return words && `(${words})`;
}

function book(csl: CslItem) {
  const genre = csl.type === "thesis" ? (csl.genre ?? "") : "";
  const title = [csl.title ?? "Untitled", numberOfReport(csl), ...made(csl, csl.author !== undefined)].filter(Boolean);
  return [`${title.join(", ")} ${imprint(csl, genre)}`.trim()];
}

const numberOfReport = ({ type, number, genre }: CslItem) =>
  type !== "report"
    ? ""
    : !number
      ? (genre ?? "")
      : /\p{L}/u.test(number)
        ? number
        : `${genre ?? "Report"} no. ${number}`;

function piece(csl: CslItem) {
  const title = `“${(csl.title ?? "Untitled").replaceAll("“", "‘").replaceAll("”", "’").replace(/\.$/, "")}”`;
  const date = dateOf(csl);
  const container = csl["container-title"];
  if (csl.type === "article-journal" || csl.type.startsWith("review")) {
    const volume = [container, csl.volume].filter(Boolean).join(" ");
    const name = [volume, csl.issue && `no. ${csl.issue}`].filter(Boolean).join(", ");
    const pages = csl.page ? pageRange(csl.page) : csl.number;
    return [title, `${name}${date ? ` (${yearInWords(date[0])})` : ""}${pages ? `: ${pages}` : ""}`.trim()];
  }
  if (isPiece(csl)) {
    const name = container ?? csl["event-title"];
    const within = [name && `in ${name}`, ...made(csl, true)].filter(Boolean).join(", ");
    return [title, [within, imprint(csl)].filter(Boolean).join(" "), pageRange(csl.page ?? "")];
  }
  if (csl.type === "article")
    return [title, "preprint", [csl.publisher, date && yearInWords(date[0])].filter(Boolean).join(", "), numberOf(csl)];
  if (csl.type === "standard")
    return [title, csl.publisher ?? "", csl.status ? `status ${csl.status}` : "", date ? day(date) : ""];
  const place = csl.type === "speech" ? [csl["event-title"], csl["event-place"]].filter(Boolean).join(", ") : container;
  return [
    title,
    forms[csl.type] ?? csl.medium ?? "",
    place || csl.publisher || "",
    csl.number && /^(?:patent|legislation|bill|regulation|broadcast)$/.test(csl.type) ? csl.number : "",
    csl.version ?? "",
    date ? day(date) : "",
  ];
}

const forms: Partial<Record<CslItem["type"], string>> = {
  dataset: "data set",
  software: "computer software",
  motion_picture: "video",
  interview: "interview",
  manuscript: "unpublished manuscript",
  patent: "patent",
  speech: "speech",
};

const numberOf = ({ number }: CslItem) => (number ? (number.includes(":") ? number : `paper ${number}`) : "");

/** "February 3, 2026". */
function day([year, month, date]: DateParts) {
  if (!month) return yearInWords(year);
  return `${[longMonths[month - 1], date].filter(Boolean).join(" ")}${date ? "," : ""} ${yearInWords(year)}`;
}
