import type { LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { claimCardHtml, claimSpark, findClaim } from "~/features/claims/claims.server";
import { databaseNow } from "~/platform/db.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

/** A claim's card as a fragment of html, as this viewer may read it. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const claim = await findClaim(idParam(params["claimId"]), await getViewer(context));
  invariantResponse(claim, "There is no such claim.", { status: 404 });
  const card = claimCardHtml(claim, await claimSpark(claim, await databaseNow()));
  return new Response(String(card), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "private, no-store",
      "X-Robots-Tag": "noindex",
    },
  });
}
