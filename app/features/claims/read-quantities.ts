/**
 * Finds the numbers of a text that could be claims. It works on words that a reader sees: without code, addresses and list
 * numbers. Dates, versions, EIPs and names with digits are no quantities.
 */
import { inPercent, type Numeral, plainDecimal, readNumeral, readSpelledFraction } from "./numerals";
import type { Comparator, FoundQuantity, Quantity, Question } from "./quantity";
import { compare, multiply, negate, type Rational, rational, signOf, subtract, add, toDecimal } from "./rational";
import { readUnit, scaleOf, type UnitId, unitOf } from "./units";

const month = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\\.?";

/** What holds digits and is no number; each is blanked before numbers are looked for. */
const others: RegExp[] = [
  /https?:\/\/\S+/g,
  /\b0x[0-9a-f]+\b/gi,
  /\b(?:EIP|ERC|RIP|CAIP|BIP)[- ]?\d+/gi,
  /\b[HQ][1-4]\b(?:\s+(?:of\s+)?\d{4}\b)?/g,
  /\bv?\d+\.\d+\.\d+(?:\.\d+)*\b/gi,
  /(?<![\p{L}\d])[\p{L}_][\p{L}_]*\d[\p{L}\d_.]*/gu,
  /#\d+/g,
  /(?:\b(?:blocks?|slots?|epochs?|phases?|steps?|stages?|levels?|parts?|sections?|chapters?|figures?|fig\.|tables?|proposals?|types?|tiers?|version|layers?|no\.|post|page|reply|rule|item|question|appendix|round|pages?|p\.|chain id)|§)\s?#?\d[\d,.]*(?:\s?[-–]\s?\d+)?/gi,
  new RegExp(`\\b\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month}\\b(?:,?\\s+\\d{4}\\b)?`, "g"),
  new RegExp(`\\b${month}\\s+\\d{1,2}(?:st|nd|rd|th)?\\b(?:,?\\s+\\d{4}\\b)?`, "g"),
  new RegExp(`\\b${month}\\s+\\d{4}\\b`, "g"),
  /\b\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.]+Z?)?\b/g,
  /\b\d{1,2}:\d{2}(?::\d{2})?\b/g,
  /\b(?:19|20)\d{2}\s?[-–/]\s?(?:(?:19|20)\d{2}|\d{2})\b(?!\s?(?:TPS|UOPS|%|×|x\b|ms\b|gwei|ETH|USD|tx))/g,
  /\b\d+(?:st|nd|rd|th)\b/g,
  /^[ \t]*\d{1,3}[.)](?=\s)/gm,
  /\b24\/7\b/g,
];

const blank = (text: string) =>
  others.reduce((rest, pattern) => rest.replaceAll(pattern, (hit) => "\u0001".repeat(hit.length)), text);

const comparatorsBefore: [RegExp, Comparator][] = [
  [/(?:\bat least|\bno (?:less|fewer) than|\bnot (?:less|fewer) than|\ba minimum of|\bminimum|>=|≥)\s*$/i, "≥"],
  [/(?:\bmore than|\bover|\babove|\bgreater than|\bexceed(?:s|ed|ing)?|\bbeyond|>)\s*$/i, ">"],
  [/(?:\bup to|\bat most|\bno more than|\bnot more than|\ba maximum of|\bmaximum|<=|≤)\s*$/i, "≤"],
  [/(?:\bunder|\bbelow|\bless than|\bfewer than|\bsub-|<)\s*$/i, "<"],
  [
    /(?:\babout|\baround|\broughly|\bapproximately|\bapprox\.?|\bcirca|\bca\.|\bc\.|\bsome|\bnearly|\balmost|\bclose to|~|≈|∼)\s*$/i,
    "~",
  ],
];

const downWords =
  "lower|drops?|dropped|falls?|fell|fallen|down|decreased?|decreases|declined?|declines|cheaper|cuts?|reduce[sd]?|reduction|less|fewer|shrank|smaller|shorter|slower";
const upWords =
  "higher|growth|grows?|grew|grown|rises?|rose|risen|up|increased?|increases|gains?|gained|more|faster|jump(?:s|ed)?|surge[sd]?|larger|longer";
const after = (words: string) => new RegExp(`^[\\s-]*(?:[a-z]+\\s+)?(?:${words})\\b`, "i");
const before = (words: string) => new RegExp(`\\b(?:${words})\\b(?:\\s+(?:by|of|to|some|a|an))*\\s*$`, "i");
const direct = {
  downAfter: after(downWords),
  upAfter: after(upWords),
  downBefore: before(downWords),
  upBefore: before(upWords),
};

