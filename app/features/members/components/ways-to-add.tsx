import { paths } from "~/paths";
import type { WayToAdd } from "../ways-in.server";

/** One quiet line for a member who has nothing but a wallet or a provider to come back with; nothing for others. */
export function WaysToAdd({ ways }: { ways: WayToAdd[] }) {
  if (ways.length === 0) return null;
  return (
    <p className="ways-to-add">
      If your wallet or provider is lost, only a recovery code lets you in. Add{" "}
      <a href={paths.newPasskey()}>a passkey</a>
      {ways.includes("mail") && (
        <>
          {" "}
          or <a href={paths.changeEmail()}>an e-mail address</a>
        </>
      )}
      .
    </p>
  );
}
