import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { ClaimsAbout } from "~/features/claims/components/claims-about";
import { readSharedNumbers } from "~/features/claims/claims.server";
import { asMetric } from "~/features/series/series";
import { definitions as descriptions, isWindow, metrics, windowNames, windows } from "~/features/metrics/metrics";
import { paths } from "~/paths";
import { htmlOnce, pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { Trail } from "~/ui/trail";
import { loadMetricPage } from "./metric-page.server";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const metric = asMetric(params["metric"]);
  invariantResponse(metric, "There is no such metric.", { status: 404 });
  const window = context.url.searchParams.get("window") ?? "90d";
  invariantResponse(isWindow(window), "A chart looks back 24h, 7d, 30d, 90d, 1y or max.", { status: 400 });
  const viewer = await getViewer(context);
  const { html, ...shown } = await readSharedNumbers(`metric ${metric} ${window}`, viewer, (as) =>
    loadMetricPage(metric, window, as),
  );
  return pageData(context, { metric, window, ...shown, html: htmlOnce(context, html) });
}

export default function MetricPage() {
  const { metric, window, definitions, html, claims } = useLoaderData<typeof loader>();
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
      {definitions.map((definition) => (
        <section key={definition} className="metric-section">
          <h2>{descriptions[definition].name}</h2>
          <HtmlBody id={definition} html={html?.[definition]} />
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
        site: siteOf(matches),
      })
    : [];
