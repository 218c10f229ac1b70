import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { listPostDates } from "~/features/posts/posts.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";

/** When a thread's posts were written, for its rail: `{ dates: [[number, iso], …] }`, the same for everybody. */
export async function loader({ params }: LoaderFunctionArgs) {
  const dates = await listPostDates(idParam(params["threadId"]));
  invariantResponse(dates, "There is no such thread.", { status: 404 });
  return json({ dates }, { headers: { "Cache-Control": "public, max-age=60", "X-Robots-Tag": "noindex" } });
}
