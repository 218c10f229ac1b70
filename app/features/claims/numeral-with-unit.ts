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

const currencies: Record<string, UnitId> = { US$: "USD", $: "USD", "€": "EUR", Ξ: "ETH" };
const opening = /(?<![\p{L}\d.,])([-−+±]|\+\/-)?(US\$|\$|€|Ξ)?([-−])?(?=[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])/uy;

/** The number with its currency and scale that begins at `at`; null if none does. */
export function readPart(text: string, at: number, mayHaveSign: boolean): Part | null {
  opening.lastIndex = at;
  const begins = opening.exec(text);
  if (!begins) return null;
  const [all, sign = "", currency, innerSign] = begins;
  if ((sign || innerSign) && !mayHaveSign) return null;
  const from = at + all.length;
  const numeral = readNumeral(text.slice(from, from + 60));
  if (!numeral) return null;
  let end = from + numeral.length;
  const scaleWord = /^\s?(thousand|million|billion|trillion|mio|mn|mm|bn|tn|[kmbt])(?![\p{L}\d/])/iu.exec(
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
  word === "m" && durationWords.test(text.slice(Math.max(0, at - 24), at));

/** The longest unit that begins at `at`: "daily transactions" before "daily". */
export function readUnitAt(text: string, at: number): { unit: UnitId; end: number } | null {
  const lead = /^[\s\u00a0\u202f]?-?/.exec(text.slice(at, at + 2))![0];
  const from = at + lead.length;
  const sign = /^(?:%|×|‰)/.exec(text.slice(from, from + 1));
  if (sign) return sign[0] === "‰" ? null : { unit: sign[0] === "%" ? "%" : "×", end: from + 1 };
  const words = /^[\p{L}]+(?:(?: ?\/ ?|['’]?[\p{L}]* )[\p{L}]+){0,4}/u.exec(text.slice(from, from + 60))?.[0];
  if (!words) return null;
  for (
    let end = words.length;
    end > 0;
    end = Math.max(words.lastIndexOf(" ", end - 1), words.lastIndexOf("/", end - 1))
  ) {
    const unit = readUnit(words.slice(0, end).trim());
    if (unit && !/[\p{L}\d]/u.test(text[from + end] ?? " ")) return { unit, end: from + end };
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