const nouns =
  /^[\s-]*(?:[\p{L}\d][\p{L}\d'’./-]*\s+){0,3}?(chains?|rollups?|L2s|L1s|networks?|users?|validators?|nodes?|operators?|blobs?|transactions?|txs?|addresses|wallets?|projects?|teams?|contracts?|bridges?|apps?|dapps?|applications?|developers?|devs?|people|customers?|tokens?|blocks?|slots?|signers?|participants?|members?|researchers?|clients?|proofs?|signatures?|posts?|accounts?|messages?|deposits?|withdrawals?|hops?|sequencers?|provers?|exchanges?|companies|upgrades?|forks?|testnets?|integrations?|swaps?|trades?|sessions?)\b/iu;

const durationWords =
  /\b(?:within|every|after|for|takes?|took|lasts?|lasted|waits?|waited|in|each)\s+(?:about |around |~|≈)?$/i;

type Part = {
  start: number;
  end: number;
  numeral: Numeral;
  scale: Rational | null;
  currency: UnitId | null;
  sign: string;
};

const currencies: Record<string, UnitId> = { US$: "USD", $: "USD", "€": "EUR", Ξ: "ETH" };
const opening = /(?<![\p{L}\d.,])([-−+±]|\+\/-)?(US\$|\$|€|Ξ)?([-−])?(?=[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])/uy;

/** A number with currency and scale at `at`, if one stands there. */
function readPart(text: string, at: number, mayHaveSign: boolean): Part | null {
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

/** The unit that begins at `at`, as long as it can be: "daily transactions" before "daily". */
function readUnitAt(text: string, at: number): { unit: UnitId; end: number } | null {
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

const valueOf = ({ numeral, scale, sign }: Part, given: Rational | null = scale): Rational | null => {
  if (!numeral.value) return null;
  const scaled = given ? multiply(numeral.value, given) : numeral.value;
  return sign === "-" || sign === "−" ? negate(scaled) : scaled;
};

/** Trailing zeros of a whole number mean something only where it looks exact: in a percentage or a small count. */
const digitsOf = ({ numeral, scale }: Part, isRough: boolean, unit: UnitId | null, isCount: boolean) => {
  const looksExact = !isRough && !scale && (unit === "%" || unit === "pp" || (isCount && numeral.digits <= 3));
  return looksExact ? numeral.digits : Math.max(1, numeral.digits - numeral.trailingZeros);
};

type Options = { takesBareNumbers: boolean };

/** All quantities of a text in their order. With `takesBareNumbers`, numbers without unit or noun are among them. */
export function findQuantities(
  original: string,
  { takesBareNumbers }: Options = { takesBareNumbers: false },
): FoundQuantity[] {
  const text = blank(original.slice(0, 100_000));
  const found: FoundQuantity[] = [];
  let at = 0;
  while (at < text.length) {
    const spelled = spelledAt(text, at);
    if (spelled) {
      found.push({ ...spelled, text: original.slice(spelled.start, spelled.end) });
      at = spelled.end;
      continue;
    }
    const part = readPart(text, at, true);
    if (!part) {
      at++;
      continue;
    }
    const read = readFrom(text, part, takesBareNumbers);
    for (const { start, end, quantity, questions } of read.quantities)
      found.push({ start, end, text: original.slice(start, end), quantity, questions });
    at = Math.max(read.end, at + 1);
  }
  return found;
}

const multiples: [RegExp, Rational, "up" | "down"][] = [
  [/^doubl(?:ed|es|ing)\b/i, rational(2n), "up"],
  [/^tripl(?:ed|es|ing)\b/i, rational(3n), "up"],
  [/^quadrupl(?:ed|es|ing)\b/i, rational(4n), "up"],
  [/^halv(?:ed|es|ing)\b/i, rational(1n, 2n), "down"],
];

function spelledAt(text: string, at: number): Omit<FoundQuantity, "text"> | null {
  if (/[\p{L}\d]/u.test(text[at - 1] ?? " ") || !/[\p{L}\d]/u.test(text[at] ?? " ")) return null;
  const rest = text.slice(at, at + 40);
  for (const [pattern, value, direction] of multiples) {
    const hit = pattern.exec(rest);
    if (hit) {
      const decimalText = plainDecimal(value);
      return {
        start: at,
        end: at + hit[0].length,
        quantity: {
          ...blankQuantity,
          kind: "multiple",
          lo: decimalText,
          hi: decimalText,
          loDigits: 1,
          hiDigits: 1,
          unit: "×",
          direction,
        },
        questions: ["period"],
      };
    }
  }
  const fraction = readSpelledFraction(rest);
  if (!fraction) return null;
  const end = at + fraction.length;
  const part: Part = {
    start: at,
    end,
    numeral: { length: fraction.length, value: inPercent(fraction.value), digits: 2, trailingZeros: 0, hasPoint: true },
    scale: null,
    currency: null,
    sign: "",
  };
  const made = finish(text, [part], end, end, "%", "=", at);
  return made && { start: made.start, end: made.end, quantity: made.quantity, questions: made.questions };
}

const blankQuantity: Quantity = {
  kind: "level",
  lo: null,
  hi: null,
  comparator: "=",
  loDigits: null,
  hiDigits: null,
  unit: null,
  noun: null,
  direction: null,
  isNegated: false,
};

type Read = { quantities: Omit<FoundQuantity, "text">[]; end: number };

/** What begins with this number: alone, a range, a list that shares a unit, or a value with its tolerance. */
function readFrom(text: string, first: Part, takesBareNumbers: boolean): Read {
  const minutes = /^(\d+)\s?m(?:in)?\s?(\d+)\s?s\b/.exec(text.slice(first.start, first.start + 20));
  if (minutes) {
    const seconds = plainDecimal(rational(BigInt(minutes[1]!) * 60n + BigInt(minutes[2]!)));
    const end = first.start + minutes[0].length;
    const quantity: Quantity = {
      ...blankQuantity,
      kind: "duration",
      lo: seconds,
      hi: seconds,
      loDigits: 3,
      hiDigits: 3,
      unit: "s",
    };
    return { quantities: [{ start: first.start, end, quantity, questions: [] }], end };
  }
  const lead = leadOf(text, first.start);
  const tolerance = /^\s?(?:±|\+\/-)\s?/.exec(text.slice(first.end, first.end + 6));
  if (tolerance) {
    const second = readPart(text, first.end + tolerance[0].length, false);
    if (second) return single(text, [first, second], "±", lead, takesBareNumbers);
  }
  const isBetween =
    /\bbetween\s*$/i.test(text.slice(Math.max(0, lead.start - 12), lead.start)) ||
    /\bbetween\s*$/i.test(text.slice(Math.max(0, first.start - 12), first.start));
  // The unit may stand behind both ends: "$0.001-$0.05", "5 % to 7 %", "2 ms – 3 ms".
  const own = readUnitAt(text, first.end);
  const joinAt = own ? own.end : first.end;
  const joined = /^\s?(?:[-–—]|to|and|or)\s?/.exec(text.slice(joinAt, joinAt + 7))?.[0];
  if (joined) {
    const second = readPart(text, joinAt + joined.length, /[a-z]/.test(joined));
    const isList = /and|or/.test(joined) && !isBetween;
    if (second && !isList && (/[a-z]/.test(joined) ? true : joined.startsWith(" ") === joined.endsWith(" ")))
      return single(text, [first, second], "range", lead, takesBareNumbers);
    if (second && isList && !own && !first.scale) {
      const unit = readUnitAt(text, second.end);
      if (unit) {
        const one = finish(text, [first], first.end, unit.end, unit.unit, lead.comparator, lead.start);
        const two = finish(text, [second], second.end, unit.end, unit.unit, "=", second.start);
        const both = [one && { ...one, end: first.end }, two].filter((made) => made !== null);
        if (both.length === 2) return { quantities: both, end: two!.end };
      }
    }
  }
  return single(text, [first], "one", lead, takesBareNumbers);
}

type Lead = { start: number; comparator: Comparator };

function leadOf(text: string, start: number): Lead {
  const ahead = text.slice(Math.max(0, start - 24), start);
  for (const [pattern, comparator] of comparatorsBefore) {
    const hit = pattern.exec(ahead);
    if (hit) return { start: start - (ahead.length - hit.index), comparator };
  }
  return { start, comparator: "=" };
}

function single(
  text: string,
  parts: [Part] | [Part, Part],
  how: "one" | "range" | "±",
  lead: Lead,
  takesBareNumbers: boolean,
): Read {
  const last = parts.at(-1)!;
  let end = last.end;
  let comparator = lead.comparator;
  const plusBefore = /^\+(?!\d)/.exec(text.slice(end, end + 2));
  if (plusBefore) end++;
  const unit = readUnitAt(text, end);
  if (unit) end = unit.end;
  const plusAfter = /^\+(?![\d/])/.exec(text.slice(end, end + 2));
  if (plusAfter) end++;
  if ((plusBefore || plusAfter) && how === "one") comparator = "≥";
  const currency = last.currency ?? parts[0].currency;
  const unitId = currency ?? unit?.unit ?? null;
  const made = finish(
    text,
    parts,
    last.end,
    end,
    unitId,
    how === "one" ? comparator : how === "range" ? "range" : "range",
    lead.start,
    how,
  );
  // A number that touches a word is part of a name: 21Shares.
  const touches = !unit && /[\p{L}]/u.test(text[end] ?? " ") && !parts.at(-1)!.scale;
  if (!made || touches) return { quantities: [], end: touches ? wordEnd(text, end) : end };
  const { quantity } = made;
  const isBare = quantity?.unit === null && quantity.noun === null;
  if (isBare && !takesBareNumbers && !(parts[0].scale || parts.at(-1)!.scale)) return { quantities: [], end };
  if (isBare && !takesBareNumbers && /^(?:19|20)\d{2}$/.test(text.slice(parts[0].start, parts[0].end)))
    return { quantities: [], end };
  return { quantities: [made], end: made.end };
}

const wordEnd = (text: string, at: number) => at + (/^[\p{L}\d]*/u.exec(text.slice(at))?.[0].length ?? 0);

function finish(
  text: string,
  parts: Part[],
  unitFrom: number,
  end: number,
  unit: UnitId | null,
  comparator: Comparator,
  start: number,
  how: "one" | "range" | "±" = "one",
): Omit<FoundQuantity, "text"> | null {
  const [first, second] = [parts[0]!, parts[1]];
  const rest = text.slice(end, end + 60);
  const ahead = text.slice(Math.max(0, start - 40), start);
  const questions: Question[] = [];

  const noun = unit === null ? (nouns.exec(rest)?.[1]?.toLowerCase() ?? null) : null;
  const isCount = noun !== null;
  const isRough = comparator === "~";

  // A scale at the second end holds for the first, unless that has a scale or a currency of its own.
  const sharesScale = second && !first.scale && !(first.currency && second.currency);
  const a = valueOf(first, sharesScale && how !== "±" ? second.scale : first.scale);
  const b = second ? valueOf(second) : a;
  if (!a || !b) {
    questions.push("separators");
    return { start, end, quantity: null, questions };
  }
  let [lo, hi]: [Rational | null, Rational | null] = [a, b];
  if (how === "±") [lo, hi] = [subtract(a, b), add(a, b)];
  if (first.sign === "±" || first.sign === "+/-") [lo, hi] = [negate(a), a];
  if (lo && hi && compare(lo, hi) > 0) {
    if (how === "range") return null;
    [lo, hi] = [hi, lo];
  }

  const dimension = unit ? unitOf(unit)?.dimension : undefined;
  let kind: Quantity["kind"] = "level";
  let direction: Quantity["direction"] = null;
  const isRatio = dimension === "ratio";
  const isOf = /^\s+of\b/i.test(rest);
  if (isRatio && isOf) {
    kind = "share";
    questions.push("whole");
  } else if (isRatio || dimension === "multiple") {
    const isSigned = /[-−+]/.test(first.sign);
    const down = /[-−]/.test(first.sign) || direct.downAfter.test(rest) || direct.downBefore.test(ahead);
    const up = !down && (first.sign === "+" || direct.upAfter.test(rest) || direct.upBefore.test(ahead));
    direction = down ? "down" : up ? "up" : null;
    if (dimension === "multiple") kind = "multiple";
    else if (isSigned || direction || first.sign === "±") kind = "change";
    if (kind === "change" && first.sign !== "±") questions.push("period");
    if (kind === "change" && lo && hi && signOf(hi) < 0) [lo, hi] = [negate(hi), negate(lo)];
  } else if (dimension === "time") kind = "duration";
  else if (isCount) kind = "count";

  if (comparator === "≥" || comparator === ">") hi = null;
  if (comparator === "≤" || comparator === "<") lo = null;
  const upTo = isCount ? end + (nouns.exec(rest)?.[0].length ?? 0) : end;
  const isNegated =
    /\b(?:not|never|isn['’]t|aren['’]t|wasn['’]t|no longer)\s+(?:the |a |really |actually )?$/i.test(ahead) ||
    /^["”]?\s+(?:is|are|was) (?:false|wrong|untrue|a myth)\b/i.test(rest);
  return {
    start,
    end: unitFrom > upTo ? unitFrom : upTo,
    quantity: {
      kind,
      lo: lo && toDecimal(lo, 18),
      hi: hi && toDecimal(hi, 18),
      comparator: how !== "one" || first.sign === "±" ? "range" : comparator,
      loDigits: lo && digitsOf(first, isRough, unit, isCount),
      hiDigits: hi && digitsOf(second && how !== "±" ? second : first, isRough, unit, isCount),
      unit: unit ?? (isCount ? "count" : null),
      noun,
      direction,
      isNegated,
    },
    questions,
  };
}
