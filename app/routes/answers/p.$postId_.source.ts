import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { findPostSource } from "~/features/posts/posts.server";
import { invariantResponse } from "~/platform/responses.server";
import { idParam } from "~/platform/id-param";

/** One post for itself: `{ id, number, revision, author, markdown, html }`. For quoting all of it, and for showing it where it is quoted. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = idParam(params["postId"]);
  const source = await findPostSource(id, await getViewer(context));
  invariantResponse(source, "There is no such post.", { status: 404 });
  return json(source);
}
