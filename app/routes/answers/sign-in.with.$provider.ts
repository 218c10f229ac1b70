/** Leads to a provider: to sign in, or, for a member with a fresh proof, to link an identity there. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { z } from "zod";
import { countAttempt, limits, requireFreshProof } from "~/features/auth/auth.server";
import { findProvider, leaveFor, tokenCookie } from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { invariantResponse } from "~/platform/responses.server";
import { safePath } from "~/platform/safe-path";

const Leaving = z.object({
  intent: z.enum(["sign-in", "link"]).default("sign-in"),
  redirectTo: z.string().max(2_000).optional(),
  invitation: z.string().max(200).default(""),
});

export const loader = (_: LoaderFunctionArgs) => redirect(paths.signIn(), 303);

export async function action({ request, context, params }: ActionFunctionArgs) {
  const provider = findProvider(params["provider"]);
  invariantResponse(provider, "Nobody signs in with that provider here.", { status: 404 });
  const form = parseForm(await request.clone().formData(), Leaving);
  invariantResponse(form.ok, "That form is not one of ours.", { status: 422 });
  const { intent, invitation } = form.value;
  const isLinking = intent === "link";
  const member = isLinking
    ? await requireFreshProof(new Request(request.url), {
        ...context,
        url: new URL(paths.signInMethods(), context.url),
      })
    : null;
  const redirectTo = safePath(form.value.redirectTo);
  const refused = (why: string) =>
    redirect(isLinking ? paths.signInMethods(why) : paths.signInRefused(why, redirectTo), 303);
  if ((await countAttempt(limits.providerByAddress, context.address)) > 0) return refused("too-often");
  const left = await leaveFor(provider, { memberId: member?.id ?? null, redirectTo, invitation });
  if (!left.ok) return refused("provider-silent");
  return redirect(left.to, {
    status: 303,
    headers: { "Set-Cookie": tokenCookie("provider", left.state, { path: paths.signIn(), minutes: 15 }) },
  });
}
