import { findingOf } from "./chart-name";
import type { ChartSeries, ChartSpec } from "./chart-spec";
import { el, type Markup } from "./markup";
import { quantityParts } from "~/ui/quantity";
import { spanInWords, writeDate } from "./time-axis";

/** The last values as large figures, each with its change over the span, or its date if it is old. */
export function chartValue(spec: ChartSpec): Markup {
  const isAlone = spec.series.length === 1;
  return el("div", { class: "chart-values" }, ...spec.series.map((series) => oneValue(series, spec, isAlone)));
}

function oneValue(series: ChartSeries, spec: ChartSpec, isAlone: boolean): Markup {
  const finding = findingOf(series, spec);
  const { text, unit } = quantityParts(finding?.last.value ?? null, series.unit ?? spec.unit);
  const name = isAlone ? null : el("span", { class: "chart-value-name" }, series.name);
  const value = el("b", { class: "chart-value-figure" }, text);
  const word = unit ? el("span", { class: "chart-value-unit" }, `\u00a0${unit}`) : null;
  return el(
    "p",
    { class: "chart-value" },
    name,
    el("span", {}, value, word),
    el("span", { class: "chart-value-note" }, noteOn(finding)),
  );
}

function noteOn(finding: ReturnType<typeof findingOf>): string {
  if (!finding) return "no data in this span";
  const { last, isNow, change, length, first } = finding;
  if (!isNow) return `on ${writeDate(new Date(last.at))}`;
  return change && first !== last ? `${change} in ${spanInWords(length)}` : "now";
}
