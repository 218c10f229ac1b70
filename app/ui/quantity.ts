/**
 * Quantities as people read them: three digits that count, K M B T, a true minus, no-break spaces. The only place that
 * writes a number with its unit. It knows no unit: whoever has the number passes in how its unit is written.
 *
 *   formatQuantity("260015", plainUnit("tx"))   "260K tx"
 *   formatChange("100", "112")                  "+12 %"
 *
 * Values are decimal strings, and are rounded as decimals: a double keeps only some sixteen digits.
 */
import { compareExact, decimalText, type Exact, exactOf, round, type Rounded } from "./exact";
import { markThousands } from "./thousands";

/** A value as it is stored (a decimal string) or as it was computed; null is a gap. */
export type Value = number | string | null;

/** One way to write a unit. */
export type UnitForm = {
  /** The least stored value that is written this way, a decimal; the first form of a unit also takes all that is smaller. */
  from: string;
  /** What one of this form is worth in the stored unit, a decimal: "60" for a minute where seconds are stored. */
  worth: string;
  /** Before the number, as in $5. */
  prefix?: string;
  /** After the number. */
  word: string;
  /** The word after exactly one. */
  one?: string;
  /** The word stands at the number without a space, as in 420×. */
  isTight?: boolean;
  /** What an axis is called, where the word alone would not say it. */
  axis?: string;
};

/** How a unit is written. Plain data, so that it can be sent to a browser. */
export type ShownUnit = {
  /** Two units with the same key may stand on one axis. */
  key: string;
  /** By size, the smallest first. */
  forms: UnitForm[];
  /** Which form a zero has, where it is not the first. */
  zeroForm?: number;
  /** A share: it changes by points, and not by percent of a percentage. */
  isShare?: boolean;
};

const nbsp = "\u00a0";
const minus = "\u2212";
const nothing = "\u2013";

/** A unit of one form: the word after the number. */
export const plainUnit = (word: string, more: Partial<UnitForm> = {}): ShownUnit => ({
  key: word,
  forms: [{ from: "0", worth: "1", word, ...more }],
});

/** Numbers without a unit. */
export const bare = plainUnit("");

/** A stored value as a double, for drawing; null when there is none or when it is no number. */
export function toNumber(value: Value | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

const letters = ["", "K", "M", "B", "T"];
const leastPlain = -7;
const mostPlain = 15;

/** The number without sign and unit: 9,999, 12.3K, 0.00000043, 1.2e−9. */
function writeNumber({ count, places, decade }: Rounded): string {
  if (count === 0n) return "0";
  if (decade < leastPlain || decade >= mostPlain) {
    const digits = decimalText(count, String(count).length - 1);
    return `${digits}e${decade < 0 ? minus : ""}${Math.abs(decade)}`;
  }
  const step = decade < 4 ? 0 : Math.min(letters.length - 1, Math.floor(decade / 3));
  return decimalText(count, places + 3 * step) + letters[step]!;
}

/** The form that suits a value once it is rounded, so that 999.96 ms is written as 1 s. */
function suit(value: Exact, { forms, zeroForm }: ShownUnit): { form: UnitForm; rounded: Rounded } {
  let index = value.digits === 0n ? (zeroForm ?? 0) : 0;
  for (;;) {
    const form = forms[index]!;
    const worth = exactOf(form.worth)!;
    const rounded = round(value, worth);
    const next = value.digits === 0n ? undefined : forms[index + 1];
    const shown = { digits: rounded.count * worth.digits, power: worth.power - rounded.places };
    if (!next || compareExact(shown, exactOf(next.from)!) < 0) return { form, rounded };
    index += 1;
  }
}

/** A value and its unit apart, for places that set them in two sizes: ["41.3", "tx/s"], ["$13.8B", ""]. */
export function quantityParts(value: Value | undefined, unit: ShownUnit): { text: string; unit: string } {
  const exact = exactOf(value);
  if (!exact) return { text: nothing, unit: "" };
  const { form, rounded } = suit(exact, unit);
  const sign = exact.digits < 0n && rounded.count !== 0n ? minus : "";
  const text = `${sign}${form.prefix ?? ""}${writeNumber(rounded)}`;
  const isOne = rounded.count !== 0n && writeNumber(rounded) === "1";
  const word = isOne ? (form.one ?? form.word) : form.word;
  return form.isTight ? { text: text + word, unit: "" } : { text, unit: word.replaceAll(" ", nbsp) };
}

/** "171 tx/s", "$13.8B", "60 %", "22 min", "420×"; a dash where there is no value. Never broken across lines. */
export function formatQuantity(value: Value | undefined, unit: ShownUnit): string {
  const { text, unit: word } = quantityParts(value, unit);
  return word ? `${text}${nbsp}${word}` : text;
}

/**
 * What changed between two values: "+12 %", "−14 %", "0 %", "×12"; shares change by points: "+3 points". Null when there is
 * nothing to compare: no value, a first one of zero, or a change of sign.
 */
export function formatChange(from: Value | undefined, to: Value | undefined, unit: ShownUnit = bare): string | null {
  const [first, last] = [toNumber(from), toNumber(to)];
  if (first === null || last === null) return null;
  if (unit.isShare) {
    const points = Number(((last - first) / Number(unit.forms[0]!.worth)).toFixed(1));
    return `${signed(points)}${nbsp}${Math.abs(points) === 1 ? "point" : "points"}`;
  }
  if (first === 0 || first < 0 !== last < 0) return null;
  if (last / first >= 10) return `×${formatQuantity(Number((last / first).toPrecision(2)), bare)}`;
  return `${signed(Math.round(((last - first) / Math.abs(first)) * 100))}${nbsp}%`;
}

const signed = (value: number) => `${value > 0 ? "+" : ""}${formatQuantity(value, bare)}`;

/** The form that an axis has whose largest value is of this size, its worth as a double. */
export function axisForm(unit: ShownUnit, size: number): { form: UnitForm; worth: number; name: string } {
  const { form } = suit(exactOf(Math.abs(size)) ?? { digits: 0n, power: 0 }, unit);
  return { form, worth: Number(form.worth), name: form.axis ?? form.word };
}

/** What the numbers of an axis are divided by whose largest is of this size, and the letter that says so. */
export function shortening(value: number): { size: number; letter: string } {
  const exact = exactOf(Math.abs(value));
  const decade = exact ? round(exact, { digits: 1n, power: 0 }).decade : 0;
  const step = decade < 4 || decade >= mostPlain ? 0 : Math.min(letters.length - 1, Math.floor(decade / 3));
  return { size: 10 ** (3 * step), letter: letters[step]! };
}

/** Numbers of an axis are written out between these decades, and with powers of ten beyond. */
export const isPlain = (value: number) =>
  value === 0 || (Math.abs(value) >= 10 ** leastPlain && Math.abs(value) < 1e15);

/** A number in figures, with `places` decimals and thousands parted by commas. */
export function inFigures(value: number, places: number): string {
  const [whole = "0", part] = Math.abs(value).toFixed(places).split(".");
  const figures = markThousands(whole) + (part ? `.${part}` : "");
  return value < 0 && /[1-9]/.test(figures) ? minus + figures : figures;
}
