import type { LoaderFunctionArgs } from "@remix-run/node";
import { threadCard } from "~/features/embeds/embeds";
import { answerWithPicture } from "~/features/embeds/embeds.server";
import { findThread } from "~/features/threads/threads.server";
import { invariantResponse } from "~/platform/responses.server";
import { idParam } from "~/platform/id-param";

/** A thread's card, for sites that show a link to it. Nobody is asked who they are: only what everybody may read is drawn. */
export async function loader({ params, request, context }: LoaderFunctionArgs) {
  const id = idParam(params["threadId"]);
  const thread = id > 0 && id <= 2_147_483_647 ? await findThread(id, null) : null;
  invariantResponse(thread, "There is no such thread.", { status: 404 });
  return answerWithPicture(request, threadCard(thread), context.address);
}
