/** Dates of references: as CSL-JSON has them, as people write them, and in words. */
import { z } from "zod";
import { months } from "../../../ui/dates";

export type DateParts = [year: number, month?: number, day?: number];

/** One date, or the two ends of a period. */
export type DateVariable = { "date-parts": number[][]; season?: number; circa?: true };

const latestYear = 2200;

/** As much of a date as makes sense: an impossible day costs the day, an impossible month the month. */
export function soundDate(year: number, month?: number, day?: number): DateParts | null {
  if (!Number.isInteger(year) || year === 0 || year < -9999 || year > latestYear) return null;
  if (month === undefined || !Number.isInteger(month) || month < 1 || month > 12) return [year];
  if (day === undefined || !Number.isInteger(day) || day < 1 || day > daysIn(year, month)) return [year, month];
  return [year, month, day];
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

const Parts = z.array(z.union([z.number(), z.string()])).transform((parts) => {
  const [year = "", month, day] = parts;
  const words = String(year);
  const [ofYear = numberOf(words)] = /\d{4}\D|\D\d{4}/.test(words) ? (dateIn(words) ?? []) : [];
  return soundDate(ofYear, ...[month, day].flatMap((part) => (part === undefined ? [] : [numberOf(part)])));
});

function numberOf(part: string | number): number {
  const text = String(part).trim();
  return /^-?\d{1,4}$/.test(text) ? Number(text) : monthNamed(text) || Number.NaN;
}

const seasons = ["spring", "summer", "autumn", "winter"];

const Structured = z.object({
  // Some write a date's parts without the list of dates around them, or each under its name.
  "date-parts": z
    .preprocess(
      (given) => (Array.isArray(given) && given.length > 0 && !given.some(Array.isArray) ? [given] : given),
      z.array(Parts.catch(null)).max(2),
    )
    .catch([])
    .default([]),
  year: z.coerce.string().optional().catch(undefined),
  month: z.coerce.string().optional().catch(undefined),
  day: z.coerce.string().optional().catch(undefined),
  season: z
    .preprocess((given) => {
      const named =
        typeof given === "string" ? seasons.indexOf(given.trim().toLowerCase().replace("fall", "autumn")) : -1;
      return named === -1 ? given : named + 1;
    }, z.coerce.number().int().min(1).max(4).optional())
    .catch(undefined),
  circa: z.unknown().optional(),
  raw: z.string().optional().catch(undefined),
  literal: z.string().optional().catch(undefined),
});

/** A date of CSL-JSON in any of its shapes: parts, `raw`, `literal`, or a string of EDTF. */
export const CslDate = z
  .union([z.string(), z.number(), Structured])
  .transform((given): DateVariable | undefined => {
    if (typeof given !== "object") return periodIn(String(given));
    const { year, month, day } = given;
    const named = year === undefined ? [] : [Parts.parse([year, month, day].filter((part) => part !== undefined))];
    const all = given["date-parts"].length > 0 ? given["date-parts"] : named;
    const parts = all.flatMap((one) => (one ? [one as number[]] : []));
    const found = all[0] === null ? [] : parts;
    const read = found.length > 0 ? { "date-parts": found } : periodIn(given.raw ?? given.literal ?? "");
    if (!read) return undefined;
    const isCirca = given.circa === true || given.circa === 1 || given.circa === "1" || given.circa === "true";
    return { ...read, ...(given.season && { season: given.season }), ...(isCirca && { circa: true as const }) };
  })
  .optional()
  .catch(undefined);

export const dateOf = (csl: { issued?: DateVariable | undefined }): DateParts | null =>
  (csl.issued?.["date-parts"][0] as DateParts | undefined) ?? null;

/** "3 Feb 2026", "Feb 2026", "2026", "44 BC". */
export function dateInWords([year, month, day]: DateParts) {
  return [day, month && months[month - 1], yearInWords(year)].filter(Boolean).join(" ");
}

/** Years before our era as people write them. */
export const yearInWords = (year: number) => (year < 0 ? `${-year} BC` : String(year));

const earliestTyped = 1500;

/** Reads an unambiguous date: "3 Feb 2026", "Feb 2026", "2026-02-03", "2026"; null for anything else. */
export function readDate(text: string): DateParts | null {
  const iso = /^(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?$/.exec(text.trim());
  if (iso) return whole(Number(iso[1]), Number(iso[2]), iso[3] ? Number(iso[3]) : undefined);
  const words = /^(?:(\d{1,2})\.? )?(?:([A-Za-z]{3,9})\.? )?(\d{4})$/.exec(text.trim());
  if (!words) return null;
  const month = words[2] ? monthNamed(words[2]) : undefined;
  if (month === 0 || (words[1] && !month)) return null;
  return whole(Number(words[3]), month, words[1] ? Number(words[1]) : undefined);
}

/** A date all of whose parts make sense; null otherwise. */
function whole(year: number, month?: number, day?: number): DateParts | null {
  const sound = soundDate(year, month, day);
  const given = [year, month, day].filter((part) => part !== undefined).length;
  return sound && year >= earliestTyped && sound.length === given ? sound : null;
}

/** The number of the month that a word begins like, from three letters; 0 for any other word. */
export function monthNamed(word: string): number {
  const begin = word.trim().slice(0, 3).toLowerCase();
  return begin.length < 3 ? 0 : months.findIndex((name) => name.toLowerCase() === begin) + 1;
}

/** The date in a text of a file, whatever stands around it: "2009-02?", "2015/october", "Feb 3, 2014", "c. 1469". */
export function dateIn(written: string): DateParts | null {
  const text = inLatinDigits(written);
  const packed = /(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)/.exec(text)?.slice(1).map(Number);
  const whole = packed && soundDate(packed[0]!, packed[1], packed[2]);
  if (whole?.length === 3) return whole;
  const numbers = /(?<![\d-])(-?\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)/.exec(text);
  if (numbers) return soundDate(Number(numbers[1]), Number(numbers[2]), numbers[3] ? Number(numbers[3]) : undefined);
  const year = /^\s*-\d{4}(?!\d)|(?<!\d)\d{4}(?!\d)/.exec(text) ?? /^-?\d{1,4}$/.exec(text.trim());
  if (!year) return null;
  const rest = text.slice(0, year.index) + " " + text.slice(year.index + year[0].length);
  const month = (rest.match(/\p{L}{3,}/gu) ?? []).map(monthNamed).find(Boolean);
  const day = month ? /(?<!\d)\d{1,2}(?!\d)/.exec(rest)?.[0] : undefined;
  return soundDate(Number(year[0]), month, day ? Number(day) : undefined);
}

/** "१९८७" → "1987": the digits of a script stand ten in a row, from zero on. */
export const inLatinDigits = (text: string) =>
  text.replaceAll(/(?!\d)\p{Nd}/gu, (digit) => digit.normalize("NFKC").replace(/(?!\d)\p{Nd}/u, valueOf));

function valueOf(digit: string): string {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}

/** The same for a period of EDTF, `2003-01/2003-05`. An open end is left out. */
export function periodIn(written: string): DateVariable | undefined {
  const text = inLatinDigits(written);
  const ends = /^\s*\S*\d{4}\S*\s*\/\s*\S*\d{4}\S*\s*$/.test(text) ? text.split("/") : [text];
  const dates = (ends.length === 2 ? ends : [text]).flatMap((end) => {
    const date = dateIn(end);
    return date ? [date as number[]] : [];
  });
  return dates.length > 0 ? { "date-parts": dates } : undefined;
}

export const isPeriod = (date: DateVariable) => date["date-parts"].length > 1;

/** As EDTF writes it: "2003-01/2003-05". */
export function writeDate(date: DateVariable | undefined): string | undefined {
  const ends = date?.["date-parts"].map(([year = 0, ...rest]) => {
    const sign = year < 0 ? "-" : "";
    return [sign + String(Math.abs(year)).padStart(4, "0"), ...rest.map((part) => String(part).padStart(2, "0"))].join(
      "-",
    );
  });
  return ends?.join("/");
}
