/** On a profile: from where posts were taken over, and how their owner gets them. */
import { paths } from "~/paths";
import { formatDate } from "~/ui/time";

export type ImportedFrom = {
  username: string;
  host: string;
  importedAt: string;
  takenAt: string | null;
  isPlaceholder: boolean;
};

export function ImportedFrom({ imported, name }: { imported: ImportedFrom[]; name: string }) {
  if (imported.length === 0) return null;
  return (
    <section>
      {imported.map(({ username, host, importedAt, takenAt, isPlaceholder }) =>
        isPlaceholder ? (
          <div key={host + username} className="notice">
            <p>
              <b>
                Taken over from {host} on {formatDate(importedAt)}.
              </b>{" "}
              {name} wrote there as @{username}. Nobody signs in here under this name, and it gets no mail.
            </p>
            <p>
              Is this you? <a href={paths.signIn(paths.ownImports())}>Sign in</a> or <a href={paths.signUp()}>join</a>,
              verify the mail address that you used at {host}, and <a href={paths.ownImports()}>take your posts over</a>
              . If the forum doesn’t know that address, an administrator can give them to you.
            </p>
          </div>
        ) : (
          <p key={host + username} className="line-note">
            Also wrote as @{username} at {host}; those posts were taken over on {formatDate(takenAt ?? importedAt)}.
          </p>
        ),
      )}
    </section>
  );
}
