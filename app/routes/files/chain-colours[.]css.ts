import type { LoaderFunctionArgs } from "@remix-run/node";
import { readChainColours } from "~/features/chains/chains.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { noDocument } from "~/platform/security-headers.server";

/** The colours of all chains in charts. Asked for with the version that it has, it never changes. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { css, version } = await readChainColours();
  const isNamed = context.url.searchParams.get("v") === version;
  const headers = {
    "Cache-Control": isNamed ? "public, max-age=31536000, immutable" : "public, max-age=60",
    "Cross-Origin-Resource-Policy": "cross-origin",
    ...noDocument,
  };
  return answerOrUnchanged(
    request,
    { tag: versionOf(css), headers },
    () => new Response(css, { headers: { ...headers, "Content-Type": "text/css; charset=utf-8" } }),
  );
}
