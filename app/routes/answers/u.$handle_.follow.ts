import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { getViewer, requireMember, signInKeepingText, takeHeldForm } from "~/features/auth/auth.server";
import { openProfile } from "~/features/members/members.server";
import { StanceForm } from "~/features/notifications/notifications";
import { chooseStance } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { safePath } from "~/platform/safe-path";

/** Following is sent; the address itself leads to the profile. A form that was sent signed out is done after signing in. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const other = await openProfile(params["handle"], paths.followMember);
  const held = await takeHeldForm(context);
  if (held?.sent("stance") === "follow" && held.by.id !== other.id) await chooseStance(held.by, other.id, "follow");
  return redirect(paths.member(other), 302);
}

/** Follows or mutes the member of the profile, or ends both. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const member = await requireMember(context);
  const other = await openProfile(params["handle"], paths.followMember);
  const form = parseForm(await request.formData(), StanceForm);
  invariantResponse(form.ok, "A member is followed, muted or neither.", { status: 422 });
  invariantResponse(other.id !== member.id, "Nobody follows or mutes themselves.", { status: 422 });
  await chooseStance(member, other.id, form.value.stance);
  return redirect(safePath(form.value.back, paths.member(other)), 303);
}
