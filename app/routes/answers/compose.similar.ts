import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "~/features/auth/auth.server";
import { findSimilarThreads } from "~/features/threads/threads.server";

/** `?title=` → `{ items }`: threads that ask nearly the same. For the form that starts one. */
export async function loader({ context }: LoaderFunctionArgs) {
  await requireMember(context);
  return json({ items: await findSimilarThreads(context.url.searchParams.get("title") ?? "") });
}
