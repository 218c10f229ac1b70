import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerWithMetricData } from "~/features/embeds/embeds.server";

/** Numbers as data for other sites, with those shown beside them. */
export const loader = ({ request, params, context }: LoaderFunctionArgs) =>
  answerWithMetricData(request, { chain: params["chain"], metric: params["metric"], url: context.url });
