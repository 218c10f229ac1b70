/** Numerals as people write them: grouped, with fractions, exponents and powers. */
import { multiply, type Rational, rational, readDecimal, toDecimal } from "./rational";

export type Numeral = {
  length: number;
  /** Null when separators leave open which number is meant. */
  value: Rational | null;
  /** Significant digits as written; trailing zeros of whole numbers are counted apart. */
  digits: number;
  trailingZeros: number;
  hasPoint: boolean;
};

const vulgar: Record<string, [bigint, bigint]> = {
  "½": [1n, 2n],
  "⅓": [1n, 3n],
  "⅔": [2n, 3n],
  "¼": [1n, 4n],
  "¾": [3n, 4n],
  "⅕": [1n, 5n],
  "⅖": [2n, 5n],
  "⅗": [3n, 5n],
  "⅘": [4n, 5n],
  "⅙": [1n, 6n],
  "⅛": [1n, 8n],
  "⅜": [3n, 8n],
  "⅝": [5n, 8n],
  "⅞": [7n, 8n],
};

const space = "[ \\u00a0\\u2009\\u202f]";
/** Figures with whatever separates them: "1,00,000", "1.000,5", "1..5". */
const separated = /^\d[\d.,'’_]*[.,'’_]\d+/;
const grouped = new RegExp(`^\\d{1,3}(?:(?:,\\d{3})+|(?:${space}\\d{3})+|(?:['’_]\\d{3})+)(?!\\d)(\\.\\d+)?`);
const scientific = /^(\d+(?:\.\d+)?)(?:e([+-]?\d{1,3})\b|\s?[×x]\s?10\^?([⁰¹²³⁴⁵⁶⁷⁸⁹]+|-?\d{1,2}))/i;
const power = /^(\d{1,6})(?:(?:\^|\*\*)(\d{1,3})(?!\d)|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))/;
const mixed = /^(\d+)?\s?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])/;
const fraction = /^(\d{1,4})\/(\d{1,4})(?=\s+of\b)/;
const plain = /^\d+(?:\.\d+)?|^\.\d+/;
const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function written(text: string, length: number): Numeral {
  const figures = text.replaceAll(/[^\d.]/g, "").replace(/^\./, "0.");
  const hasPoint = figures.includes(".");
  const significant = figures.replace(".", "").replace(/^0+/, "");
  const trailingZeros = hasPoint ? 0 : (/0*$/.exec(significant)?.[0].length ?? 0);
  const value = readDecimal(figures);
  return { length, value, digits: Math.max(significant.length, 1), trailingZeros, hasPoint };
}

function tenTo(exponent: number): Rational {
  return exponent >= 0 ? rational(10n ** BigInt(exponent)) : rational(1n, 10n ** BigInt(-exponent));
}

const unclear = (length: number): Numeral => ({ length, value: null, digits: 1, trailingZeros: 0, hasPoint: false });

const fromSuperscript = (text: string) => Number([...text].map((sign) => superscripts.indexOf(sign)).join(""));

/** The numeral at the beginning of a text; null when it begins otherwise. */
export function readNumeral(text: string): Numeral | null {
  const [pieces] = separated.exec(text) ?? [];
  if (pieces && (grouped.exec(pieces) ?? plain.exec(pieces))?.[0].length !== pieces.length)
    return unclear(pieces.length);

  const half = mixed.exec(text);
  if (half) {
    const [n, d] = vulgar[half[2]!]!;
    const whole = BigInt(half[1] ?? "0");
    return { length: half[0].length, value: rational(whole * d + n, d), digits: 2, trailingZeros: 0, hasPoint: true };
  }
  const raised = power.exec(text);
  if (raised) {
    const [{ length }, base, plainExponent, small] = raised;
    const exponent = small ? fromSuperscript(small) : Number(plainExponent);
    if (exponent > 256) return unclear(length);
    const value = rational(BigInt(base!) ** BigInt(exponent));
    return { length, value, digits: 3, trailingZeros: 0, hasPoint: true };
  }
  const exponential = scientific.exec(text);
  if (exponential) {
    const [all, mantissa, plainExponent, other = ""] = exponential;
    const exponent = superscripts.includes(other[0] ?? " ") ? fromSuperscript(other) : Number(plainExponent ?? other);
    const numeral = written(mantissa!, all.length);
    if (!numeral.value || Math.abs(exponent) > 60) return unclear(all.length);
    return { ...numeral, value: multiply(numeral.value, tenTo(exponent)), trailingZeros: 0 };
  }
  const found = grouped.exec(text) ?? plain.exec(text);
  return found && found[0].length <= 40 ? written(found[0], found[0].length) : null;
}

