import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { discussionMarkdown } from "~/features/posts/posts";
import { listDiscussion } from "~/features/posts/posts.server";
import { findThread, followMerge } from "~/features/threads/threads.server";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import { idParam, readId } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { answerOrUnchanged, versionOf } from "~/platform/revalidation.server";

/** A whole discussion as markdown, from the post that `?from=` names on. The same for everybody: it holds what visitors may read. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const askedId = idParam(params["threadId"]);
  const id = await followMerge(askedId);
  const thread = await findThread(id, null);
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  const asked = context.url.searchParams.get("from");
  const from = asked === null ? 1 : readId(asked);
  invariantResponse(from, "Name the first post by its number.", { status: 400 });
  // A merge can be undone, and its posts have other numbers.
  if (id !== askedId) throw redirect(paths.threadMarkdown(thread), 302);
  if (params["slug"] !== thread.slug) throw redirect(paths.threadMarkdown(thread, from), 301);

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
