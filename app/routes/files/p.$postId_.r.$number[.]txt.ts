import type { LoaderFunctionArgs } from "@remix-run/node";
import { askerOf } from "~/features/auth/auth";
import { countComparison, waitInWords } from "~/features/auth/auth.server";
import { readPlainTexts, textKey } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { readReference } from "./exports/post-reference.server";

/** The words of one revision without markup: the text in which positions of annotations count characters. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const asked = { postId: idParam(params["postId"]), revision: idParam(params["number"]) };
  const { post } = await readReference(asked.postId, asked.revision);
  if (asked.revision < post.revision) {
    const wait = await countComparison({ address: context.address, member: null });
    invariantResponse(wait === 0, `Too many revisions were asked for. Try again ${waitInWords(wait)}.`, {
      status: 429,
      headers: { "Retry-After": String(wait) },
    });
  }
  const texts = await readPlainTexts([asked], askerOf({ request, context, viewer: null }));
  const text = texts.get(textKey(asked));
  invariantResponse(text !== undefined, "This text can’t be read here: see its thread.", { status: 404 });
  const headers = {
    "Cache-Control": "public, no-cache",
    "Access-Control-Allow-Origin": "*",
    "X-Robots-Tag": "noindex",
    Link: `<${env().publicOrigin + paths.postRevision(post, asked.revision)}>; rel="canonical"; type="text/html"`,
  };
  return answerOrUnchanged(request, { tag: versionOf(text), headers }, () => {
    return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
  });
}
