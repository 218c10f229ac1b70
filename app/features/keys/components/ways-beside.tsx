import { paths } from "~/paths";
import { Icon } from "~/ui/icon";

type WalletShown = {
  /** Which message the wallet signs. */
  kind: "wallet" | "own-wallet";
  as: "sign-in" | "proof";
  origin: string;
  redirectTo: string;
  /** The token of an invitation's link. */
  invitation?: string;
};

/** A form that a wallet signs; without script it says that it needs one. */
export function WalletButton({ kind, as, origin, redirectTo, invitation = "" }: WalletShown) {
  return (
    <form method="post" action={paths.signInByWallet()} data-wallet={kind} data-origin={origin}>
      <input type="hidden" name="message" />
      <input type="hidden" name="signature" />
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="redirectTo" value={redirectTo} />
      <input type="hidden" name="invitation" value={invitation} />
      <button className="button with-script">
        <Icon name="wallet" /> Ethereum wallet
      </button>
      <p className="without-script">A wallet needs script, which your browser has off.</p>
    </form>
  );
}

type Provider = { name: string; words: string };
type Shown = { origin: string; providers: Provider[]; redirectTo: string; invitation?: string };

/** The ways in and to join beside passkey and password, as equals: a wallet, and the providers that are configured. */
export function WaysBeside({ origin, providers, redirectTo, invitation = "" }: Shown) {
  return (
    <div className="key-ways">
      <WalletButton kind="wallet" as="sign-in" origin={origin} redirectTo={redirectTo} invitation={invitation} />
      {providers.map(({ name, words }) => (
        <form key={name} method="post" action={paths.signInWith(name)}>
          <input type="hidden" name="redirectTo" value={redirectTo} />
          <input type="hidden" name="invitation" value={invitation} />
          <button className="button">{words}</button>
        </form>
      ))}
    </div>
  );
}
