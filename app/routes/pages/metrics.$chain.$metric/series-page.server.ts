import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Viewer } from "~/features/auth/auth";
import type { SeriesQuestion } from "~/features/series/series";
import type { SeriesRef } from "~/features/series/series.server";
import { readSeriesPage } from "./read-series-page.server";
import { SeriesFigures } from "./series-figures";
import { SeriesFolds } from "./series-folds";

/** What the page of one series shows: figures and folds as html, because nothing in them waits for a press, the rest as data. */
export async function loadSeriesPage(ref: SeriesRef, question: SeriesQuestion, viewer: Viewer) {
  const found = await readSeriesPage(ref, question, viewer);
  const { series, others, claims, otherChains } = found;
  return {
    series: { subject: series.subject, subjectName: series.subjectName, metric: series.metric },
    question: found.question,
    others,
    claims,
    otherChains,
    html: {
      figures: renderToStaticMarkup(createElement(SeriesFigures, { found })),
      folds: renderToStaticMarkup(createElement(SeriesFolds, { found })),
    },
  };
}
