import type { LoaderFunctionArgs } from "@remix-run/node";
import { annotationType, readAnnotations } from "~/features/annotations/annotations.server";
import { askerOf } from "~/features/auth/auth";
import { paths } from "~/paths";
import { readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { sharedReads } from "~/platform/shared-reads.server";
import { findThreadOfFile } from "./exports/thread-of-file.server";

/** A thread's quotes, citations and claims as Web Annotations, as a visitor may read them; `?page=` names one page of them. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const asked = context.url.searchParams.get("page");
  const page = asked === null ? null : readId(asked);
  invariantResponse(asked === null || page, "Name a page by its number, from 1.", { status: 400 });
  const thread = await findThreadOfFile(params, {
    ofMerged: (into) => paths.threadAnnotations(into),
    ofRenamed: (renamed) => paths.threadAnnotations(renamed, page ?? undefined),
  });

  const share = await sharedReads();
  const { found, body } = await share(`annotations of thread ${thread.id}, page ${page}`, async () => {
    const found = await readAnnotations(thread, page, askerOf({ request, context, viewer: null }));
    return { found: found !== null, body: JSON.stringify(found) };
  });
  invariantResponse(found, "There is no such page.", { status: 404 });
  const headers = {
    "Cache-Control": "public, no-cache",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
    Link: `<http://www.w3.org/ns/ldp#Resource>; rel="type"`,
    Allow: "GET, HEAD",
  };
  return answerOrUnchanged(request, { tag: versionOf(body), headers }, () => {
    return new Response(body, { headers: { "Content-Type": annotationType } });
  });
}