const numberWords: Record<string, bigint> = {
  two: 2n,
  three: 3n,
  four: 4n,
  five: 5n,
  six: 6n,
  seven: 7n,
  eight: 8n,
  nine: 9n,
  ten: 10n,
  twenty: 20n,
  fifty: 50n,
  hundred: 100n,
  thousand: 1_000n,
};
/** "asked twice" is no multiple. */
const compared = "(?=\\s(?:as|the|more|less|higher|lower|faster|slower|cheaper|larger|smaller)\\b)";
const spelledTimes = new RegExp(
  `^(?:(?:a )?(${Object.keys(numberWords).join("|")})(?:[- ]?fold\\b| times${compared})|(twice)${compared})`,
  "i",
);

/** "tenfold", "two-fold", "a hundredfold", "three times", "twice", as a multiple; null for other words. */
export function readSpelledMultiple(text: string): { length: number; value: Rational } | null {
  const found = spelledTimes.exec(text);
  if (!found) return null;
  return { length: found[0].length, value: rational(found[2] ? 2n : numberWords[found[1]!.toLowerCase()]!) };
}

const smallNumbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const parts: Record<string, bigint> = {
  half: 2n,
  halves: 2n,
  third: 3n,
  thirds: 3n,
  quarter: 4n,
  quarters: 4n,
  fifth: 5n,
  fifths: 5n,
  tenth: 10n,
  tenths: 10n,
};

const numberWord = (word: string): bigint | null => {
  if (/^\d{1,4}$/.test(word)) return BigInt(word);
  if (/^an?$/i.test(word)) return 1n;
  const at = smallNumbers.indexOf(word.toLowerCase());
  return at > 0 ? BigInt(at) : null;
};

const spelledFraction =
  /^(a|an|one|two|three|four)[ -](half|third|thirds|quarter|quarters|fifth|fifths|tenth|tenths)\b|^half(?= (?:of|the|as)\b)/i;
const oneIn =
  /^(one|two|three|\d{1,3}) (?:in|out of)(?: every)? (two|three|four|five|six|seven|eight|nine|ten|\d{1,4})\b(?![.,]?\d)/i;

/** "a third", "two-thirds", "one in five", "3/4 of", as a fraction; null for other words. */
export function readSpelledFraction(text: string): { length: number; value: Rational } | null {
  const part = spelledFraction.exec(text);
  if (part) {
    const n = part[1] ? numberWord(part[1]) : 1n;
    const d = part[2] ? parts[part[2].toLowerCase()] : 2n;
    if (n && d && n < d) return { length: part[0].length, value: rational(n, d) };
  }
  const ratio = fraction.exec(text);
  if (ratio && BigInt(ratio[2]!) > BigInt(ratio[1]!))
    return { length: ratio[0].length, value: rational(BigInt(ratio[1]!), BigInt(ratio[2]!)) };
  const among = oneIn.exec(text);
  if (!among) return null;
  const [n, d] = [numberWord(among[1]!), numberWord(among[2]!)];
  return n && d && n < d ? { length: among[0].length, value: rational(n, d) } : null;
}

/** As a decimal with enough places for every number people write. */
export const plainDecimal = (value: Rational) => toDecimal(value, 18);

/** A fraction as percent. */
export const inPercent = (value: Rational) => multiply(value, rational(100n));
