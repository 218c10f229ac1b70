/**
 * The units of stated numbers. Numbers are compared only within one dimension; `factor` turns a value into the
 * dimension's base unit. TPS and UOPS, percent and percentage points, kB and KiB never mix.
 */
import { decimal, divide, type Rational, rational } from "./rational";

export const dimensions = [
  "tx-rate",
  "uop-rate",
  "gas-rate",
  "gas",
  "usd",
  "eur",
  "ether",
  "ether-per-gas",
  "ratio",
  "ratio-difference",
  "multiple",
  "time",
  "bytes",
  "byte-rate",
  "blobs-per-block",
  "count",
  "number-rate",
] as const;
export type Dimension = (typeof dimensions)[number];

export const dimensionWords: Record<Dimension, string> = {
  "tx-rate": "transactions per time",
  "uop-rate": "user operations per time",
  "gas-rate": "gas per time",
  gas: "gas",
  usd: "US dollars",
  eur: "euros",
  ether: "ether",
  "ether-per-gas": "a price of gas",
  ratio: "a share or percentage",
  "ratio-difference": "percentage points",
  multiple: "a multiple",
  time: "a duration",
  bytes: "an amount of data",
  "byte-rate": "data per time",
  "blobs-per-block": "blobs per block",
  count: "a count",
  "number-rate": "a number per time",
};

export type Unit = { id: string; dimension: Dimension; factor: Rational };

const day = rational(86_400n);
const ten = (power: number) => (power >= 0 ? rational(10n ** BigInt(power)) : rational(1n, 10n ** BigInt(-power)));

const table: [id: string, dimension: Dimension, factor: Rational][] = [
  ["tx/s", "tx-rate", rational(1n)],
  ["tx/min", "tx-rate", rational(1n, 60n)],
  ["tx/h", "tx-rate", rational(1n, 3_600n)],
  ["tx/d", "tx-rate", divide(rational(1n), day)],
  ["uop/s", "uop-rate", rational(1n)],
  ["uop/d", "uop-rate", divide(rational(1n), day)],
  ["gas/s", "gas-rate", rational(1n)],
  ["Mgas/s", "gas-rate", ten(6)],
  ["Ggas/s", "gas-rate", ten(9)],
  ["gas", "gas", rational(1n)],
  ["Mgas", "gas", ten(6)],
  ["USD", "usd", rational(1n)],
  ["cents", "usd", ten(-2)],
  ["EUR", "eur", rational(1n)],
  ["ETH", "ether", rational(1n)],
  ["gwei", "ether-per-gas", ten(9)],
  ["wei", "ether-per-gas", rational(1n)],
  ["ratio", "ratio", rational(1n)],
  ["%", "ratio", ten(-2)],
  ["‰", "ratio", ten(-3)],
  ["pp", "ratio-difference", ten(-2)],
  ["bps", "ratio-difference", ten(-4)],
  ["×", "multiple", rational(1n)],
  ["µs", "time", ten(-6)],
  ["ms", "time", ten(-3)],
  ["s", "time", rational(1n)],
  ["min", "time", rational(60n)],
  ["h", "time", rational(3_600n)],
  ["d", "time", day],
  ["week", "time", rational(604_800n)],
  ["month", "time", rational(2_629_746n)],
  ["year", "time", rational(31_556_952n)],
  ["B", "bytes", rational(1n)],
  ["kB", "bytes", ten(3)],
  ["KiB", "bytes", rational(1_024n)],
  ["MB", "bytes", ten(6)],
  ["MiB", "bytes", rational(1_048_576n)],
  ["GB", "bytes", ten(9)],
  ["GiB", "bytes", rational(1_073_741_824n)],
  ["TB", "bytes", ten(12)],
  ["TiB", "bytes", rational(1_099_511_627_776n)],
  ["kB/s", "byte-rate", ten(3)],
  ["KiB/s", "byte-rate", rational(1_024n)],
  ["MB/s", "byte-rate", ten(6)],
  ["MiB/s", "byte-rate", rational(1_048_576n)],
  ["blobs/block", "blobs-per-block", rational(1n)],
  ["count", "count", rational(1n)],
  // "2M a day", of what its metric counts.
  ["/s", "number-rate", rational(1n)],
  ["/min", "number-rate", rational(1n, 60n)],
  ["/h", "number-rate", rational(1n, 3_600n)],
  ["/d", "number-rate", divide(rational(1n), day)],
];

