/** Signs in by wallet; a wallet of nobody leads to joining. Also the fresh proof by wallet. */
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { z } from "zod";
import { countAttempt, getViewer, limits } from "~/features/auth/auth.server";
import { WalletAnswer } from "~/features/keys/keys";
import { checkWallet, completeSignIn, findWalletOwner, leadToJoining } from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { safePath } from "~/platform/safe-path";

const Answer = WalletAnswer.extend({
  redirectTo: z.string().max(2_000).optional(),
  invitation: z.string().max(200).default(""),
  as: z.enum(["sign-in", "proof"]).default("sign-in"),
});

export const loader = (_: LoaderFunctionArgs) => redirect(paths.signIn(), 303);

const refusals = { invalid: "wallet", "no-node": "wallet-no-node", silent: "wallet-silent" };

export async function action({ request, context }: ActionFunctionArgs) {
  const form = parseForm(await request.formData(), Answer);
  const redirectTo = safePath(form.fields.get("redirectTo"));
  if (!form.ok) return redirect(paths.signInRefused("wallet", redirectTo), 303);
  const wait = await countAttempt(limits.walletByAddress, context.address);
  if (wait > 0) return redirect(paths.signInRefused("too-often", redirectTo), 303);

  const viewer = form.value.as === "proof" ? await getViewer(context) : null;
  if (form.value.as === "proof" && !viewer) return redirect(paths.signIn(redirectTo), 303);
  const proved = await checkWallet(form.value, viewer?.id ?? null);
  const refused = (why: string) =>
    redirect(viewer ? `${paths.prove(redirectTo)}&refused` : paths.signInRefused(why, redirectTo), 303);
  if (!proved.ok) return refused(refusals[proved.reason]);
  const memberId = await findWalletOwner(proved.account);
  if (viewer && memberId !== viewer.id) return refused("wallet");
  if (memberId !== null) return completeSignIn(request, context, { memberId, redirectTo });
  return leadToJoining({ kind: "wallet", ...proved.account }, redirectTo, form.value.invitation);
}
