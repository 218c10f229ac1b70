import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Viewer } from "~/features/auth/auth";
import { toClaimLine } from "~/features/claims/claims";
import { listSharedClaims } from "~/features/claims/claims.server";
import type { MetricId, Window } from "~/features/metrics/metrics";
import { readMetric } from "~/features/series/series.server";
import { MetricSection } from "./metric-section";

/**
 * What the page of a metric shows: its definitions, those that have values first, by rank, and the html of each one's section,
 * in which nothing waits for a press.
 */
export async function loadMetricPage(metric: MetricId, window: Window, viewer: Viewer) {
  const [found, { claims }] = await Promise.all([
    readMetric(metric, window),
    listSharedClaims({ metric, take: 10 }, viewer),
  ]);
  const sections = found.toSorted((a, b) => Number(b.drawn !== null) - Number(a.drawn !== null));
  return {
    definitions: sections.map(({ definition }) => definition),
    html: Object.fromEntries(
      sections.map((one) => [one.definition, renderToStaticMarkup(createElement(MetricSection, { found: one }))]),
    ),
    claims: claims.map(toClaimLine),
  };
}