const units = new Map<string, Unit>(table.map(([id, dimension, factor]) => [id, { id, dimension, factor }]));

export type UnitId = string;

/** The unit of this id, as `tx/d` or `%`; undefined for an unknown one. */
export const unitOf = (id: string): Unit | undefined => units.get(id);

/** The spellings of each unit → its id. Matched whole; upper and lower case count only where both mean something. */
const spellings: [pattern: RegExp, id: UnitId][] = [
  [/^(?:TPS|tps|tx\/s(?:ec)?|txs?\/s|tx(?:n|s)? ?(?:per|a|\/) ?sec(?:ond)?)$/i, "tx/s"],
  [/^(?:transactions?|txs?|txns?)(?: ?\/ ?| per | a | each | every )(?:s|sec|second)$/i, "tx/s"],
  [/^(?:transactions?|txs?|txns?)(?: ?\/ ?| per | a | each | every )(?:min|minute)$/i, "tx/min"],
  [/^(?:transactions?|txs?|txns?)(?: ?\/ ?| per | an | a | each | every )(?:h|hour)$/i, "tx/h"],
  [/^(?:transactions?|txs?|txns?)(?: ?\/ ?| per | a | each | every )(?:d|day)$/i, "tx/d"],
  [/^(?:daily|day's) (?:user )?(?:transactions?|txs?|txns?)$/i, "tx/d"],
  [/^(?:user )?(?:transactions?|txs?|txns?) (?:daily|per day|a day)$/i, "tx/d"],
  [/^UOPS$/i, "uop/s"],
  [/^(?:user ?(?:op|operation)s?|ops)(?: ?\/ ?| per | a )(?:s|sec|second)$/i, "uop/s"],
  [/^(?:user ?(?:op|operation)s?|uops?)(?: ?\/ ?| per | a )(?:d|day)$/i, "uop/d"],
  [/^daily user ?(?:op|operation)s$/i, "uop/d"],
  [/^gas ?(?:\/|per) ?s(?:ec(?:ond)?)?$/i, "gas/s"],
  [/^Mgas ?(?:\/|per) ?s(?:ec(?:ond)?)?$/i, "Mgas/s"],
  [/^Ggas ?(?:\/|per) ?s(?:ec(?:ond)?)?$/i, "Ggas/s"],
  [/^Mgas$/i, "Mgas"],
  [/^gas$/i, "gas"],
  [/^(?:USD|US dollars?|dollars?)$/i, "USD"],
  [/^(?:US )?cents?$|^¢$/i, "cents"],
  [/^(?:EUR|euros?)$/i, "EUR"],
  [/^(?:ETH|ether)$/i, "ETH"],
  [/^gwei$/i, "gwei"],
  [/^wei$/i, "wei"],
  [/^(?:%|percent|per cent)$/i, "%"],
  [/^(?:‰|per ?mille?)$/i, "‰"],
  [/^(?:pp|pps|percentage points?|points?)$/i, "pp"],
  [/^(?:bps?|basis points?)$/i, "bps"],
  [/^(?:x|×|-?fold|times)$/i, "×"],
  [/^(?:[µμ]s|microseconds?)$/, "µs"],
  [/^(?:ms|milliseconds?|msec)$/, "ms"],
  [/^(?:s|secs?|seconds?)$/, "s"],
  [/^(?:mins?|minutes?)$/, "min"],
  [/^(?:h|hrs?|hours?)$/, "h"],
  [/^(?:d|days?)$/, "d"],
  [/^weeks?$/, "week"],
  [/^months?$/, "month"],
  [/^(?:years?|yrs?)$/, "year"],
  [/^(?:bytes?)$/, "B"],
  [/^(?:kB|KB|kilobytes?)$/, "kB"],
  [/^(?:KiB)$/, "KiB"],
  [/^(?:MB|megabytes?)$/, "MB"],
  [/^(?:MiB)$/, "MiB"],
  [/^(?:GB|gigabytes?)$/, "GB"],
  [/^(?:GiB)$/, "GiB"],
  [/^(?:TB|terabytes?)$/, "TB"],
  [/^(?:TiB)$/, "TiB"],
  [/^(?:kB|KB) ?(?:\/|per) ?s(?:ec(?:ond)?)?$/, "kB/s"],
  [/^KiB ?(?:\/|per) ?s(?:ec(?:ond)?)?$/, "KiB/s"],
  [/^MB ?(?:\/|per) ?s(?:ec(?:ond)?)?$/, "MB/s"],
  [/^MiB ?(?:\/|per) ?s(?:ec(?:ond)?)?$/, "MiB/s"],
  [/^blobs?(?: ?\/ ?| per | a )(?:block|slot)$/i, "blobs/block"],
];

/** The id of what is written: `daily transactions` → `tx/d`; null when it is no unit. */
export const readUnit = (words: string): UnitId | null =>
  spellings.find(([pattern]) => pattern.test(words))?.[1] ?? null;

const rates: [pattern: RegExp, id: UnitId][] = [
  [/^\s?(?:\/\s?|(?:per|an?|each|every)\s)(?:s|sec|second)(?![\p{L}\d/])/iu, "/s"],
  [/^\s?(?:\/\s?|(?:per|an?|each|every)\s)(?:min|minute)(?![\p{L}\d/])/iu, "/min"],
  [/^\s?(?:(?:\/\s?|(?:per|an?|each|every)\s)(?:h|hour)|hourly)(?![\p{L}\d/])/iu, "/h"],
  [/^\s?(?:(?:\/\s?|(?:per|an?|each|every)\s)(?:d|day)|daily)(?![\p{L}\d/])/iu, "/d"],
];

/** The time at the beginning of a text, as a rate of something that is not named: " a day", "/s", " daily". */
export function readRate(text: string): { unit: UnitId; length: number } | null {
  for (const [pattern, unit] of rates) {
    const hit = pattern.exec(text);
    if (hit) return { unit, length: hit[0].length };
  }
  return null;
}

/** The unit of `2M a day` beside a metric of this dimension: `/d` → `tx/d` for transactions; any other unit stays. */
export const unitOfRate = (unit: UnitId | null, dimension: Dimension | undefined): UnitId | null => {
  if (!unit?.startsWith("/")) return unit;
  const whole = `${dimension === "tx-rate" ? "tx" : dimension === "uop-rate" ? "uop" : ""}${unit}`;
  return units.has(whole) ? whole : unit;
};

/** Words before a number that say how large it is: `K`, `million`, `bn`. Lower-case `m` is million. */
const scales: Record<string, string> = {
  k: "1000",
  thousand: "1000",
  m: "1000000",
  mn: "1000000",
  mm: "1000000",
  million: "1000000",
  mio: "1000000",
  mln: "1000000",
  lakh: "100000",
  lakhs: "100000",
  crore: "10000000",
  crores: "10000000",
  b: "1000000000",
  milliard: "1000000000",
  bn: "1000000000",
  billion: "1000000000",
  t: "1000000000000",
  tn: "1000000000000",
  trn: "1000000000000",
  trillion: "1000000000000",
};

/** The factor of a scale word, such as “million”; null for any other word. */
export function scaleOf(word: string): Rational | null {
  const found = scales[word.toLowerCase()];
  return found ? decimal(found) : null;
}
