import { type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getViewer } from "~/features/auth/auth.server";
import { readSharedNumbers } from "~/features/claims/claims.server";
import { ClaimsAbout } from "~/features/claims/components/claims-about";
import { oEmbedLinks } from "~/features/embeds/embeds";
import { asMetric, parseSeriesQuestion } from "~/features/series/series";
import { metrics } from "~/features/metrics/metrics";
import { findSubject } from "~/features/series/series.server";
import { paths } from "~/paths";
import { htmlOnce, pageData } from "~/platform/page-data.server";
import { invariantResponse } from "~/platform/responses.server";
import { HtmlBody } from "~/ui/html-body";
import { pageMeta, siteOf } from "~/ui/page-meta";
import { Trail } from "~/ui/trail";
import { OtherChains } from "./other-chains";
import { OtherSeries } from "./other-series";
import { loadSeriesPage } from "./series-page.server";
import { ShareSeries } from "./share-series";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const subject = await findSubject(params["chain"] ?? "");
  const metric = asMetric(params["metric"]);
  invariantResponse(subject && metric, "There is no such metric of such a chain.", { status: 404 });
  const question = parseSeriesQuestion(context.url.searchParams);
  invariantResponse(typeof question !== "string", String(question), { status: 400 });
  const ref = { subject: subject.slug, metric };
  const { html, ...shown } = await readSharedNumbers(
    `series ${JSON.stringify([ref, question])}`,
    await getViewer(context),
    (as) => loadSeriesPage(ref, question, as),
  );
  return pageData(context, { ...shown, html: htmlOnce(context, html) });
}

export default function SeriesPage() {
  const { series, others, question, claims, otherChains, html } = useLoaderData<typeof loader>();
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
      <HtmlBody id="figures" html={html?.figures} />
      <HtmlBody id="folds" className="series-folds" html={html?.folds} />
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

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `${data.series.subjectName}: ${metrics[data.series.metric].name}`,
        description: metrics[data.series.metric].says,
        path: paths.series(data.series),
        site: siteOf(matches),
        links: oEmbedLinks(
          `${data.series.subjectName}: ${metrics[data.series.metric].name}`,
          paths.series(data.series),
          siteOf(matches),
        ),
      })
    : [];
