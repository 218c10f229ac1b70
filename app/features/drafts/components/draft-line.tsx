import { useEffect, useState } from "react";
import { paths } from "~/paths";
import { Time } from "~/ui/time";
import { useIsHydrated } from "~/ui/use-is-hydrated";
import type { HeldDraft } from "./use-draft";

const wordsByStatus = {
  untouched: "",
  typing: "…",
  saving: "Saving …",
  offline: "Not saved: no connection. This browser keeps it.",
  failed: "Not saved: the server can’t save just now. This browser keeps it.",
  "too-long": "Not saved: a draft holds 64 KB.",
  refused: "Not saved: the server refused it. This browser keeps it.",
};

/** Says where the text is saved. */
export function DraftLine({ draft }: { draft: HeldDraft }) {
  return (
    <p className="draft-line" role="status">
      {draft.status === "saved" ? (
        draft.savedAt && <SavedAgo at={draft.savedAt} />
      ) : draft.status === "signed-out" ? (
        <>
          Not saved: you are signed out. This browser keeps it; <a href={paths.signIn()}>sign in</a> again.
        </>
      ) : (
        wordsByStatus[draft.status]
      )}
    </p>
  );
}

function SavedAgo({ at }: { at: Date }) {
  // The server's and browser's clocks differ, so show the exact time until the page is hydrated, then its age.
  const isLive = useIsHydrated();
  return (
    <span aria-live="off">
      Draft saved {isLive ? <Ago at={at} /> : <Time at={at.toISOString()} short />} ·{" "}
      <a href={paths.drafts()}>all drafts</a>
    </span>
  );
}

function Ago({ at }: { at: Date }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.round((now.getTime() - at.getTime()) / 1000));
  if (seconds < 5) return "just now";
  if (seconds < 60) return `${seconds}\u00a0s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}\u00a0min ago`;
  return <Time at={at.toISOString()} short />;
}

/** Two devices wrote in one place: shows both texts to choose from. */
export function DraftConflict({ draft }: { draft: HeldDraft }) {
  if (!draft.conflict) return null;
  const { theirs } = draft.conflict;
  return (
    <div className="notice notice-signal" role="alert">
      <p>
        {theirs ? (
          <>
            <b>This text was also changed elsewhere</b>, on another device or in another window. Yours stands in the
            form; nothing was lost.
          </>
        ) : (
          <>
            <b>This draft was posted or discarded elsewhere.</b> What you typed here stands in the form.
          </>
        )}
      </p>
      {theirs && (
        <details>
          <summary>The other text</summary>
          <pre className="draft-other">
            {[theirs.fields["title"]?.[0], theirs.fields["body"]?.[0]].filter(Boolean).join("\n\n")}
          </pre>
        </details>
      )}
      <p className="notice-actions">
        <button type="button" className="button" onClick={draft.keepMine}>
          Keep mine
        </button>
        <button type="button" className="button" onClick={draft.takeTheirs}>
          {theirs ? "Take the other" : "Discard mine"}
        </button>
      </p>
    </div>
  );
}
