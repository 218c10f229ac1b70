import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { countUnread } from "~/features/notifications/notifications.server";
import { problem } from "~/platform/responses.server";

/** `{ unread }`, the number of the member's unread notices, for pages that stay open. */
export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  if (!viewer) return problem(401, "Signed out", "Visitors have no inbox.");
  return json({ unread: await countUnread(viewer) }, { headers: { "Cache-Control": "private, no-store" } });
}
