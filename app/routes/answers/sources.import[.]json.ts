import { type ActionFunctionArgs, json } from "@remix-run/node";
import { z } from "zod";
import { countAttempt, limits, requireMember } from "~/features/auth/auth.server";
import { askerOf } from "~/features/auth/auth";
import { readImport } from "~/features/sources/sources.server";
import { db } from "~/platform/db.server";
import { inLane } from "~/platform/lanes.server";
import { TextTooCostly } from "~/platform/reading-errors";
import { problem } from "~/platform/responses.server";

const Given = z.object({ text: z.string().min(1).max(200_000) });

export function loader() {
  return problem(405, "Method not allowed", 'Send a POST with JSON: { "text": "@article{…" }.', { Allow: "POST" });
}

/** What `POST /sources/import` answers to JSON: `{ "text": … }`, BibTeX, RIS or CSL-JSON → `{ items: [{ key, title, byline, citekey, definition, csl }], problems: […] }`. Stores nothing. */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireMember(context);
  if ((await countAttempt(limits.importByMember, member.id)) > 0)
    return problem(429, "Too many requests", "You have read many files in a short time. Try again in some minutes.", {
      "Retry-After": "60",
    });
  const given = Given.safeParse(await request.json().catch(() => null));
  if (!given.success)
    return problem(422, "Invalid request", "The body must be JSON with up to 200,000 characters in “text”.");
  const asker = askerOf({ request, viewer: member });
  try {
    const read = await inLane("previews", asker, (reader) => readImport(db, given.data.text, reader));
    return json(read, { headers: { "Cache-Control": "private, no-store" } });
  } catch (error) {
    if (error instanceof TextTooCostly)
      return problem(422, "Not readable", "This file takes too long to read. Import it in parts.");
    throw error;
  }
}
