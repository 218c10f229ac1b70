import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import { settingsPagesFor } from "~/features/members/components/settings-pages";

/** The settings begin with the first page that is open to the member. */
export async function loader({ context }: LoaderFunctionArgs) {
  const viewer = await getViewer(context);
  return redirect(settingsPagesFor({ isSuspended: viewer?.isSuspended ?? false })[0]!.href, 303);
}
