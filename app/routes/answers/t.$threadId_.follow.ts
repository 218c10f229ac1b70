import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { getViewer, requireMember, signInKeepingText, takeHeldForm } from "~/features/auth/auth.server";
import { LevelForm } from "~/features/notifications/notifications";
import { chooseLevel } from "~/features/notifications/notifications.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { idParam } from "~/platform/id-param";
import { invariantResponse } from "~/platform/responses.server";
import { safePath } from "~/platform/safe-path";

/**
 * Levels are sent; the address itself leads to the thread. Whoever pressed "Following" signed out, and comes here with that form
 * after signing in, follows the thread by now. No form but that one is done this way.
 */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const threadId = idParam(params["threadId"]);
  const held = await takeHeldForm(context);
  if (held?.sent("level") === "follow") await chooseLevel(held.by, threadId, "follow");
  return redirect(paths.threadById(threadId), 302);
}

/** Keeps how closely the member follows a thread, and leads back to the page that the form stands on. */
export async function action({ params, request, context }: ActionFunctionArgs) {
  if (!(await getViewer(context))) return signInKeepingText(request, context);
  const member = await requireMember(context);
  const threadId = idParam(params["threadId"]);
  const form = parseForm(await request.formData(), LevelForm);
  invariantResponse(form.ok, "A thread is followed, normal or muted.", { status: 422 });
  const { level, back } = form.value;
  const isKept = await chooseLevel(member, threadId, level);
  invariantResponse(isKept, "There is no such thread.", { status: 404 });
  return redirect(safePath(back, paths.threadById(threadId)), 303);
}
