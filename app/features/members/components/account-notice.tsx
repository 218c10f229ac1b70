import type { ReactNode } from "react";

/** What has just been done, above a form or a list. */
export function AccountNotice({ children }: { children: ReactNode }) {
  return (
    <div className="notice" role="status">
      <p>{children}</p>
    </div>
  );
}
