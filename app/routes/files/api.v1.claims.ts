import type { LoaderFunctionArgs } from "@remix-run/node";
import { readClaimFilter } from "~/features/claims/claims";
import { claimToJson, listClaims } from "~/features/claims/claims.server";
import { env } from "~/platform/env.server";
import { readId } from "~/platform/id-param";
import { problem } from "~/platform/responses.server";

const refuse = (detail: string) => problem(400, "Bad request", detail);

/** `GET /api/v1/claims?thread=&chain=&metric=&status=&tag=&factor=&before=`: the newest claims, fifty at a time. */
export async function loader({ context }: LoaderFunctionArgs) {
  const asked = context.url.searchParams;
  const [thread, before] = ["thread", "before"].map((name) => (asked.get(name) ? readId(asked.get(name)!) : undefined));
  if (thread === null || before === null) return refuse("thread and before are numbers.");
  const read = readClaimFilter(asked);
  if (!read.ok) return refuse(read.fault);
  const { claims, next } = await listClaims(
    { ...read.filter, ...(thread && { thread }), ...(before && { before }) },
    null,
  );
  return Response.json(
    { items: claims.map((claim) => claimToJson(claim, env().publicOrigin)), next: next === null ? null : String(next) },
    { headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache" } },
  );
}
