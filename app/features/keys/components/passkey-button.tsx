import { paths } from "~/paths";
import { Icon } from "~/ui/icon";

type Shown = {
  /** Which challenge the browser asks for. */
  kind: "passkey" | "second" | "own-passkey";
  as: "sign-in" | "second" | "proof";
  /** The one address at which passkeys work. */
  origin: string;
  redirectTo: string;
  isPrimary?: boolean;
};

/** A form that the browser's passkey fills in and sends; without script it says that it needs one. */
export function PasskeyButton({ kind, as, origin, redirectTo, isPrimary = false }: Shown) {
  return (
    <form method="post" action={paths.signInByPasskey()} data-passkey={kind} data-origin={origin}>
      <input type="hidden" name="answer" />
      <input type="hidden" name="as" value={as} />
      <input type="hidden" name="redirectTo" value={redirectTo} />
      <button className={isPrimary ? "button button-primary with-script" : "button with-script"}>
        <Icon name="key" /> Use a passkey
      </button>
      <p className="without-script">A passkey needs script, which your browser has off.</p>
    </form>
  );
}
