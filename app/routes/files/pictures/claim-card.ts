import type { LoaderFunctionArgs } from "@remix-run/node";
import { findClaim } from "~/features/claims/claims.server";
import { claimCard } from "~/features/embeds/embeds";
import { answerWithPicture } from "~/features/embeds/embeds.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

/** A claim as a card, as everybody may know it: nobody is asked who they are. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const claim = await findClaim(idParam(params["claimId"]), null);
  invariantResponse(claim, "There is no such claim.", { status: 404 });
  return answerWithPicture(request, claimCard(claim), context.address);
}
