import type { ReactNode } from "react";

/** The page of a mailed link that no longer works. */
export function DeadLink({ children }: { children: ReactNode }) {
  return (
    <section className="state-page">
      <h1>This link no longer works</h1>
      <p className="state-lead">
        It works once and for a limited time, and a change of the password or the address ends it.
      </p>
      <p className="form-actions">{children}</p>
    </section>
  );
}
