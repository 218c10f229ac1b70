/** How values are shown to people: exact enough to compare, short enough to read. */
import type { Unit } from "./metric";

export type Figure = { text: string; unit: string };

const nbsp = "\u00a0";

/** Four significant figures at most, thousands parted. */
function round(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 1_000) return Math.round(value).toLocaleString("en-US");
  const places = size >= 100 ? 1 : size >= 10 ? 1 : size >= 1 ? 2 : Math.min(12, 2 - Math.floor(Math.log10(size)));
  return String(Number(value.toFixed(places)));
}

const large: [size: number, letter: string][] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e4, "K"],
];

function shorten(value: number): string {
  const step = large.find(([size]) => Math.abs(value) >= size);
  return step ? `${round(value / step[0])}${step[1]}` : round(value);
}

/** A decimal string in its unit, as number and unit: ("1900000000", "wei") → 1.9 gwei. */
export function figureOf(decimal: string, unit: Unit): Figure {
  const value = Number(decimal);
  switch (unit) {
    case "wei": {
      if (value >= 1e15) return { text: round(value / 1e18), unit: "ETH" };
      if (value >= 1e6) return { text: round(value / 1e9), unit: "gwei" };
      return { text: round(value), unit: "wei" };
    }
    case "USD":
      return { text: `$${shorten(value)}`, unit: "" };
    case "ratio":
      return { text: `${round(value * 100)}${nbsp}%`, unit: "" };
    case "times":
      return { text: `${round(value)}×`, unit: "" };
    case "tx":
    case "addresses":
      return { text: shorten(value), unit: unit === "tx" ? "tx" : "addresses" };
    case "uop/s":
      return { text: round(value), unit: "UOPS" };
    case "s":
      return value >= 120 ? { text: round(value / 60), unit: "min" } : { text: round(value), unit: "s" };
    default:
      return { text: round(value), unit };
  }
}

export const figureText = (decimal: string, unit: Unit) => {
  const { text, unit: word } = figureOf(decimal, unit);
  return word ? `${text}${nbsp}${word}` : text;
};
