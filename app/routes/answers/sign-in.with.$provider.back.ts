/** Where a provider sends the browser back to. */
import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { getViewer } from "~/features/auth/auth.server";
import {
  completeSignIn,
  findIdentityOwner,
  findProvider,
  leadToJoining,
  linkIdentity,
  returnFrom,
  tokenFrom,
} from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { invariantResponse } from "~/platform/responses.server";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const provider = findProvider(params["provider"]);
  invariantResponse(provider, "Nobody signs in with that provider here.", { status: 404 });
  const returned = await returnFrom(provider, context.url, tokenFrom(request, "provider"));
  if (!returned.ok) {
    const why = returned.reason === "late" ? "late" : "provider";
    return redirect(returned.isLinking ? paths.signInMethods(why) : paths.signInRefused(why, returned.redirectTo), 303);
  }
  const { identity, memberId, redirectTo, invitation } = returned;
  if (memberId !== null) {
    // Whoever began to link must still be signed in with this browser.
    const viewer = await getViewer(context);
    const linked = viewer?.id === memberId ? await linkIdentity(memberId, identity) : null;
    if (!linked) return redirect(paths.signInRefused("late", paths.signInMethods()), 303);
    return redirect(paths.signInMethods(linked.ok ? "linked" : "taken"), 303);
  }
  const owner = await findIdentityOwner(identity);
  if (owner !== null) return completeSignIn(request, context, { memberId: owner, redirectTo });
  return leadToJoining({ kind: "identity", ...identity }, redirectTo, invitation);
}
