/** The cells of a ledger's row: what was stated, what was observed, how far apart they are, and where that is from. */
import { formatDate } from "~/ui/dates";
import { type ClaimAddress, readClaimAddress } from "./claim-address";
import { factorInWords, pointsInWords } from "./compare";
import { quantityOf } from "./read-claims";
import type { Quantity } from "./quantity";
import {
  compare,
  decimal,
  divide,
  multiply,
  type Rational,
  rational,
  signOf,
  subtract,
  toDecimal,
  toDigits,
} from "./rational";
import type { Status } from "./status";
import type { Check, Verdict } from "./verdict";
import { shortNumber } from "./words";

export type LedgerWords = {
  /** "~100,000 TPS"; the author's words where no single number can be read from them. */
  stated: string;
  /** The observed value at posting and now, "≥ 255.4 TPS" where only a bound is known; empty without one. */
  observedThen: string;
  observedNow: string;
  /** "1.8×", "≥ 9.8 pp", "+20 %" since posting, "33 d left" for a forecast; else empty. */
  distance: string;
  /** Who measured it, or what the author declares it rests on; empty when nothing is said. */
  source: string;
};

type Given = {
  text: string;
  /** Of its column, where it stands in a table. */
  heading: string;
  address: string;
  title: string;
  status: Status;
  factor: string | null;
  points: string | null;
  verdict: Verdict;
};

