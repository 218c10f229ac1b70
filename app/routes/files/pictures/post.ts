import type { LoaderFunctionArgs } from "@remix-run/node";
import { postCard } from "~/features/embeds/embeds";
import { answerWithPicture } from "~/features/embeds/embeds.server";
import { listWholePosts } from "~/features/posts/posts.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

/** How a post begins as a card, for sites that show a link to it. Nobody is asked who they are. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const [post] = await listWholePosts({ id: idParam(params["postId"]) }, 1);
  invariantResponse(post, "There is no such post.", { status: 404 });
  return answerWithPicture(request, postCard(post), context.address);
}
