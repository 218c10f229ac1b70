/** Signs in by passkey, which is both factors. Also the fresh proof and the second factor by passkey. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { z } from "zod";
import { countAttempt, getViewer, limits } from "~/features/auth/auth.server";
import {
  checkPasskey,
  completeSecondFactor,
  completeSignIn,
  findHalfSignedIn,
  jsonOf,
  PasskeyAnswer,
} from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";

const Answer = z.object({
  answer: jsonOf(PasskeyAnswer, "That is no passkey’s answer."),
  redirectTo: z.string().max(2_000).optional(),
  /** What the passkey is for. */
  as: z.enum(["sign-in", "second", "proof"]).default("sign-in"),
});

export const loader = (_: LoaderFunctionArgs) => redirect(paths.signIn(), 303);

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), Answer);
  const redirectTo = safePath(form.fields.get("redirectTo"));
  if (!form.ok) return redirect(paths.signInRefused("passkey", redirectTo), 303);
  const wait = await countAttempt(limits.signInByAddress, context.address);
  if (wait > 0) return redirect(paths.signInRefused("too-often", redirectTo), 303);

  const { answer, as } = form.value;
  if (as === "second") {
    const half = await findHalfSignedIn(request);
    const checked = half && (await checkPasskey(answer, half.memberId));
    const response = checked?.ok ? await completeSecondFactor(request, context) : null;
    return (
      response ?? redirect(half ? `${paths.secondFactor()}?refused` : paths.signInRefused("late", redirectTo), 303)
    );
  }
  const viewer = as === "proof" ? await getViewer(context) : null;
  if (as === "proof" && !viewer) return redirect(paths.signIn(redirectTo), 303);
  const checked = await checkPasskey(answer, viewer?.id ?? null);
  if (checked.ok) return completeSignIn(request, context, { memberId: checked.memberId, redirectTo, isBoth: true });
  if (viewer) return redirect(`${paths.prove(redirectTo)}&refused=passkey`, 303);
  const isUnknown = checked.reason === "unknown";
  return redirect(
    paths.signInRefused(isUnknown ? "unknown-passkey" : "passkey", redirectTo, isUnknown ? answer.id : undefined),
    303,
  );
}
