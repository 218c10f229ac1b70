import { type ActionFunctionArgs, json } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { fieldsOf, readPlace } from "~/features/drafts/drafts";
import { saveDraft } from "~/features/drafts/drafts.server";
import { problem } from "~/platform/responses.server";

export function loader() {
  return problem(405, "Method not allowed", "Drafts are sent.", { Allow: "POST" });
}

/** A form's fields with `draftPlace` and `draftVersion` → `{ version, updatedAt }`, or 409 with `{ theirs }`. */
export async function action({ request, context }: ActionFunctionArgs) {
  const viewer = await getViewer(context);
  if (!viewer) return problem(401, "Signed out", "Sign in again to save this draft.");
  if (viewer.isSuspended) return problem(403, "Suspended", "Your account is suspended: you can read, but not write.");
  const form = await request.formData();
  const place = String(form.get("draftPlace") ?? "");
  const version = Number(form.get("draftVersion") ?? 0);
  if (!readPlace(place) || !Number.isInteger(version) || version < 0 || version > 1_000_000_000)
    return problem(422, "Invalid request", "A draft names its place and the version it began from.");
  form.delete("draftPlace");

  const saved = await saveDraft({ memberId: viewer.id, place, fields: fieldsOf(form.entries(), place), version });
  if (saved.ok) return json({ version: saved.version, updatedAt: saved.updatedAt });
  if (saved.reason === "conflict") return json({ theirs: saved.theirs }, { status: 409 });
  return saved.reason === "too-long"
    ? problem(422, "Too long", "A draft holds what a post holds: 64 KB.")
    : problem(422, "Too many drafts", "You have 200 drafts: throw some away first.");
}
