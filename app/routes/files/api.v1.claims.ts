import type { LoaderFunctionArgs } from "@remix-run/node";
import { isStatus } from "~/features/claims/claims";
import { claimToJson, listClaims } from "~/features/claims/claims.server";
import { isMetricId } from "~/features/metrics/metrics";
import { env } from "~/platform/env.server";
import { readId } from "~/platform/id-param";

const problem = (detail: string) =>
  new Response(JSON.stringify({ type: "about:blank", title: "Bad request", status: 400, detail }), {
    status: 400,
    headers: { "Content-Type": "application/problem+json" },
  });

/** `GET /api/v1/claims?thread=&chain=&metric=&status=&before=`: the newest claims, fifty at a time. */
export async function loader({ context }: LoaderFunctionArgs) {
  const asked = (name: string) => context.url.searchParams.get(name) || undefined;
  const [thread, chain, metric, status, before] = ["thread", "chain", "metric", "status", "before"].map(asked);
  const ids = [thread, before].map((text) => (text ? readId(text) : undefined));
  if (ids.includes(null)) return problem("thread and before are numbers.");
  if (metric && !isMetricId(metric)) return problem(`There is no metric "${metric.slice(0, 40)}".`);
  if (status && !isStatus(status)) return problem(`There is no status "${status.slice(0, 40)}".`);
  const { claims, next } = await listClaims(
    {
      ...(ids[0] && { thread: ids[0] }),
      ...(ids[1] && { before: ids[1] }),
      ...(chain && { subject: chain.slice(0, 40) }),
      ...(metric && { metric }),
      ...(status && isStatus(status) && { status }),
    },
    null,
  );
  return Response.json(
    { items: claims.map((claim) => claimToJson(claim, env().publicOrigin)), next: next === null ? null : String(next) },
    { headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache" } },
  );
}
