import type { ReactNode } from "react";
import { paths } from "~/paths";
import { Time } from "~/ui/time";
import type { AccountFacts } from "../account-facts.server";

/** A way into an account: its name, one line of dates and use, and quiet actions. */
export function WayRow({ name, note, children }: { name: string; note: ReactNode; children?: ReactNode }) {
  return (
    <li className="way">
      <p className="way-name">{name}</p>
      <p className="way-note">{note}</p>
      {children && <div className="way-actions">{children}</div>}
    </li>
  );
}

export function PasswordRow({ hasPassword, passwordSetAt }: Pick<AccountFacts, "hasPassword" | "passwordSetAt">) {
  return (
    <WayRow
      name="Password"
      note={
        hasPassword ? (
          passwordSetAt ? (
            <>
              set <Time at={passwordSetAt} short />
            </>
          ) : (
            "set"
          )
        ) : (
          "not set"
        )
      }
    >
      <a className="quiet" href={paths.changePassword()}>
        {hasPassword ? "Change" : "Set"}
        <span className="visually-hidden"> password</span>
      </a>
    </WayRow>
  );
}

type MailFacts = Pick<AccountFacts, "address" | "addressVerifiedAt"> & {
  /** Addresses to which a link was sent that is still good. */
  awaited: string[];
  isMailOn: boolean;
};

export function MailRow({ address, addressVerifiedAt, awaited, isMailOn }: MailFacts) {
  return (
    <WayRow
      name={address ?? "E-mail"}
      note={
        <>
          {addressVerifiedAt ? (
            <>
              e-mail, confirmed <Time at={addressVerifiedAt} short /> · the way back when a password is lost
            </>
          ) : address ? (
            "e-mail, not confirmed: it can’t bring you back yet"
          ) : (
            "none: nothing brings you back when a password is lost"
          )}
          {awaited.map((sentTo) => (
            <span key={sentTo} className="way-awaited">
              A link was sent to {sentTo}; open it within an hour.
            </span>
          ))}
          {!isMailOn && <span className="way-awaited">This forum sends no mail, so no address can be confirmed.</span>}
        </>
      }
    >
      {isMailOn && (
        <a className="quiet" href={paths.changeEmail()}>
          {address === null ? "Add" : addressVerifiedAt ? "Change" : "Confirm or change"}
          <span className="visually-hidden"> e-mail address</span>
        </a>
      )}
    </WayRow>
  );
}
