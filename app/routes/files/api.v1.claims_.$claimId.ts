import type { LoaderFunctionArgs } from "@remix-run/node";
import { claimToJson, findClaim } from "~/features/claims/claims.server";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";

/** `GET /api/v1/claims/:id`: one claim with its verdicts and their inputs. */
export async function loader({ params }: LoaderFunctionArgs) {
  const claim = await findClaim(idParam(params["claimId"]), null);
  const headers = { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache" };
  if (!claim)
    return new Response(
      JSON.stringify({ type: "about:blank", title: "Not found", status: 404, detail: "There is no such claim." }),
      {
        status: 404,
        headers: { ...headers, "Content-Type": "application/problem+json" },
      },
    );
  return Response.json({ ...claimToJson(claim, env().publicOrigin), history: claim.history }, { headers });
}
