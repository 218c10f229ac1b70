/** The sentences that show how a verdict was reached: every number in them stands in the verdict and can be checked by hand. */
import { definitions, isDefinitionId } from "~/features/metrics/metrics";
import { formatDate } from "~/ui/dates";
import type { Comparison } from "./compare";
import { factorInWords, pointsInWords } from "./compare";
import type { Agreement, Contradiction } from "./consistency";
import type { ForecastOutcome } from "./forecast";
import type { Interval, Stated } from "./interval";
import { decimal, divide, multiply, rational, toDecimal, type Rational } from "./rational";
import { type Dimension, unitOf, type UnitId } from "./units";
import type { Observed, ObservedSeries } from "./verdict";
import { daysInWords, intervalInWords, withUnit } from "./words";

/** The unit in which people read a base value: a rate as TPS, a ratio as percent. */
const shownUnits: Partial<Record<Dimension, UnitId>> = {
  "tx-rate": "tx/s",
  "uop-rate": "uop/s",
  "gas-rate": "Mgas/s",
  ratio: "%",
  "ratio-difference": "%",
  usd: "USD",
  eur: "EUR",
  ether: "ETH",
  "ether-per-gas": "gwei",
  multiple: "×",
  time: "s",
  "blobs-per-block": "blobs/block",
  count: "count",
};

export function baseInWords({ lo, hi }: Interval, dimension: Dimension): string {
  const unit = shownUnits[dimension] ?? "count";
  const inUnit = (value: Rational | null) => value && toDecimal(divide(value, unitOf(unit)!.factor));
  return intervalInWords(inUnit(lo), inUnit(hi), unit);
}

const secondsOfDay = 86_400;

/** A mean rate of whole days is a daily count ÷ 86,400: the count is what others can look up. */
function perDay({ median, unit, definition }: ObservedSeries): string {
  const isDaily = isDefinitionId(definition) && definitions[definition].interval === secondsOfDay;
  if (unit !== "tx/s" || !isDaily) return "";
  const count = toDecimal(multiply(decimal(median), rational(BigInt(secondsOfDay))), 0);
  return ` (${withUnit(count, "tx/d")})`;
}

const medianSays = (series: ObservedSeries, name: (subject: string) => string) => {
  const { subject, median, unit, days, members } = series;
  const from = days[0]!.day;
  const to = days.at(-1)!.day;
  const value = withUnit(median, unit) + perDay(series);
  return members.length > 0
    ? `${name(subject)}: at least ${value}, the median of the daily sums of ${members.length} recorded chains, ${daysInWords(from, to)}`
    : `${name(subject)}: ${value}, the median of ${days.length} ${days.length === 1 ? "day" : "days"}, ${daysInWords(from, to)}`;
};

/** "Base: 10,808,882 transactions a day, the median of 7 days, 13–19 Feb 2026 (= 125.1 TPS). Stated …: off by 1.8×." */
export function checkSays(
  stated: Stated,
  observed: Observed,
  interval: Interval,
  comparison: Comparison,
  name: (subject: string) => string,
): string {
  const { dimension } = stated;
  const seen = observed.series.map((series) => medianSays(series, name)).join("; ");
  const result =
    observed.series.length > 1 || observed.series[0]?.unit !== shownUnits[dimension]
      ? ` (= ${baseInWords(interval, dimension)})`
      : "";
  const rounded = `Stated ${baseInWords(stated.exact, dimension)}, with rounding ${baseInWords(stated.wide, dimension)}`;
  return `${seen}${result}. ${rounded}: ${outcomeInWords(comparison)}.`;
}

const outcomeWords: Record<ForecastOutcome, string> = {
  met: "the forecast is met",
  "partly-met": "the forecast is met to nine tenths",
  missed: "the forecast is not met",
  due: "that leaves the forecast open",
  void: "the forecast is void",
};

/** "So far Base: 125.1 TPS, the median of 7 days, …", and once its date has passed what became of a forecast. */
export function forecastSays(
  observed: Observed,
  outcome: ForecastOutcome | null,
  by: string,
  name: (subject: string) => string,
): string {
  const seen = observed.series.map((series) => medianSays(series, name)).join("; ");
  return outcome === null ? `So far: ${seen}.` : `By ${formatDate(by)}: ${seen}: ${outcomeWords[outcome]}.`;
}

/** "off by 1.8×", "off by at least 9.8 points", "within 10 %". */
export function outcomeInWords(comparison: Comparison): string {
  switch (comparison.outcome) {
    case "undecided":
      return "the bound allows it and decides nothing";
    case "opposite":
      return "the other direction";
    case "match":
      return "they agree";
    case "close":
      return comparison.factor
        ? `close, ${factorInWords(comparison.factor)} apart`
        : `close, ${pointsInWords(comparison.points!)} apart`;
    case "off": {
      const distance = comparison.factor ? factorInWords(comparison.factor) : pointsInWords(comparison.points!);
      return `off by ${comparison.isAtLeast ? "at least " : ""}${distance}`;
    }
  }
}

/** "142 TPS ÷ 60 %+ = at most 236.7 TPS; stated 100,000 TPS: 420×." */
export function contradictionSays(
  { rule, factor, implied, stated, claims }: Contradiction,
  dimension: Dimension,
  textOf: (claimId: number) => string,
): string {
  const words = claims.map((id) => `“${textOf(id)}”`);
  const impliedWords = baseInWords(implied, dimension);
  const statedWords = baseInWords(stated, dimension);
  const times = factorInWords(factor);
  switch (rule) {
    case "share":
      return `${words[0]} ÷ ${words[1]} = ${impliedWords} for the whole; ${words[2]} states ${statedWords}: ${times} apart.`;
    case "multiple":
      return `${words[0]} × ${words[1]} = ${impliedWords}; ${words[2]} states ${statedWords}: ${times} apart.`;
    case "part-exceeds-whole":
      return `${words[0]}, a part, is ${impliedWords}; ${words[1]}, the whole, is ${statedWords}: the part is ${times} the whole.`;
    case "same":
      return `${words[0]} is ${impliedWords} and ${words[1]} is ${statedWords}: ${times} apart.`;
    case "shares-over-all":
      return `${words.join(" + ")} = ${toDecimal(multiply(implied.lo!, rational(100n)), 1)} %, more than all of it.`;
  }
}

/** "“$16–19B” ÷ “41%” = $39B to $46.34B for the whole; “$38–44B” fits." */
export function agreementSays(
  { rule, implied, claims }: Agreement,
  dimension: Dimension,
  textOf: (claimId: number) => string,
): string {
  const words = claims.map((id) => `“${textOf(id)}”`);
  const impliedWords = baseInWords(implied, dimension);
  return rule === "share"
    ? `${words[0]} ÷ ${words[1]} = ${impliedWords} for the whole; ${words[2]} fits.`
    : `${words[0]} × ${words[1]} = ${impliedWords}; ${words[2]} fits.`;
}
