import { type ActionFunctionArgs, json } from "@remix-run/node";
import { findBan, getViewer } from "~/features/auth/auth.server";
import { markdownOfUpload, sentenceOfRefusal, statusOfRefusal, waitOfRefusal } from "~/features/uploads/uploads";
import { receiveUpload } from "~/features/uploads/uploads.server";
import { paths } from "~/paths";
import { problem } from "~/platform/responses.server";

export function loader() {
  return problem(405, "Method not allowed", "Send a form with the picture in “file” by POST.", { Allow: "POST" });
}

/**
 * What `POST /uploads` answers to who accepts JSON: 201 with `{ url, width, height, alt, markdown }`, or a problem whose
 * `detail` is a sentence for people.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await getViewer(context);
  if (!member) return problem(401, "Not signed in", "Sign in to add pictures.");
  const ban = await findBan(member);
  if (ban) return problem(403, "Not allowed just now", ban.words);

  const received = await receiveUpload(request, member);
  if (!received.ok) {
    const { refusal } = received;
    const wait = waitOfRefusal(refusal);
    const headers: Record<string, string> = wait === null ? {} : { "Retry-After": String(wait) };
    return problem(statusOfRefusal(refusal), "Not added", sentenceOfRefusal(refusal), headers);
  }
  const { hash, width, height, alt } = received.upload;
  const url = paths.upload({ hash });
  return json(
    { url, width, height, alt, markdown: markdownOfUpload({ hash, alt }) },
    { status: 201, headers: { Location: url } },
  );
}
