/** The value axis: its range, its round values, and their format. */
import { median } from "d3-array";
import { axisForm, bare, formatQuantity, inFigures, isPlain, shortening, type ShownUnit } from "~/ui/quantity";

export type ValueAxis = {
  low: number;
  high: number;
  ticks: { value: number; label: string }[];
  /** The unit, once above the top tick. */
  unit: string;
  /** The unit's word alone: values that have it need not repeat it. */
  word: string;
  isLog: boolean;
  startsAtZero: boolean;
};

/**
 * The range of a value scale. It includes zero if zero is within three times the range of the values; otherwise it
 * spans at least ±10 % of the median, so that noise doesn't look like news.
 */
export function span(values: number[]): { low: number; high: number; startsAtZero: boolean } {
  if (values.length === 0) return { low: 0, high: 1, startsAtZero: true };
  let low = values[0]!;
  let high = low;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low;
  if (low <= 0 && high >= 0) return { low, high: low === high ? 1 : high, startsAtZero: true };
  if (low > 0 && low <= 3 * range) return { low: 0, high, startsAtZero: true };
  if (high < 0 && -high <= 3 * range) return { low, high: 0, startsAtZero: true };
  const middle = median(values)!;
  const reach = Math.abs(middle) * 0.1;
  return { low: Math.min(low, middle - reach), high: Math.max(high, middle + reach), startsAtZero: false };
}

/** The smallest round step that gives four or five lines; quarters only if nothing rounder fits. */
function roundValues(low: number, high: number): number[] {
  const range = high - low || 1;
  const power = Math.floor(Math.log10(range));
  const candidates = [power - 2, power - 1, power].flatMap((exponent) =>
    [1, 2, 2.5, 5].map((digit) => {
      const step = digit * 10 ** exponent;
      const first = Math.floor(low / step + 1e-9);
      const count = Math.ceil(high / step - 1e-9) - first + 1;
      const fault = (count < 4 ? (4 - count) * 2 : count > 5 ? count - 5 : 0) + (digit === 2.5 ? 0.5 : 0);
      return { step, first, count, fault };
    }),
  );
  const [best] = candidates.toSorted((a, b) => a.fault - b.fault || a.step * (a.count - 1) - b.step * (b.count - 1));
  const { step, first, count } = best!;
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** How many decimals a step needs: 0.25 needs two. */
function placesOf(step: number): number {
  for (let places = 0; places < 12; places++) {
    const scaled = step * 10 ** places;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return places;
  }
  return 12;
}

/** Labels of equal precision, with one letter for all of them. */
function labelsOf(values: number[]): string[] {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!isPlain(largest)) return values.map((value) => formatQuantity(value, bare));
  const { size, letter } = shortening(largest);
  const step = Math.abs((values[1] ?? largest) - (values[0] ?? 0)) / size || 1;
  const places = placesOf(step);
  return values.map((value) => (value === 0 ? "0" : inFigures(value / size, places) + letter));
}

/** The axis for these values, bars always from zero. */
export function valueAxis(
  values: number[],
  unit: ShownUnit,
  options: { isLog?: boolean; isBars?: boolean } = {},
): ValueAxis {
  if (options.isLog) {
    const positive = values.filter((value) => value > 0);
    if (positive.length > 0) return logAxis(positive, unit);
  }
  const found = span(options.isBars ? [...values, 0] : values);
  const { form, worth, name } = axisForm(unit, Math.max(Math.abs(found.low), Math.abs(found.high)));
  const rounded = roundValues(found.low / worth, found.high / worth);
  const labels = labelsOf(rounded);
  const ticks = rounded.map((value, index) => ({ value: value * worth, label: labels[index]! }));
  const [low, high] = [ticks[0]!.value, ticks.at(-1)!.value];
  const startsAtZero = low <= 0 && high >= 0;
  const head = startsAtZero ? name : `${name ? `${name}, ` : ""}scale from ${labels[0]} to ${labels.at(-1)}`;
  return { low, high, ticks, unit: head, word: form.word, isLog: false, startsAtZero };
}

function logAxis(values: number[], unit: ShownUnit): ValueAxis {
  const smallest = values.reduce((least, value) => Math.min(least, value));
  const largest = values.reduce((most, value) => Math.max(most, value));
  const { form, worth, name } = axisForm(unit, largest);
  const first = Math.floor(Math.log10(smallest / worth) + 1e-9);
  const last = Math.max(first + 1, Math.ceil(Math.log10(largest / worth) - 1e-9));
  const every = Math.ceil((last - first) / 4);
  const powers = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, index) => first + index * every);
  if (powers.at(-1)! < last) powers.push(powers.at(-1)! + every);
  const ticks = powers.map((power) => ({ value: 10 ** power * worth, label: formatQuantity(10 ** power, bare) }));
  return {
    low: ticks[0]!.value,
    high: ticks.at(-1)!.value,
    ticks,
    unit: `${name ? `${name}, ` : ""}log scale`,
    word: form.word,
    isLog: true,
    startsAtZero: false,
  };
}
