import type { ReactNode } from "react";

/** Ten codes, shown this once, with what else there is to say before going on. */
export function RecoveryCodes({ codes, onward, children }: { codes: string[]; onward: string; children?: ReactNode }) {
  return (
    <section className="settings">
      <h1>Keep these codes</h1>
      <p className="page-lead">
        Each of them is good once, when your app, your passkey or your wallet is lost. They are shown this once: print
        them, or keep them where you keep passwords.
      </p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      {children}
      <div className="form-actions">
        <a className="button button-primary" href={onward}>
          I have kept them
        </a>
      </div>
    </section>
  );
}
