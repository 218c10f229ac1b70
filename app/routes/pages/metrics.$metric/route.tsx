import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { toClaimLine } from "~/features/claims/claims";
import { ClaimsAbout } from "~/features/claims/components/claims-about";
import { listSharedClaims } from "~/features/claims/claims.server";
import { DefinitionCard } from "~/features/series/components/definition-card";
import { SeriesChart } from "~/features/series/components/series-chart";
import { asMetric } from "~/features/series/series";
import { definitions as descriptions, isWindow, metrics, windowNames, windows } from "~/features/metrics/metrics";
import { readMetric } from "~/features/series/series.server";
import { paths } from "~/paths";
import { pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";
import { Trail } from "~/ui/trail";
import { ChainTable } from "./chain-table";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const metric = asMetric(params["metric"]);
  invariantResponse(metric, "There is no such metric.", { status: 404 });
  const window = context.url.searchParams.get("window") ?? "90d";
  invariantResponse(isWindow(window), "A chart looks back 24h, 7d, 30d, 90d, 1y or max.", { status: 400 });
  const [definitions, { claims }] = await Promise.all([
    readMetric(metric, window),
    listSharedClaims({ metric, take: 10 }, await getViewer(context)),
  ]);
  return pageData(context, {
    metric,
    window,
    claims: claims.map(toClaimLine),
    // What has values comes first, by rank.
    definitions: definitions.toSorted((a, b) => Number(b.drawn !== null) - Number(a.drawn !== null)),
  });
}

export default function MetricPage() {
  const { metric, window, definitions, claims } = useLoaderData<typeof loader>();
  return (
    <article className="series-page">
      <Trail steps={[{ name: "Metrics", href: paths.metrics() }]} />
      <h1>{metrics[metric].name}</h1>
      <p className="page-lead">{metrics[metric].says}</p>
      <div className="view-controls">
        <nav className="segments" aria-label="Window">
          {windowNames.map((name) => (
            <a
              key={name}
              href={name === "90d" ? paths.metric(metric) : `${paths.metric(metric)}?window=${name}`}
              aria-current={name === window ? "true" : undefined}
            >
              {windows[name].name}
            </a>
          ))}
        </nav>
      </div>
      {definitions.map(({ definition, measured, others, drawn }) => (
        <section key={definition} className="metric-section">
          <h2>{descriptions[definition].name}</h2>
          {drawn && (
            <div data-chart-cursor>
              <SeriesChart {...drawn} scale="linear" events={[]} />
            </div>
          )}
          <ChainTable definition={definition} measured={measured} others={others} />
          <details className="fold">
            <summary>
              Definition <span>{descriptions[definition].value}</span>
            </summary>
            <DefinitionCard id={definition} />
          </details>
        </section>
      ))}
      {claims.length > 0 && <ClaimsAbout filter={{ metric }} name={metrics[metric].name} claims={claims} />}
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: metrics[data.metric].name,
        description: metrics[data.metric].says,
        path: paths.metric(data.metric),
        origin: originOf(matches),
      })
    : [];