/** The finding in few words: "Stated ~1M tx/d; 7-day median to 19 Feb 2026 1,996,006 tx/d. Etherscan.io." */
export function foundInWords(
  { verdict, status, says }: Pick<Given, "verdict" | "status"> & { says: string },
  { stated, observedThen, observedNow, source }: LedgerWords,
): string {
  if ((status === "inconsistent" || status === "consistent") && says) return says;
  if (verdict.obstacle) return verdict.obstacle;
  const seen = verdict.atPosting ?? verdict.now;
  if (!seen) return [restated(verdict), source && `${capitalised(source)}.`].filter(Boolean).join(" ");
  const days = seen.observed.series[0]?.days.length ?? 0;
  const window = `${days === 1 ? "value of" : `${days}-day median to`} ${formatDate(seen.observed.to)}`;
  const since = verdict.atPosting && observedNow ? `; now ${observedNow}` : "";
  return [
    `Stated ${stated}; ${window} ${verdict.atPosting ? observedThen : observedNow}${since}. ${source}.`,
    restated(verdict),
  ]
    .filter(Boolean)
    .join(" ");
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const restated = ({ restates }: Verdict) => restates && `An earlier post says “${restates.text}”.`;

/** The three values of a card: large numbers have four digits and a letter, as a card is narrow. */
export function briefValues(given: Omit<Given, "status" | "factor" | "points">) {
  const { text, heading, address, title, verdict } = given;
  const { stated, isShare } = readStated({ text, heading, address, title });
  return {
    stated,
    atPosting: valueInWords(verdict.atPosting, isShare, brief),
    now: valueInWords(verdict.now, isShare, brief),
  };
}

function brief(value: Rational): string {
  for (const [scale, letter] of scales) {
    const scaled = divide(value, rational(scale));
    if (compare(scaled, rational(1n)) >= 0) return `${toDigits(scaled, 4)}${letter}`;
  }
  return shortNumber(value);
}

export function ledgerWords(
  { text, heading, address, title, status, factor, points, verdict }: Given,
  now: Date,
): LedgerWords {
  const { stated, isShare, address: read } = readStated({ text, heading, address, title });
  return {
    stated,
    observedThen: valueInWords(verdict.atPosting, isShare),
    observedNow: valueInWords(verdict.now, isShare),
    distance: distanceInWords(
      { status, factor, points, verdict, isShare },
      read?.binding.kind === "forecast" ? read.binding.by : null,
      now,
    ),
    source: sourceInWords(verdict, read),
  };
}

/** The number in a claim's words as a table shows it, and what its address says; null where that can't be read. */
function readStated({ text, heading, address, title }: Pick<Given, "text" | "heading" | "address" | "title">) {
  const read = readClaimAddress(address, title);
  if (!read.ok) return { stated: text, isShare: false, address: null };
  const quantity = quantityOf(text, heading, read.address.unit);
  const { kind } = read.address.binding;
  return {
    stated: quantity ? statedInWords(quantity) : text,
    isShare: kind === "share" || kind === "change",
    address: read.address,
  };
}

const shortUnits: Record<string, string> = {
  "tx/s": "TPS",
  "uop/s": "UOPS",
  count: "",
  ratio: "",
  week: "weeks",
  month: "months",
  year: "years",
  "/s": "a second",
  "/min": "a minute",
  "/h": "an hour",
  "/d": "a day",
};
const nbsp = "\u00a0";

/** A number with its unit in a table: `$16B`, `125.1 TPS`, `49 %`, `6,500×`. */
function inTable(number: string, unit: string | null): string {
  if (unit === "USD") return `$${number}`;
  const word = unit === null ? "" : (shortUnits[unit] ?? unit);
  if (word === "") return number;
  if (word === "×") return `${number}×`;
  return `${number}${nbsp}${number === "1" && unit !== null && word === `${unit}s` ? unit : word}`;
}

const scales: [bigint, string][] = [
  [1_000_000_000_000n, "T"],
  [1_000_000_000n, "B"],
  [1_000_000n, "M"],
];

/** `2M`, `16B`, and in full what has more than three digits of its own. */
function compact(text: string): string {
  const value = decimal(text);
  for (const [scale, letter] of scales) {
    const scaled = divide(value, rational(scale));
    const short = toDecimal(scaled, 2);
    if (compare(scaled, rational(1n)) >= 0 && compare(decimal(short), scaled) === 0) return `${short}${letter}`;
  }
  return shortNumber(value);
}

const signs: Record<Quantity["comparator"], string> = {
  "=": "",
  "~": "~",
  "<": `<${nbsp}`,
  "≤": `≤${nbsp}`,
  ">": `>${nbsp}`,
  "≥": `≥${nbsp}`,
  range: "",
};

/** The stated number, as a table shows it: `~100,000 TPS`, `≥ 60 %`, `$16B–19B`, `−90 %`. */
export function statedInWords({ kind, lo, hi, comparator, unit, direction, noun }: Quantity): string {
  const way = kind === "change" && direction ? (direction === "down" ? "−" : "+") : "";
  const ends = lo !== null && hi !== null && lo !== hi ? [lo, hi] : [lo ?? hi ?? "0"];
  const number = ends.map(compact).join("–");
  const measured = unit === "count" && noun ? `${number}${nbsp}${noun}` : inTable(number, unit);
  return `${signs[comparator]}${way}${measured}`;
}

/** The observed value: of several series the result, as a share in percent or a multiple. */
function valueInWords(check: Check | null, isShare: boolean, write = shortNumber): string {
  if (!check) return "";
  const { observed } = check;
  const bound = observed.hi === null ? `≥${nbsp}` : observed.lo === null ? `≤${nbsp}` : "";
  const [only] = observed.series;
  if (observed.series.length === 1 && only) return bound + inTable(write(decimal(only.median)), only.unit);
  const value = observed.lo ?? observed.hi;
  if (value === null) return "";
  const result = decimal(value);
  return bound + (isShare ? inTable(write(multiply(result, rational(100n))), "%") : `${write(result)}×`);
}

type Distant = Pick<Given, "status" | "factor" | "points" | "verdict"> & { isShare: boolean };

function distanceInWords({ status, factor, points, verdict, isShare }: Distant, due: string | null, now: Date): string {
  const atLeast = status === "off" && verdict.atPosting?.isAtLeast ? `≥${nbsp}` : "";
  if (factor !== null) return atLeast + factorInWords(decimal(factor));
  if (points !== null) return atLeast + pointsInWords(decimal(points)).replace(/ points?$/, `${nbsp}pp`);
  if (status === "moved") return movement(verdict, isShare);
  if (status !== "forecast" || due === null) return "";
  const days = Math.ceil((Date.parse(due) + dayLength - now.getTime()) / dayLength);
  return days > 0 ? `${days}${nbsp}d left` : "due, no data";
}

const dayLength = 86_400_000;

/** How far a value has gone since posting: in percent, and a share in points. */
function movement({ atPosting, now }: Verdict, isShare: boolean): string {
  const [before, after] = [centreOf(atPosting), centreOf(now)];
  if (!before || !after) return "";
  const change = subtract(after, before);
  if (!isShare && signOf(before) <= 0) return "";
  const percent = multiply(isShare ? change : divide(change, before), rational(100n));
  const sign = signOf(percent) < 0 ? "−" : "+";
  return `${sign}${shortNumber(roughly(percent))}${nbsp}${isShare ? "pp" : "%"}`;
}

const roughly = (value: Rational) => decimal(toDecimal(signOf(value) < 0 ? { n: -value.n, d: value.d } : value, 1));

const centreOf = (check: Check | null) => {
  const value = check?.observed.lo ?? check?.observed.hi;
  return value == null ? null : decimal(value);
};

function sourceInWords(verdict: Verdict, address: ClaimAddress | null): string {
  const seen = verdict.atPosting ?? verdict.now;
  if (seen) return [...new Set(seen.observed.series.map(measuredBy))].join(", ");
  if (verdict.restates) return `restates “${verdict.restates.text}”`;
  if (address?.binding.kind === "forecast") return address.note;
  if (address?.binding.kind === "declared" && address.binding.isFirstParty) return `the author’s own data`;
  return "";
}

const measuredBy = ({ providerName, members }: Check["observed"]["series"][number]) =>
  members.length > 0 ? `${members.length} recorded chains` : providerName;
