import { csv } from "~/platform/csv";
import { invariantResponse } from "~/platform/responses.server";
import { definitions, pointInWords } from "~/features/metrics/metrics";
import { readSeries } from "./read-series.server";
import { findSubject } from "./series-rows.server";
import { type ChartSpan, spanNotes } from "./chart-span";
import { asMetric, parseSeriesQuestion, toAsked } from "./series-question";
import { creditsOf, type DrawnSeries } from "./series-view";

/** A series as JSON or CSV. Anybody may read it from anywhere; a minute old is new enough. */
export async function seriesFile(
  kind: "json" | "csv",
  chain: string | undefined,
  metricWord: string | undefined,
  asked: URLSearchParams,
) {
  const subject = await findSubject(chain ?? "");
  const metric = asMetric(metricWord);
  invariantResponse(subject && metric, "There is no such metric of such a chain.", { status: 404 });
  const question = parseSeriesQuestion(asked);
  invariantResponse(typeof question !== "string", String(question), { status: 400 });

  const { series, span, window } = await readSeries({
    subject: subject.slug,
    metric,
    ...toAsked(question),
  });
  const notes = spanNotes([series], span, window);
  const text =
    kind === "json"
      ? `${JSON.stringify({ ...seriesToJson(series), ...spanToJson(span), notes })}\n`
      : toCsv(series, notes);
  return new Response(text, {
    headers: {
      "Content-Type": kind === "json" ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
      "Content-Disposition": `inline; filename="${subject.slug}-${metric}.${kind}"`,
      "Cache-Control": "public, max-age=15, stale-while-revalidate=60",
      "Access-Control-Allow-Origin": "*",
    },
  });
}

/** `{ chain, metric, unit, definitionVersion, provider, licence, attribution, state, asOf, value, points }`; values are decimal strings or null. */
export function seriesToJson(series: DrawnSeries) {
  return {
    chain: series.subject,
    metric: series.metric,
    unit: series.unit,
    token: series.unit === "wei" ? (series.token?.symbol ?? null) : null,
    definitionVersion: series.definition,
    provider: series.provider?.key ?? null,
    licence: series.provider?.licence || null,
    attribution: series.provider?.licence || series.recordedThrough ? creditsOf([series]).join("; ") : null,
    state: series.state,
    asOf: series.asOf,
    value: series.value,
    points: series.points,
  };
}

/** The time that the points are of, and whether it is an earlier one than was asked for. */
export const spanToJson = ({ from, to, isEarlier }: ChartSpan) => ({ from, to, isEarlier });

function toCsv(series: DrawnSeries, notes: string[]): string {
  const { name, unit } = definitions[series.definition];
  const source = creditsOf([series]).join("; ");
  const about = `# ${series.subjectName}, ${name} (${series.definition}), in ${unit}${unit === "wei" && series.token ? ` of ${series.token.symbol}` : ""}, ${pointInWords(series.definition, series.step)}${source ? `. ${source}` : ""}`;
  const comment = [about, ...notes].map((sentence) => sentence.replace(/\.$/, "")).join(". ");
  return `${comment}\r\n${csv([["at", "value"], ...series.points])}`;
}
