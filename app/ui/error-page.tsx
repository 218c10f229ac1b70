import type { ReactNode } from "react";

const wordsByStatus: Record<number, { name: string; what: string; todo: string }> = {
  400: {
    name: "Bad request",
    what: "Unknown option in the address.",
    todo: "Check the part after the question mark, or start from the list of threads.",
  },
  403: {
    name: "No permission",
    what: "This is not yours to open.",
    todo: "If you think it should be, sign in with another account or ask a moderator.",
  },
  404: {
    name: "Not found",
    what: "There is nothing at this address.",
    todo: "It may have been removed. The list is a good place to go on.",
  },
  409: {
    name: "Conflict",
    what: "Something changed while you were writing.",
    todo: "Go back, reload, and try again. What you typed is still in the form.",
  },
  410: {
    name: "Gone",
    what: "This text is no longer shown.",
    todo: "Its author or a moderator took it back. The list is a good place to go on.",
  },
  429: { name: "Too many requests", what: "That was too often.", todo: "Wait a little and try again." },
  503: {
    name: "Unavailable",
    what: "The forum can't answer just now.",
    todo: "Nothing you sent was saved twice. Try again in a few seconds.",
  },
};

/** Any other status of the 400s: what was sent is at fault, not the site. */
const refused = {
  name: "Not accepted",
  what: "What was sent can't be taken.",
  todo: "Go back, reload the page, and try again.",
};
const broken = { name: "Error", what: "Something broke on our side." };
const todoOf = {
  withNumber: "It has been noted with the number below. Try again; if it stays, tell a moderator that number.",
  without: "Try again; if it stays, tell a moderator what you did.",
};

type Words = { name: string; what: string; todo?: string };
const wordsOf = (status: number): Words => wordsByStatus[status] ?? (status >= 400 && status < 500 ? refused : broken);

export const errorName = (status: number) => wordsOf(status).name;

type Props = { status: number; message?: string | undefined; requestId?: string | undefined; children?: ReactNode };

/** The error page: what happened and what to do. */
export function ErrorPage({ status, message, requestId, children }: Props) {
  const { name, what, todo = requestId ? todoOf.withNumber : todoOf.without } = wordsOf(status);
  // Some sentences begin with the heading's.
  const lead = message?.replace(what, "").trim() || todo;
  return (
    <section className="state-page">
      <p className="state-code">
        {status} · {name}
      </p>
      <h1>{what}</h1>
      <p className="state-lead">{lead}</p>
      {children}
      {requestId && (
        <p className="state-id">
          Request <span data-request-id="">{requestId}</span>
        </p>
      )}
    </section>
  );
}
