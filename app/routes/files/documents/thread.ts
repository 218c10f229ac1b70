import type { LoaderFunctionArgs } from "@remix-run/node";
import { discussionMarkdown } from "~/features/posts/posts";
import { listDiscussion } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";
import { findThreadOfFile } from "../exports/thread-of-file.server";

/** A whole discussion as markdown, from the post that `?from=` names on. The same for everybody: it holds what visitors may read. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const asked = context.url.searchParams.get("from");
  const from = asked === null ? 1 : readId(asked);
  invariantResponse(from, "Name the first post by its number.", { status: 400 });
  const thread = await findThreadOfFile(params, {
    ofMerged: (into) => paths.threadMarkdown(into),
    ofRenamed: (renamed) => paths.threadMarkdown(renamed, from),
  });

  const discussion = await listDiscussion(thread, Math.min(from, Math.max(1, thread.lastNumber)));
  const { publicOrigin: origin } = env();
  const body = discussionMarkdown({ thread, ...discussion, origin });
  const page = origin + paths.threadAt(thread, discussion.first);
  const headers = {
    "Cache-Control": "public, no-cache",
    "X-Robots-Tag": "noindex",
    Link: `<${page}>; rel="canonical"; type="text/html"`,
  };
  return answerOrUnchanged(request, { tag: versionOf(body), headers }, () => {
    return new Response(body, { headers: { "Content-Type": "text/markdown; charset=utf-8" } });
  });
}
