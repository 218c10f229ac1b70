/** Numbers as people read them: three digits, k M B T, gwei, minutes, with no-break spaces and a true minus. */
import type { Value } from "./chart-spec";

const nbsp = "\u00a0";
const minus = "\u2212";
const nothing = "\u2013";

/** A stored value as a number; null when there is none or when it is no number. */
export function toNumber(value: Value | undefined): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** How a unit is written for values of some size: shown = value / divisor, between prefix and word. */
export type ShownUnit = { divisor: number; prefix: string; word: string; isTight: boolean };

const unit = (word: string, divisor = 1, rest: Partial<ShownUnit> = {}): ShownUnit => ({
  divisor,
  prefix: "",
  word,
  isTight: false,
  ...rest,
});

/** The form of a unit that suits a value: wei as gwei or ETH, seconds as ms, min, h or d, a ratio as percent. */
export function shownUnit(name: string, size: number): ShownUnit {
  const big = Math.abs(size);
  switch (name) {
    case "USD":
      return unit("", 1, { prefix: "$" });
    case "ratio":
      return unit("%", 0.01);
    case "times":
      return unit("×", 1, { isTight: true });
    case "uop/s":
      return unit("UOPS");
    case "wei":
      return ofWei(big);
    case "gwei": {
      // One blob gas often costs a single wei.
      const inWei = ofWei(big * 1e9);
      return { ...inWei, divisor: inWei.divisor / 1e9 };
    }
    case "ms":
    case "s":
    case "min": {
      const seconds = { ms: 0.001, s: 1, min: 60 }[name];
      const fit = ofSeconds(big * seconds);
      return { ...fit, divisor: fit.divisor / seconds };
    }
    default:
      return unit(name);
  }
}

function ofWei(wei: number): ShownUnit {
  if (wei === 0) return unit("gwei", 1e9);
  if (wei >= 1e15) return unit("ETH", 1e18);
  return wei >= 1e6 ? unit("gwei", 1e9) : unit("wei");
}

function ofSeconds(seconds: number): ShownUnit {
  if (seconds > 0 && seconds < 1) return unit("ms", 0.001);
  if (seconds < 120) return unit("s");
  if (seconds < 3 * 3_600) return unit("min", 60);
  return seconds < 3 * 86_400 ? unit("h", 3_600) : unit("d", 86_400);
}

const letters: [size: number, letter: string][] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
];

/** What large numbers are divided by, and the letter that says so. Up to 9,999 a number is written out. */
export function shortening(value: number): { size: number; letter: string } {
  if (Math.round(Math.abs(value)) < 1e4) return { size: 1, letter: "" };
  const big = Number(Math.abs(value).toPrecision(3));
  const step = letters.find(([size]) => big >= size);
  return step ? { size: step[0], letter: step[1] } : { size: 1, letter: "" };
}

/** A number in figures, with `places` decimals and thousands parted by commas. */
export function inFigures(value: number, places: number): string {
  const [whole = "0", part] = Math.abs(value).toFixed(places).split(".");
  const figures = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  return value < 0 && /[1-9]/.test(figures) ? minus + figures : figures;
}

/** Three digits that count, no needless zeros: 171, 41.3, 0.003, 12.4k, 1.2e−6. */
function short(value: number): string {
  if (value === 0) return "0";
  const big = Number(Math.abs(value).toPrecision(3));
  if (big < 1e-4 || big >= 1e15) {
    const [digits, power] = Math.abs(value).toExponential(2).split("e");
    return `${value < 0 ? minus : ""}${Number(digits)}e${inFigures(Number(power), 0)}`;
  }
  const { size, letter } = shortening(value);
  const shown = value / size;
  const places = Math.max(0, 2 - Math.floor(Math.log10(big / size)));
  const figures = inFigures(shown, Math.min(places, 7));
  return (figures.includes(".") ? figures.replace(/\.?0+$/, "") : figures) + letter;
}

/** A value and its unit apart, for places that set them in two sizes: ["41.3", "Mgas/s"], ["$13.8B", ""]. */
export function quantityParts(value: Value, name: string): { figure: string; unit: string } {
  const number = toNumber(value);
  if (number === null) return { figure: nothing, unit: "" };
  const { divisor, prefix, word, isTight } = shownUnit(name, number);
  const text = short(number / divisor);
  const figure = text.startsWith(minus) ? minus + prefix + text.slice(1) : prefix + text;
  return isTight ? { figure: figure + word, unit: "" } : { figure, unit: word };
}

/** "171 tx/s", "$13.8B", "60 %", "22 min", "420×"; a dash where there is no value. Never broken across lines. */
export function formatQuantity(value: Value, name: string): string {
  const { figure, unit: word } = quantityParts(value, name);
  return word ? `${figure}${nbsp}${word.replaceAll(" ", nbsp)}` : figure;
}

/**
 * What changed between two values: "+12 %", "−14 %", "0 %", "×12"; shares change by points: "+3 points". Null when there is
 * nothing to compare: no value, a first one of zero, or a change of sign.
 */
export function formatChange(from: Value, to: Value, name = ""): string | null {
  const [first, last] = [toNumber(from), toNumber(to)];
  if (first === null || last === null) return null;
  if (name === "ratio" || name === "%") {
    const points = Number(((last - first) * (name === "ratio" ? 100 : 1)).toFixed(1));
    return `${signed(points)}${nbsp}${Math.abs(points) === 1 ? "point" : "points"}`;
  }
  if (first === 0 || first < 0 !== last < 0) return null;
  if (last / first >= 10) return `×${short(Number((last / first).toPrecision(2)))}`;
  return `${signed(Math.round(((last - first) / Math.abs(first)) * 100))}${nbsp}%`;
}

const signed = (value: number) => `${value > 0 ? "+" : ""}${short(value)}`;
