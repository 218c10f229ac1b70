import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "~/features/auth/auth.server";
import { pickSeries } from "~/features/series/series.server";
import { invariantResponse } from "~/platform/responses.server";

/** `?q=base tps` → `{ items }`: series that an author can show in a post. */
export async function loader({ context }: LoaderFunctionArgs) {
  await requireMember(context);
  const words = context.url.searchParams.get("q") ?? "";
  invariantResponse(words.length <= 100, "Ask with at most 100 characters.", { status: 400 });
  return json({ items: await pickSeries(words) });
}
