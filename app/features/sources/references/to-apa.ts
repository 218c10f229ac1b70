/** References in APA style, seventh edition, for our types. Plain text: titles are not italic. */
import { type CslItem, type CslName, dateOf, type DateParts, initialsOf } from "./csl";
import { isLive, type Reference } from "./reference";
import { longMonths } from "../../../ui/dates";
import { sentence } from "./text-style";

export function toApa(reference: Reference): string {
  const { csl } = reference;
  const who = authors(csl.author);
  const date = `(${dateWords(dateOf(csl), csl)}).`;
  const title = `${titleWords(csl)}.`;
  const lead = who ? `${sentence(who)} ${date} ${title}` : `${title} ${date}`;
  return [lead, place(csl), address(reference)]
    .filter(Boolean)
    .join(" ")
    .replaceAll(/([.?!])\./g, "$1");
}

function authors(names: CslName[] = []) {
  const words = names.map(
    ({ family, given, literal }) => literal ?? [family, initialsOf(given)].filter(Boolean).join(", "),
  );
  if (words.length > 20) return `${words.slice(0, 19).join(", ")}, … ${words.at(-1)}`;
  return words.length > 1 ? `${words.slice(0, -1).join(", ")}, & ${words.at(-1)}` : (words[0] ?? "");
}

function dateWords(date: DateParts | null, { type }: CslItem) {
  if (!date) return "n.d.";
  const [year, month, day] = date;
  const isYearOnly = /^(?:article-journal|paper-conference|book|chapter|report|thesis|article|standard)$/.test(type);
  if (isYearOnly || !month) return String(year);
  return `${year}, ${[longMonths[month - 1], day].filter(Boolean).join(" ")}`;
}

const forms: Partial<Record<CslItem["type"], string>> = {
  dataset: "Data set",
  post: "Online forum post",
  software: "Computer software",
  motion_picture: "Video",
  thesis: "Thesis",
};

function titleWords(csl: CslItem) {
  const { type, title = "Untitled", number, version } = csl;
  const form = csl["container-title"] === "X" ? "Post" : forms[type];
  const named =
    number && (type === "article" || type === "report")
      ? ` (${type === "article" && !number.includes(":") ? "Paper " : ""}${number})`
      : "";
  const numbered = type === "standard" && number && !title.startsWith(number) ? ` (${number})` : named;
  const versioned = version && !numbered ? ` (${version})` : "";
  return `${title.replace(/\.$/, "")}${numbered}${versioned}${form ? ` [${form}]` : ""}`;
}

function place(csl: CslItem) {
  const container = csl["container-title"];
  switch (csl.type) {
    case "article-journal":
    case "article-magazine": {
      const volume = csl.volume ? `, ${csl.volume}${csl.issue ? `(${csl.issue})` : ""}` : "";
      return container ? `${container}${volume}${csl.page ? `, ${csl.page}` : ""}.` : "";
    }
    case "paper-conference":
    case "chapter":
      return [
        container && `In ${container}${csl.page ? ` (pp. ${csl.page})` : ""}.`,
        csl.publisher && `${csl.publisher}.`,
      ]
        .filter(Boolean)
        .join(" ");
    default: {
      const name = container ?? csl.publisher;
      return name ? sentence(name) : "";
    }
  }
}

function address({ csl, kind, accessed }: Reference) {
  const url = csl.DOI ? `https://doi.org/${csl.DOI}` : csl.URL;
  if (!url) return "";
  if (!accessed || !isLive({ kind, csl })) return url;
  const [year, month, day] = accessed;
  return `Retrieved ${longMonths[(month ?? 1) - 1]} ${day}, ${year}, from ${url}`;
}
