/** Notes in Chicago style, seventeenth edition, for our types. Plain text. */
import { type CslItem, type CslName, dateOf, type DateParts } from "./csl";
import { isLive, type Reference } from "./reference";
import { longMonths } from "../../../ui/dates";

export function toChicago(reference: Reference): string {
  const { csl } = reference;
  const who = authors(csl.author);
  const parts = csl.type === "book" || csl.type === "report" || csl.type === "thesis" ? book(csl) : piece(csl);
  const read = isLive(reference) && reference.accessed ? `accessed ${day(reference.accessed)}` : "";
  const url = csl.DOI ? `https://doi.org/${csl.DOI}` : (csl.URL ?? "");
  const words = [who, ...parts, read, url].filter(Boolean).join(", ");
  // American style puts the comma inside the quotation marks.
  return `${words.replaceAll(/([?!])”,/g, "$1”").replaceAll("”,", ",”")}.`;
}

function authors(names: CslName[] = []) {
  const words = names.map(({ family, given, literal }) => literal ?? [given, family].filter(Boolean).join(" "));
  if (words.length > 3) return `${words[0]} et al.`;
  if (words.length === 3) return `${words[0]}, ${words[1]}, and ${words[2]}`;
  return words.join(" and ");
}

function book(csl: CslItem) {
  const year = dateOf(csl)?.[0];
  const made = [csl.genre && csl.type === "thesis" ? csl.genre : "", csl.publisher ?? csl["container-title"], year]
    .filter(Boolean)
    .join(", ");
  const number = csl.type === "report" && csl.number ? `${csl.title}, ${csl.number}` : (csl.title ?? "Untitled");
  return [made ? `${number} (${made})` : number];
}

function piece(csl: CslItem) {
  const title = `“${(csl.title ?? "Untitled").replaceAll("“", "‘").replaceAll("”", "’").replace(/\.$/, "")}”`;
  const date = dateOf(csl);
  const container = csl["container-title"];
  if (csl.type === "article-journal") {
    const issue = [csl.volume, csl.issue && `no. ${csl.issue}`].filter(Boolean).join(", ");
    const name = [container, issue].filter(Boolean).join(" ");
    return [title, `${name}${date ? ` (${date[0]})` : ""}${csl.page ? `: ${csl.page}` : ""}`.trim()];
  }
  if (csl.type === "paper-conference" || csl.type === "chapter") {
    const made = [csl.publisher, date?.[0]].filter(Boolean).join(", ");
    return [title, [container && `in ${container}`, made && `(${made})`].filter(Boolean).join(" "), csl.page ?? ""];
  }
  if (csl.type === "article")
    return [title, "preprint", [csl.publisher, date?.[0]].filter(Boolean).join(", "), numberOf(csl)];
  if (csl.type === "standard")
    return [title, csl.publisher ?? "", csl.status ? `status ${csl.status}` : "", date ? day(date) : ""];
  const forms: Partial<Record<CslItem["type"], string>> = {
    dataset: "data set",
    software: "computer software",
    motion_picture: "video",
  };
  return [title, forms[csl.type] ?? "", container ?? csl.publisher ?? "", csl.version ?? "", date ? day(date) : ""];
}

const numberOf = ({ number }: CslItem) => (number ? (number.includes(":") ? number : `paper ${number}`) : "");

/** "February 3, 2026". */
function day([year, month, date]: DateParts) {
  if (!month) return String(year);
  return `${[longMonths[month - 1], date].filter(Boolean).join(" ")}${date ? "," : ""} ${year}`;
}
