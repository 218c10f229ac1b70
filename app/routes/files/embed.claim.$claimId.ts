import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerWithClaimFrame } from "~/features/embeds/embeds.server";

/** A claim as a frame for other sites. */
export const loader = ({ request, params, context }: LoaderFunctionArgs) =>
  answerWithClaimFrame(request, { claimId: params["claimId"], url: context.url });
