/** Exact numbers: values travel as decimal strings, because a double loses wei. */
const shape = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const widest = 60;

/** The plain decimal of a number or string that a provider sent; null for NaN, infinities and what is no number. */
export function toDecimal(given: unknown): string | null {
  if (typeof given === "number") {
    if (!Number.isFinite(given)) return null;
    return plain(given);
  }
  if (typeof given !== "string" || given.length > 2 * widest || !shape.test(given)) return null;
  return given;
}

/** A double without exponent: 1e-7 → 0.0000001. */
function plain(value: number): string | null {
  if (Math.abs(value) >= 1e40) return null;
  const text = String(value);
  if (!/e/i.test(text)) return text;
  return trim(value.toFixed(Math.abs(value) < 1 ? 18 : 0));
}

export const trim = (decimal: string) => (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal);

/** a ÷ b to `places` decimal places, rounded half away from zero; b is above 0. */
export function divide(a: bigint, b: bigint, places = 9): string {
  const scale = 10n ** BigInt(places);
  const doubled = a * scale * 2n;
  const rounded = (doubled + (a < 0n ? -b : b)) / (2n * b);
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const sign = rounded < 0n ? "-" : "";
  return trim(`${sign}${whole}.${digits.slice(-places)}`);
}

/** A decimal as a whole number of 10^-18, for comparing. */
export function scaled(decimal: string): bigint {
  const [whole = "0", part = ""] = decimal.replace("-", "").split(".");
  const value = BigInt(whole + part.padEnd(18, "0").slice(0, 18));
  return decimal.startsWith("-") ? -value : value;
}

export const compareDecimals = (a: string, b: string) => {
  const difference = scaled(a) - scaled(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
