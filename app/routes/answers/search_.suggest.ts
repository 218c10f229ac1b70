import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { countAttempt, getViewer, limits } from "~/features/auth/auth.server";
import { openSearch, suggest } from "~/features/search/search.server";
import { databaseNow } from "~/platform/db.server";

/** What the search box offers for what is typed so far, as JSON. */
export async function loader({ context }: LoaderFunctionArgs) {
  const wait = await countAttempt(limits.suggestByAddress, context.address);
  if (wait > 0) return json({ suggestions: [] }, { status: 429, headers: { "Retry-After": String(wait) } });
  const typed = (context.url.searchParams.get("q") ?? "").slice(0, 400);
  const suggestions = await suggest({
    typed,
    viewer: await getViewer(context),
    now: await databaseNow(),
    engine: openSearch(),
  });
  return json({ suggestions });
}
