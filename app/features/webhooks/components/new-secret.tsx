import type { ReactNode } from "react";
import { paths } from "~/paths";

/** A secret that is shown this once. */
export function NewSecret({ secret, children }: { secret: string; children?: ReactNode }) {
  return (
    <section className="settings-form" aria-labelledby="new-secret">
      <h2 id="new-secret">The secret</h2>
      <p>
        Copy it now: it is shown this once. With it the receiver checks that a message comes from here, as{" "}
        <a href={`${paths.api()}#webhooks`}>the page of the API</a> shows.
      </p>
      <div className="field">
        <label htmlFor="secret">Secret</label>
        <input id="secret" readOnly defaultValue={secret} spellCheck={false} />
      </div>
      {children}
    </section>
  );
}
