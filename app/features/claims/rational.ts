/** Exact fractions: stated and observed values are compared without rounding on the way. `d` is always above 0. */
export type Rational = { readonly n: bigint; readonly d: bigint };

const shape = /^([+-]?)(\d+)(?:\.(\d+))?$/;

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** The fraction n ÷ d in lowest terms. Throws when d is 0: a caller that may meet an empty whole asks first. */
export function rational(n: bigint, d = 1n): Rational {
  if (d === 0n) throw new RangeError("A fraction's lower part is not 0.");
  const shared = gcd(n, d);
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / shared, d: (sign * d) / shared };
}

/** Reads a plain decimal such as `-12.5`; null for anything else. */
export function readDecimal(text: string): Rational | null {
  const [, sign, whole, part = ""] = shape.exec(text) ?? [];
  if (whole === undefined) return null;
  const n = BigInt(whole + part);
  return rational(sign === "-" ? -n : n, 10n ** BigInt(part.length));
}

/** The same for text that is known to be a decimal, such as a value of the database. */
export function decimal(text: string): Rational {
  const read = readDecimal(text);
  if (!read) throw new RangeError(`"${text}" is no decimal.`);
  return read;
}

export const one = rational(1n);

export const add = (a: Rational, b: Rational) => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Rational, b: Rational) => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Rational, b: Rational) => rational(a.n * b.n, a.d * b.d);
export const divide = (a: Rational, b: Rational) => rational(a.n * b.d, a.d * b.n);
export const negate = (a: Rational): Rational => ({ n: -a.n, d: a.d });
export const absolute = (a: Rational): Rational => (a.n < 0n ? negate(a) : a);
export const signOf = (a: Rational) => (a.n < 0n ? -1 : a.n > 0n ? 1 : 0);
export const compare = (a: Rational, b: Rational) => signOf(subtract(a, b));
export const least = (a: Rational, b: Rational) => (compare(a, b) <= 0 ? a : b);
export const greatest = (a: Rational, b: Rational) => (compare(a, b) >= 0 ? a : b);

/** The middle value; the mean of the two in the middle for an even number of values. Null for none. */
export function medianOf(values: readonly Rational[]): Rational | null {
  const sorted = [...values].sort(compare);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (!upper) return null;
  return sorted.length % 2 === 1 ? upper : divide(add(sorted[middle - 1]!, upper), rational(2n));
}

/** As a plain decimal with at most `places` decimal places, rounded half away from zero, without trailing zeros. */
export function toDecimal(a: Rational, places = 18): string {
  const scale = 10n ** BigInt(places);
  const doubled = (a.n < 0n ? -a.n : a.n) * scale * 2n;
  const digits = ((doubled + a.d) / (2n * a.d)).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const part = digits.slice(digits.length - places).replace(/0+$/, "");
  const text = part ? `${whole}.${part}` : whole;
  return a.n < 0n && text !== "0" ? `-${text}` : text;
}

/** The power of ten of the first significant digit: 0 for 1 to 9.99, 2 for 422, −3 for 0.004. */
export function magnitude(a: Rational): number {
  if (a.n === 0n) return 0;
  const size = absolute(a);
  let power = size.n.toString().length - size.d.toString().length;
  const atLeast = (exponent: number) =>
    exponent >= 0 ? size.n >= size.d * 10n ** BigInt(exponent) : size.n * 10n ** BigInt(-exponent) >= size.d;
  while (!atLeast(power)) power--;
  while (atLeast(power + 1)) power++;
  return power;
}

/** Rounded to `digits` significant digits, as a plain decimal: 422 to two is `420`. */
export function toDigits(a: Rational, digits: number): string {
  const places = digits - 1 - magnitude(a);
  if (places >= 0) return toDecimal(a, places);
  const step = rational(10n ** BigInt(-places));
  return toDecimal(multiply(decimal(toDecimal(divide(a, step), 0)), step), 0);
}
