import type { ReactNode } from "react";
import { WayRow } from "~/features/members/components/way-rows";
import { paths } from "~/paths";
import { Icon } from "~/ui/icon";
import { Time } from "~/ui/time";
import type { OwnKeys } from "../own-keys.server";

type Used = { createdAt: string; lastUsedAt: string | null };

const Dates = ({ word, createdAt, lastUsedAt, children }: Used & { word: string; children?: ReactNode }) => (
  <>
    {word} <Time at={createdAt} short />
    {lastUsedAt && (
      <>
        {" · "}last used <Time at={lastUsedAt} short />
      </>
    )}
    {children}
  </>
);

const Change = ({ kind, id, of }: { kind: string; id: string | number; of: string }) => (
  <a className="quiet" href={paths.ownKey(kind, id)}>
    Change<span className="visually-hidden"> {of}</span>
  </a>
);

/** What one signs in with beside a password: passkeys, wallets, providers; and the second factor. */
export function KeySections({ passkeys, wallets, identities, providers, factor, kept }: OwnKeys) {
  return (
    <>
      <section
        className="ways"
        data-passkeys-kept={kept.ids.join(" ")}
        data-rp={kept.rp}
        data-users={kept.users.join(" ")}
      >
        <h2>Passkeys</h2>
        {passkeys.length > 0 && (
          <ul>
            {passkeys.map((passkey) => (
              <WayRow
                key={passkey.id}
                name={passkey.name}
                note={
                  <Dates word="added" {...passkey}>
                    {passkey.isBackedUp && " · synchronised"}
                  </Dates>
                }
              >
                <Change kind="passkey" id={passkey.id} of={passkey.name} />
              </WayRow>
            ))}
          </ul>
        )}
        <p className="ways-note">
          A passkey never leaves your devices and stands in for password and second factor together.
        </p>
        <p className="form-actions">
          <a className="button" href={paths.newPasskey()}>
            <Icon name="key" /> Add a passkey
          </a>
        </p>
      </section>
      <section className="ways">
        <h2>Second factor</h2>
        <ul>
          <WayRow
            name={factor.isOn ? (factor.appSince ? "Authenticator app" : "Passkey") : "Off"}
            note={
              factor.isOn ? (
                <>
                  {factor.appSince && (
                    <>
                      since <Time at={factor.appSince} short />
                      {factor.asksPasskey && ", or a passkey"} ·{" "}
                    </>
                  )}
                  {factor.codesLeft} of 10 recovery codes left
                </>
              ) : (
                "a password, a wallet or a provider alone signs in"
              )
            }
          >
            <a className="quiet" href={paths.ownSecondFactor()}>
              {factor.isOn ? "Change" : "Turn on"}
              <span className="visually-hidden"> second factor</span>
            </a>
          </WayRow>
        </ul>
        <p className="ways-note">Asked for after a password, a wallet or a provider, and before changes here.</p>
      </section>
      <section className="ways">
        <h2>Ethereum wallets</h2>
        {wallets.length > 0 && (
          <ul>
            {wallets.map((wallet) => (
              <WayRow
                key={wallet.id}
                name={wallet.address}
                note={
                  <Dates word="linked" {...wallet}>
                    {wallet.ensName !== null && ` · ${wallet.ensName}`}
                    {wallet.chainId > 0 && ` · a contract on chain ${wallet.chainId}`}
                    {wallet.isShown && " · shown on your profile"}
                  </Dates>
                }
              >
                <Change kind="wallet" id={wallet.id} of={wallet.address} />
              </WayRow>
            ))}
          </ul>
        )}
        <p className="ways-note">
          Signing a message costs nothing and moves nothing. The address is shown to nobody unless you say so.
        </p>
        <p className="form-actions">
          <a className="button" href={paths.newWallet()}>
            <Icon name="wallet" /> Link a wallet
          </a>
        </p>
      </section>
      {(providers.length > 0 || identities.length > 0) && (
        <section className="ways">
          <h2>Providers</h2>
          <ul>
            {identities.map((identity) => (
              <WayRow
                key={identity.id}
                name={identity.label}
                note={
                  <Dates word={`${new URL(identity.issuer).host}, proved`} {...identity}>
                    {identity.isShown && " · shown on your profile"}
                    {!providers.some(({ issuer }) => issuer === identity.issuer) &&
                      " · no way in: it is switched off here"}
                  </Dates>
                }
              >
                <Change kind="identity" id={identity.id} of={identity.label} />
              </WayRow>
            ))}
            {providers
              .filter(({ issuer }) => !identities.some((identity) => identity.issuer === issuer))
              .map(({ name, words }) => (
                <WayRow key={name} name={words} note="not linked">
                  <form method="post" action={paths.signInWith(name)}>
                    <input type="hidden" name="intent" value="link" />
                    <button className="button">
                      Link<span className="visually-hidden"> {words}</span>
                    </button>
                  </form>
                </WayRow>
              ))}
          </ul>
          <p className="ways-note">Linking asks for a fresh sign-in here and there.</p>
        </section>
      )}
    </>
  );
}
