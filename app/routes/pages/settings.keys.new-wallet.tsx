import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { countAttempt, limits, requireFreshProof, waitInWords } from "~/features/auth/auth.server";
import { WalletAnswer } from "~/features/keys/keys";
import { checkWallet, linkWallet, relyingParty } from "~/features/keys/keys.server";
import { paths } from "~/paths";
import { parseForm } from "~/platform/form.server";
import { Icon } from "~/ui/icon";
import { privateMeta } from "~/ui/page-meta";

const refusals = {
  invalid:
    "That signature was not accepted: it must be for the message that this page gave the wallet, within ten minutes.",
  "no-node": "That wallet is a contract, and this site has no node of its chain to ask.",
  silent:
    "That wallet is a contract, and the node of its chain did not answer within three seconds. Try again in a moment.",
  taken: "That wallet is linked already, to this account or to another one.",
  "too-many": "You have twenty wallets. Remove one first.",
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireFreshProof(request, context);
  return json({ origin: relyingParty().origin });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const member = await requireFreshProof(request, context);
  const form = parseForm(await request.formData(), WalletAnswer);
  const no = (words: string, status = 422) => json({ refused: words }, { status });
  if (!form.ok) return no("The wallet did not sign. A wallet needs script.");
  const wait = await countAttempt(limits.walletByAddress, context.address);
  if (wait > 0) return no(`Too many attempts. Try again ${waitInWords(wait)}.`, 429);
  const proved = await checkWallet(form.value, member.id);
  if (!proved.ok) return no(refusals[proved.reason]);
  const linked = await linkWallet(member.id, proved.account);
  if (!linked.ok) return no(refusals[linked.reason], 409);
  return redirect(paths.signInMethods("linked"), 303);
}

export default function NewWalletPage() {
  const { origin } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>()?.refused;
  return (
    <section className="settings">
      <h1>Link a wallet</h1>
      <p className="page-lead">
        Your wallet signs a message, which costs nothing and moves nothing. The address is shown to nobody unless you
        say so.
      </p>
      <form method="post" className="settings-form" data-wallet="new-wallet" data-origin={origin}>
        {refused && (
          <p className="notice notice-signal" role="alert">
            {refused}
          </p>
        )}
        <input type="hidden" name="message" />
        <input type="hidden" name="signature" />
        <div className="form-actions">
          <button className="button button-primary with-script">
            <Icon name="wallet" /> Sign with a wallet
          </button>
          <a href={paths.signInMethods()}>Back</a>
        </div>
        <p className="without-script">A wallet needs script, which your browser has off.</p>
      </form>
    </section>
  );
}

export const meta: MetaFunction = () => privateMeta("Link a wallet");
