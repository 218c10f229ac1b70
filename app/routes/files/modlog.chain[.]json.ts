import type { LoaderFunctionArgs } from "@remix-run/node";
import { findNewestHash, listChained } from "~/features/moderation/moderation.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { problem } from "~/platform/responses.server";

const atOnce = 500;

/** `GET /modlog/chain.json?after=`: the log's entries with all that their hashes are made of, in the order of the chain. */
export async function loader({ context }: LoaderFunctionArgs) {
  const given = context.url.searchParams.get("after") || "0";
  if (!/^\d{1,9}$/.test(given)) return problem(400, "Bad request", "after is a place in the chain.");
  const [newest, entries] = await Promise.all([findNewestHash(), listChained({ after: Number(given), take: atOnce })]);
  const last = entries.length === atOnce ? entries.at(-1)!.place : null;
  return Response.json(
    { newest, entries, next: last === null ? null : `${env().publicOrigin}${paths.logChain(last)}` },
    { headers: { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Robots-Tag": "noindex" } },
  );
}
