import { useRouteError } from "@remix-run/react";
import { useContext } from "react";
import { ErrorPage } from "./error-page";
import { failureOf } from "./failure";
import { GivenBack, KeptForm } from "./kept-form";
import { lastSubmit } from "./last-submit";
import { PageFacts } from "./page-facts";
import { worthReading } from "./typed-fields";

/** Stands in for a page that failed: what happened, and the way on or the form that was sent. */
export function RouteError({ wayOn }: { wayOn: { href: string; words: string } }) {
  const { requestId, fault } = useContext(PageFacts);
  const { status, message, fields, appeal } = failureOf(useRouteError(), fault);
  const typed = worthReading(fields);
  // A refusal says what to do about it; a failure must not lose the form.
  const sent = status < 500 ? null : lastSubmit();
  return (
    <ErrorPage status={status} message={message} requestId={requestId}>
      {typed.length > 0 && <GivenBack fields={typed} />}
      {appeal !== null ? (
        <p>
          <a className="button button-primary" href={appeal}>
            What was decided, and how to appeal
          </a>
        </p>
      ) : sent ? (
        <KeptForm {...sent} />
      ) : (
        <p>
          <a className="button button-primary" href={wayOn.href}>
            {wayOn.words}
          </a>
        </p>
      )}
    </ErrorPage>
  );
}
