import { type LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { listPostSourceIds } from "~/features/citations/citations.server";
import { locatePost } from "~/features/posts/posts.server";
import { findReferences } from "~/features/sources/sources.server";
import { invariantResponse } from "~/platform/responses.server";
import { referenceFile } from "./reference-file";
import { idParam } from "~/platform/id-param";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const id = idParam(params["postId"]);
  const post = id > 0 ? await locatePost(id, await getViewer(context)) : null;
  invariantResponse(post, "There is no such post.", { status: 404 });
  return referenceFile(context.url, await findReferences(await listPostSourceIds(post.id)), `post-${post.id}-sources`);
}
