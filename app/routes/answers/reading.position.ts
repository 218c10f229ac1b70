import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { Member } from "~/features/auth/auth";
import { getViewer } from "~/features/auth/auth.server";
import { ReadForm } from "~/features/reading/reading";
import { markReadInThread } from "~/features/notifications/notifications.server";
import { countMinute, noteRead } from "~/features/reading/reading.server";
import { parseForm } from "~/platform/form.server";
import { problem } from "~/platform/responses.server";

const empty = Buffer.from("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==", "base64");

/**
 * For browsers without script: a picture that stands at the end of the posts that were served. Only our own pages may ask for
 * it, because it notes that they were read.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  if (!viewer) return problem(401, "Signed out", "Where visitors are in a thread is not noted.");
  if (request.headers.get("Sec-Fetch-Site") !== "same-origin")
    return problem(403, "Not from this site", "Only a thread's page says how far it was read.");
  const served = new FormData();
  for (const [name, value] of context.url.searchParams) served.append(name, value);
  const refusal = await note(viewer, served);
  return (
    refusal ?? new Response(empty, { headers: { "Content-Type": "image/gif", "Cache-Control": "private, no-store" } })
  );
}

/** `thread`, `number` of the post read last, `seen` for the posts that were on the screen, `minute` 1 when a minute of reading has passed → 204. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await getViewer(context);
  if (!viewer) return problem(401, "Signed out", "Where visitors are in a thread is not noted.");
  return (await note(viewer, await request.formData())) ?? new Response(null, { status: 204 });
}

async function note(member: Member, fields: FormData): Promise<Response | null> {
  const form = parseForm(fields, ReadForm);
  if (!form.ok) return problem(422, "Invalid request", "A sign of life names a thread and the number of a post.");
  const { thread: threadId, number, seen, minute } = form.value;
  if (!(await noteRead({ member, threadId, number }))) return problem(404, "Not found", "There is no such thread.");
  if (seen.length > 0) await markReadInThread(member.id, threadId, seen);
  if (minute) await countMinute(member);
  return null;
}
