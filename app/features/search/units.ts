/** Units of measure in their spellings, so that "12 seconds" finds "12s" and "12 sec". */
import { stem } from "~/features/markdown/markdown";

/** Each with the spellings that are written right behind the number first. Plurals share a stem. */
const spellings = [
  "ms msec millisecond",
  "s sec second",
  "min minute",
  "h hr hrs hour",
  "d day",
  "kb kilobyte",
  "mb megabyte",
  "gb gigabyte",
  "tb terabyte",
  "x times fold",
].map((line) => line.split(" "));
/** With these a number is another number, which is read as one however it is written; only "12.5 m" is two words in a text. */
const powers = ["k thousand", "m mn mln million", "b bn bln billion", "t tn trn trillion"].map((line) =>
  line.split(" "),
);

const byStem = (groups: string[][]) =>
  new Map(groups.flatMap((group) => group.map((unit) => [stem(unit), group] as const)));
const units = byStem(spellings);
const multiples = byStem(powers);

export type Measure = {
  /** One word each. */
  joined: string[];
  /** Two words each. */
  apart: string[];
};

/** A number with its unit, as it is typed or without the blank; null for anything else. */
export function readMeasure(text: string): { number: string; unit: string } | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?)[ -]?([a-z]{1,12})$/.exec(text) ?? [];
  return number === undefined ? null : { number, unit: unit! };
}

/** A number of this unit in all spellings. A single "s" behind a blank is part of the number wherever words are made. */
export function spellMeasure({ number, unit }: { number: string; unit: string }): Measure {
  const multiple = multiples.get(stem(unit));
  if (multiple) return { joined: [`${number}${multiple[0]}`], apart: [`${number} ${multiple[0]}`] };
  const group = units.get(stem(unit)) ?? [unit];
  return {
    joined: group.filter((one) => one.length <= 4).map((one) => number + one),
    apart: group.filter((one) => one !== "s").map((one) => `${number} ${one}`),
  };
}
