/** A reference in CSL-JSON: the fields that we read and write. */
import { z } from "zod";
import { oneLine } from "../../../platform/characters";
import { months } from "../../../ui/dates";
import { startOf } from "../../../ui/shorten";

export const cslTypes = [
  "article",
  "article-journal",
  "article-magazine",
  "article-newspaper",
  "book",
  "chapter",
  "dataset",
  "motion_picture",
  "paper-conference",
  "personal_communication",
  "post",
  "post-weblog",
  "report",
  "software",
  "standard",
  "thesis",
  "webpage",
  "document",
] as const;
export type CslType = (typeof cslTypes)[number];

/** Text by strangers as one line of at most so many characters; the rest is cut off. */
export const tidyText = (text: string, longest: number) => startOf(oneLine(text), longest).trim();

const line = (longest: number) =>
  z
    .union([z.string(), z.number()])
    .transform((value) => tidyText(String(value), longest))
    .optional()
    .catch(undefined);

const Name = z.object({ family: line(120), given: line(120), literal: line(200) });
const part = z.coerce.number().int();

const CslDate = z
  .object({ "date-parts": z.array(z.array(part).min(1).max(3)).min(1).max(2) })
  .refine(({ "date-parts": [first] }) => {
    const [year = 0, month = 1, day = 1] = first ?? [];
    return year >= 1 && year <= 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  })
  .optional()
  .catch(undefined);

export const CslItem = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  type: z.enum(cslTypes).catch("document"),
  title: line(300),
  author: z
    .array(Name)
    .max(200)
    .transform((names) => names.filter((name) => name.family || name.literal))
    .optional()
    .catch(undefined),
  issued: CslDate,
  "container-title": line(200),
  publisher: line(200),
  volume: line(40),
  issue: line(40),
  page: line(60),
  number: line(80),
  genre: line(80),
  status: line(40),
  version: line(40),
  URL: line(2000),
  DOI: line(500),
  ISBN: line(40),
  note: line(500),
});
export type CslItem = z.output<typeof CslItem>;

/** The item that a row of ours holds: what another build wrote in a shape that can't be read is left out. */
export const storedItem = (column: unknown): CslItem =>
  CslItem.parse(column instanceof Object && !Array.isArray(column) ? column : {});
export type CslName = NonNullable<CslItem["author"]>[number];

export type DateParts = [year: number, month?: number, day?: number];

export const dateOf = (csl: CslItem): DateParts | null =>
  (csl.issued?.["date-parts"][0] as DateParts | undefined) ?? null;

/** "3 Feb 2026", "Feb 2026", "2026". */
export function dateInWords([year, month, day]: DateParts) {
  return [day, month && months[month - 1], year].filter(Boolean).join(" ");
}

/** Reads an unambiguous date: "3 Feb 2026", "Feb 2026", "2026-02-03", "2026"; null for anything else. */
export function readDate(text: string): DateParts | null {
  const iso = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?$/.exec(text.trim());
  if (iso) return checked([Number(iso[1]), Number(iso[2]), iso[3] ? Number(iso[3]) : undefined]);
  const words = /^(?:(\d{1,2})\.? )?(?:([A-Za-z]{3,9})\.? )?(\d{4})$/.exec(text.trim());
  if (!words) return null;
  const month = words[2]
    ? months.findIndex((name) => words[2]!.toLowerCase().startsWith(name.toLowerCase())) + 1
    : undefined;
  if (month === 0 || (words[1] && !month)) return null;
  return checked([Number(words[3]), month, words[1] ? Number(words[1]) : undefined]);
}

function checked([year, month, day]: DateParts): DateParts | null {
  if (year < 1500 || year > 2200 || (month !== undefined && (month < 1 || month > 12))) return null;
  if (day !== undefined && (day < 1 || day > 31)) return null;
  return [year, ...(month ? [month, ...(day ? [day] : [])] : [])] as DateParts;
}

/** "A. Author", "A. Author and B. Other", "A. Author et al." */
export function authorsInWords(authors: readonly CslName[] = []) {
  const names = authors.map((name) => name.literal ?? [initialsOf(name.given), name.family].filter(Boolean).join(" "));
  if (names.length > 2) return `${names[0]} et al.`;
  return names.join(" and ");
}

/** "Vitalik B." → "V. B.", "Jean-Luc" → "J.-L." */
export function initialsOf(given = "") {
  return given
    .split(/\s+/)
    .filter(Boolean)
    .map((word) =>
      word
        .split("-")
        .filter(Boolean)
        .map((piece) => `${Array.from(piece)[0]!.toUpperCase()}.`)
        .join("-"),
    )
    .join(" ");
}

/** "Family, Given", "Given Family" or one name as CSL parts. */
export function readName(text: string): CslName {
  const name = tidyText(text, 200);
  const [family = "", given] = name.split(/,\s*/, 2);
  if (given) return { family, given };
  const space = name.lastIndexOf(" ");
  // Organisations and handles have no given name.
  if (space === -1 || /^(?:the|L2|Ethereum)\b|\b(?:foundation|labs|team|project|research|inc|ltd)\b/i.test(name))
    return { literal: name };
  return { family: name.slice(space + 1), given: name.slice(0, space) };
}
