import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { ClaimsAbout } from "~/features/claims/components/claims-about";
import { oEmbedLinks } from "~/features/embeds/embeds";
import { DefinitionCard } from "~/features/series/components/definition-card";
import { PointsTable } from "~/features/series/components/points-table";
import { SeriesChart } from "~/features/series/components/series-chart";
import { SeriesHead } from "~/features/series/components/series-head";
import { asMetric, parseSeriesQuestion } from "~/features/series/series";
import { definitions, metrics } from "~/features/metrics/metrics";
import { findSubject } from "~/features/series/series.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { Trail } from "~/ui/trail";
import { BoundOfGroup } from "./bound-of-group";
import { InDollars } from "./in-dollars";
import { OtherChains } from "./other-chains";
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
  return pageData(context, await loadSeriesPage({ subject: subject.slug, metric }, question, await getViewer(context)));
}

export default function SeriesPage() {
  const data = useLoaderData<typeof loader>();
  const { series, span, change, other, refused, others, provenance, corrections, recorded, events, question } = data;
  const { chains, claims, otherChains } = data;
  const drawn = other ? [series, other] : [series];
  const files = { window: question.window, provider: question.provider, definition: question.definition };
  return (
    <article className="series-page">
      <Trail
        steps={[
          { name: "Metrics", href: paths.metrics() },
          { name: metrics[series.metric].name, href: paths.metric(series.metric) },
        ]}
      />
      <header className="series-title">
        <h1>
          {series.subjectName}: {metrics[series.metric].name}
        </h1>
        <ShareSeries series={series} question={question} />
      </header>
      {series.unsupported ? (
        <>
          <p className="notice">{series.unsupported}</p>
          {series.bound && <BoundOfGroup bound={series.bound} />}
        </>
      ) : (
        <>
          <SeriesHead series={series} change={change} />
          {series.bound && <BoundOfGroup bound={series.bound} />}
          <ViewControls series={series} question={question} chains={chains} />
          {refused && <p className="notice">{refused}</p>}
          <div data-live-part="chart" data-chart-cursor>
            <SeriesChart
              series={drawn}
              scale={question.scale}
              window={question.window}
              span={span}
              events={events}
              isLiveTold
            />
          </div>
          {other && <InDollars series={series} other={other} question={question} />}
          <p className="series-files">
            {series.provider && <span>Source: {series.provider.name}</span>}
            <a href={paths.seriesFile(series, "json", files)}>JSON</a>
            <a href={paths.seriesFile(series, "csv", files)}>CSV</a>
          </p>
        </>
      )}
      <div className="series-folds">
        {!series.unsupported && (
          <details className="fold">
            <summary>
              Table <span>{series.points.length === 1 ? "1 value" : `${series.points.length} values`}</span>
            </summary>
            <div data-live-part="table" className="series-values">
              <PointsTable series={series} other={other} />
            </div>
          </details>
        )}
        <details className="fold">
          <summary>
            Definition <span>{definitions[series.definition].value}</span>
          </summary>
          <p className="page-lead">{metrics[series.metric].says}</p>
          <DefinitionCard id={series.definition} />
        </details>
        <details className="fold">
          <summary>
            Provenance <span>{gistOf(series, recorded)}</span>
          </summary>
          <div data-live-part="provenance">
            <ProvenanceList series={series} provenance={provenance} corrections={corrections} recorded={recorded} />
          </div>
        </details>
      </div>
      <div className="series-columns">
        {claims.length > 0 && (
          <ClaimsAbout
            filter={{ chain: series.subject, metric: series.metric }}
            name={`${series.subjectName}: ${metrics[series.metric].name}`}
            claims={claims}
          />
        )}
        <OtherChains metric={series.metric} {...otherChains} />
      </div>
      <OtherSeries series={others} />
    </article>
  );
}

/** Whose values they are, and how many days are recorded. */
function gistOf({ provider }: { provider: { name: string } | null }, recorded: { values: number }[]): string {
  const days = recorded.reduce((sum, { values }) => sum + values, 0);
  const said = [
    provider?.name ?? "no provider yet",
    days > 0 ? `${days.toLocaleString("en")} ${days === 1 ? "day" : "days"} recorded` : "",
  ];
  return said.filter((word) => word !== "").join(", ");
}

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
