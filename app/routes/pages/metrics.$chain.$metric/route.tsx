import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { oEmbedLinks } from "~/features/embeds/embeds";
import { DefinitionCard } from "~/features/series/components/definition-card";
import { PointsTable } from "~/features/series/components/points-table";
import { SeriesChart } from "~/features/series/components/series-chart";
import { SeriesHead } from "~/features/series/components/series-head";
import { asMetric, parseSeriesQuestion } from "~/features/series/series";
import { metrics } from "~/features/metrics/metrics";
import { findSubject } from "~/features/series/series.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { OtherSeries } from "./other-series";
import { ProvenanceList } from "./provenance-list";
import { loadSeriesPage } from "./series-page.server";
import { ShareSeries } from "./share-series";
import { ViewControls } from "./view-controls";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const subject = await findSubject(params["chain"] ?? "");
  const metric = asMetric(params["metric"]);
  invariantResponse(subject && metric, "There is no such metric of such a chain.", { status: 404 });
  const question = parseSeriesQuestion(context.url.searchParams);
  invariantResponse(typeof question !== "string", String(question), { status: 400 });
  return json(await loadSeriesPage({ subject: subject.slug, metric }, question));
}

export default function SeriesPage() {
  const { series, other, refused, others, now, provenance, corrections, recorded, events, question, networks } =
    useLoaderData<typeof loader>();
  const drawn = other && !refused ? [series, other] : [series];
  return (
    <article className="series-page">
      <p className="crumbs">
        <a href={paths.metrics()}>Metrics</a> · <a href={paths.metric(series.metric)}>{metrics[series.metric].name}</a>
      </p>
      <h1>
        {series.subjectName}: {metrics[series.metric].name}
      </h1>
      <p className="series-says">{metrics[series.metric].says}</p>
      {series.unsupported ? <p className="notice">{series.unsupported}</p> : <SeriesHead series={series} />}
      {!series.unsupported && (
        <>
          <ViewControls series={series} question={question} networks={networks} />
          {refused && <p className="notice">{refused}</p>}
          <div data-live-part="chart" data-chart-cursor>
            <SeriesChart series={drawn} scale={question.scale} window={question.window} events={events} now={now} />
          </div>
          <details className="fold series-values">
            <summary>
              Table <span>{series.points.length} values</span>
            </summary>
            <div data-live-part="table">
              <PointsTable series={series} other={refused ? null : other} />
            </div>
          </details>
          <p className="series-files">
            <a href={paths.seriesFile(series, "json", fileQuery(question))}>JSON</a>
            <a href={paths.seriesFile(series, "csv", fileQuery(question))}>CSV</a>
          </p>
        </>
      )}
      <ShareSeries series={series} question={question} />
      <div className="series-columns">
        <div>
          <DefinitionCard id={series.definition} />
        </div>
        <div data-live-part="provenance">
          <ProvenanceList series={series} provenance={provenance} corrections={corrections} recorded={recorded} />
        </div>
      </div>
      <OtherSeries series={others} />
    </article>
  );
}

const fileQuery = ({ window, provider, definition }: { window: string; provider?: string; definition?: string }) => ({
  window,
  provider,
  definition,
});

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `${data.series.subjectName}: ${metrics[data.series.metric].name}`,
        description: metrics[data.series.metric].says,
        path: paths.series(data.series),
        origin: originOf(matches),
        links: oEmbedLinks(
          `${data.series.subjectName}: ${metrics[data.series.metric].name}`,
          paths.series(data.series),
          originOf(matches),
        ),
      })
    : [];
