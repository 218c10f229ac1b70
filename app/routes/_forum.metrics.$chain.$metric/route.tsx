import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { isMetricId, isWindow, metrics } from "~/features/metrics/metrics";
import { findSubject, readSeries } from "~/features/metrics/metrics.server";
import { SeriesHead } from "~/features/metrics/components/series-head";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { originOf, pageMeta } from "~/ui/page-meta";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const subject = findSubject(params["chain"] ?? "");
  const metric = params["metric"] ?? "";
  invariantResponse(subject && isMetricId(metric), "There is no such metric of such a network.", { status: 404 });
  const window = context.url.searchParams.get("window") ?? "24h";
  invariantResponse(isWindow(window), "A chart looks back 24h, 7d, 30d, 90d, 1y or max.", { status: 400 });
  const { series } = await readSeries({ subject: subject.slug, metric, window });
  return json({ series, window });
}

export default function SeriesPage() {
  const { series } = useLoaderData<typeof loader>();
  return (
    <article className="series-page">
      <h1>
        {series.subjectName}: {metrics[series.metric].name}
      </h1>
      <SeriesHead series={series} />
    </article>
  );
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data
    ? pageMeta({
        title: `${data.series.subjectName}: ${metrics[data.series.metric].name}`,
        description: metrics[data.series.metric].says,
        path: paths.series(data.series),
        origin: originOf(matches),
      })
    : [];
