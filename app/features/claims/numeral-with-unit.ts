/** A numeral in a text with its sign, currency and scale, and the unit after it. */
import { type Numeral, readNumeral } from "./numerals";
import { durationWords } from "./number-surroundings";
import { multiply, negate, type Rational } from "./rational";
import { readUnit, scaleOf, type UnitId } from "./units";

export type Part = {
  start: number;
  end: number;
  numeral: Numeral;
  scale: Rational | null;
  currency: UnitId | null;
  sign: string;
};

const currencies: Record<string, UnitId> = { US$: "USD", USD: "USD", $: "USD", EUR: "EUR", "€": "EUR", Ξ: "ETH" };
// A sign of another currency before the number makes it unreadable.
const opening =
  /(?<![\p{L}\p{N}\p{Sc}.,])([-−+]|(?:±|\+\/-)\s?)?(US\$|USD(?=\s?\d)|EUR(?=\s?\d)|\$|€|Ξ)?\s?([-−])?(?=\.?\d|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])/uy;

/** The number with its currency and scale that begins at `at`; null if none does. */
export function readPart(text: string, at: number, mayHaveSign: boolean): Part | null {
  opening.lastIndex = at;
  const begins = opening.exec(text);
  if (!begins) return null;
  const [all, outerSign = "", currency, innerSign] = begins;
  if (/^\s/.test(all) || (/\s[-−]?$/.test(all) && !/^(?:USD|EUR|±|\+\/-)/.test(all))) return null;
  const sign = outerSign.trim();
  if ((sign || innerSign) && !mayHaveSign) return null;
  const from = at + all.length;
  const numeral = readNumeral(text.slice(from, from + 60));
  if (!numeral) return null;
  let end = from + numeral.length;
  const scaleWord =
    /^\s?(thousand|million|billion|trillion|milliard|lakhs?|crores?|mio|mln|mn|mm|bn|trn|tn|[kmbt])(?![\p{L}\d/])/iu.exec(
      text.slice(end, end + 12),
    );
  let scale: Rational | null = null;
  if (scaleWord && !isMinutes(text, at, scaleWord[1]!)) {
    scale = scaleOf(scaleWord[1]!);
    end += scaleWord[0].length;
  }
  return {
    start: at,
    end,
    numeral,
    scale,
    currency: currency ? currencies[currency]! : null,
    sign: innerSign ? "-" : sign,
  };
}

const isMinutes = (text: string, at: number, word: string) =>
  word === "m" &&
  (durationWords.test(text.slice(Math.max(0, at - 24), at)) || /\d\s?h\s?$/.test(text.slice(Math.max(0, at - 4), at)));

/** Signs that stand behind a number. */
const signs: Record<string, UnitId> = { "%": "%", "×": "×", "‰": "‰", "¢": "cents", $: "USD", "€": "EUR" };

/** "5 GB" in "5 GB/s" and "142 s" in "142 s⁻¹" are no whole units. */
const goesOn = /^(?:[\p{L}\d]|\s?\/\s?\p{L}|[²³⁻]|-1(?![\d.,]))/u;

/** The longest unit that begins at `at`: "daily transactions" before "daily". */
export function readUnitAt(text: string, at: number): { unit: UnitId; end: number } | null {
  const lead = /^[\s\u00a0\u202f]?-?/.exec(text.slice(at, at + 2))![0];
  const from = at + lead.length;
  const points = /^%[- ]points?\b/.exec(text.slice(from, from + 10));
  if (points) return { unit: "pp", end: from + points[0].length };
  const sign = signs[text[from] ?? ""];
  if (sign && !/^\s?\d/.test(text.slice(from + 1, from + 3))) return { unit: sign, end: from + 1 };
  const words = /^[\p{L}]+(?:(?: ?\/ ?|['’]?[\p{L}]* )[\p{L}]+){0,4}/u.exec(text.slice(from, from + 60))?.[0];
  if (!words) return null;
  for (
    let end = words.length;
    end > 0;
    end = Math.max(words.lastIndexOf(" ", end - 1), words.lastIndexOf("/", end - 1))
  ) {
    const unit = readUnit(words.slice(0, end).trim());
    if (unit && !goesOn.test(text.slice(from + end, from + end + 4))) return { unit, end: from + end };
    if (end <= 1) break;
  }
  return null;
}

/** The exact value, scaled; null if the numeral can be read in two ways. */
export const valueOf = ({ numeral, scale, sign }: Part, given: Rational | null = scale): Rational | null => {
  if (!numeral.value) return null;
  const scaled = given ? multiply(numeral.value, given) : numeral.value;
  return sign === "-" || sign === "−" ? negate(scaled) : scaled;
};

/** How many digits mean something. Trailing zeros of a whole number do only in a percentage or a small count. */
export const digitsOf = ({ numeral, scale }: Part, isRough: boolean, unit: UnitId | null, isCount: boolean) => {
  const looksExact = !isRough && !scale && (unit === "%" || unit === "pp" || (isCount && numeral.digits <= 3));
  return looksExact ? numeral.digits : Math.max(1, numeral.digits - numeral.trailingZeros);
};
