import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { locatePost } from "~/features/posts/posts.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = /^[1-9]\d{0,9}$/.test(params["postId"] ?? "") ? Number(params["postId"]) : 0;
  const post = id > 0 && id <= 2_147_483_647 ? await locatePost(id, await getViewer(context)) : null;
  invariantResponse(post, "There is no such post.", { status: 404 });
  return redirect(paths.postInThread(post.thread, post), 302);
}
