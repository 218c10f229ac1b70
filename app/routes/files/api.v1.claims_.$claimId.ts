import type { LoaderFunctionArgs } from "@remix-run/node";
import { claimToJson, findClaim } from "~/features/claims/claims.server";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";
import { problem } from "~/platform/responses.server";

/** `GET /api/v1/claims/:id`: one claim with its verdicts and their inputs. */
export async function loader({ params }: LoaderFunctionArgs) {
  const claim = await findClaim(idParam(params["claimId"]), null);
  const shared = { "Access-Control-Allow-Origin": "*" };
  if (!claim) return problem(404, "Not found", "There is no such claim.", shared);
  return Response.json(
    { ...claimToJson(claim, env().publicOrigin), history: claim.history },
    { headers: { ...shared, "Cache-Control": "no-cache" } },
  );
}
