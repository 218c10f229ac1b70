import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { locatePost } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";
import { idParam } from "~/platform/id-param";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = idParam(params["postId"]);
  const post = id > 0 && id <= 2_147_483_647 ? await locatePost(id, await getViewer(context)) : null;
  invariantResponse(post, "There is no such post.", { status: 404 });
  const revision = context.url.searchParams.get("r");
  // A citation is pinned to a revision: when the text has changed since, it leads to what was cited.
  if (revision !== null && /^[1-9]\d{0,5}$/.test(revision) && Number(revision) < post.revision)
    return redirect(paths.postRevision(post, Number(revision)), 302);
  // The opening post begins its thread: one lands on the title.
  return redirect(post.number === 1 ? paths.thread(post.thread) : paths.postInThread(post.thread, post), 302);
}
