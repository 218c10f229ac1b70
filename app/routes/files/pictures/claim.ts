import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerWithClaimBadge } from "~/features/embeds/embeds.server";

/** A claim's badge for other sites. */
export const loader = ({ request, params, context }: LoaderFunctionArgs) =>
  answerWithClaimBadge(request, { claimId: params["claimId"], url: context.url, address: context.address });
