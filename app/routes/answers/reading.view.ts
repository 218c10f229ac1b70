import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { requireMember } from "~/features/auth/auth.server";
import { ChooseViewForm } from "~/features/reading/reading";
import { chooseView } from "~/features/reading/reading.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse, problem } from "~/platform/responses.server";

export function loader() {
  return problem(405, "Method not allowed", "A view is chosen on a thread's page.", { Allow: "POST" });
}

/** Remembers the view and leads back to the thread. */
export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireMember(context);
  const form = parseForm(await request.formData(), ChooseViewForm);
  invariantResponse(form.ok, "A choice names a view, “flat”, “tree” or “map”, and a thread.", { status: 422 });
  const { view, thread } = form.value;
  await chooseView(member, view);
  return redirect(`${paths.threadById(thread)}?view=${view}`, 303);
}
