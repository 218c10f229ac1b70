import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerWithMetricPicture } from "~/features/embeds/embeds.server";

/** Numbers as a picture for other sites. */
export const loader = ({ request, params, context }: LoaderFunctionArgs) =>
  answerWithMetricPicture(request, {
    chain: params["chain"],
    metric: params["metric"],
    url: context.url,
    address: context.address,
  });
