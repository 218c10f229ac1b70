import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerWithMetricFrame } from "~/features/embeds/embeds.server";

/** Numbers as a frame for other sites. */
export const loader = ({ request, params, context }: LoaderFunctionArgs) =>
  answerWithMetricFrame(request, { chain: params["chain"], metric: params["metric"], url: context.url });
