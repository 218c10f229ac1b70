import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireMember } from "~/features/auth/auth.server";
import { listNamedSubjects } from "~/features/claims/claims.server";

/** `{ items }`: the chains and groups that a figure can be about, with the words that name them. */
export async function loader({ context }: LoaderFunctionArgs) {
  await requireMember(context);
  return json({ items: await listNamedSubjects() }, { headers: { "Cache-Control": "private, max-age=300" } });
}
