import { Form } from "@remix-run/react";
import { useRef, useState } from "react";
import { type CaseKind, decisionsOf, decisionWords, isMeasure, measureKinds } from "~/features/cases/cases";
import { sanctionLengths } from "~/features/sanctions/sanctions";
import { paths } from "~/paths";
import { FormErrors } from "~/ui/field";
import { errorsOf, type FormState, typed, typedAll } from "~/ui/form-state";
import { Unsent } from "~/ui/unsent";
import type { QueueScreen } from "../queue.server";

type Props = {
  current: NonNullable<QueueScreen["current"]>;
  count: number;
  kind: CaseKind | null;
  state: FormState;
};

/** The decisions with their keys, the reason, and the one button that names what it does. */
export function DecisionDock({ current, count, kind, state }: Props) {
  const reason = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState(typed(state, "decision"));
  const ofKind = kind ?? undefined;
  const { beside, context } = current;
  const what = context ? `post ${context.post.number}` : "this case";
  const label = decisionWords[chosen as keyof typeof decisionWords]?.label;
  const reasonErrors = errorsOf(state, "reason");
  const isOpen = current.closedAt === null && current.barred === null;
  return (
    <section className="queue-dock" aria-label="Decide">
      {isOpen ? <FormErrors errors={errorsOf(state, "")} /> : <Unsent state={state} />}
      <p className="queue-place">
        <b>{context ? `Post ${context.post.number}` : `Case ${current.id}`}</b>
        {current.closedAt === null && `${beside.place} of ${count} in the queue`}
      </p>
      {current.barred && <p className="queue-barred">{current.barred}</p>}
      {isOpen && (
        <Form method="post" className="queue-form" action={paths.queue({ kind: ofKind, case: current.id })}>
          <input type="hidden" name="case" value={current.id} />
          <input type="hidden" name="next" value={beside.after ?? beside.before ?? ""} />
          <fieldset className="queue-decisions">
            <legend className="visually-hidden">Decision</legend>
            {decisionsOf(current.kind).map((decision, index) => (
              <label key={decision} className="queue-decision">
                <input
                  type="radio"
                  name="decision"
                  value={decision}
                  required
                  data-key={index + 1}
                  defaultChecked={chosen === decision}
                  onClick={() => {
                    setChosen(decision);
                    reason.current?.focus();
                  }}
                />
                <kbd>{index + 1}</kbd> {decisionWords[decision].label}
              </label>
            ))}
          </fieldset>
          {errorsOf(state, "decision") && <p className="field-error">{errorsOf(state, "decision")!.join(" ")}</p>}
          {decisionsOf(current.kind).map(
            (decision) =>
              isMeasure(decision) &&
              decision !== "warn" && (
                <label key={decision} className="queue-length" data-length={decision}>
                  {decisionWords[decision].label} for
                  <select name={`length-${decision}`} defaultValue={typed(state, `length-${decision}`)}>
                    {sanctionLengths[measureKinds[decision]].map(({ seconds, words }) => (
                      <option key={seconds} value={seconds}>
                        {words}
                      </option>
                    ))}
                  </select>
                </label>
              ),
          )}
          {context && (
            <label className="queue-also">
              <input type="checkbox" name="alsoHide" defaultChecked={!state || typed(state, "alsoHide") === "on"} />{" "}
              Hide the post too
            </label>
          )}
          {current.spam && current.spam.hosts.length > 0 && (
            <fieldset className="queue-hosts">
              <legend>Links to these hosts are spam from now on</legend>
              {current.spam.hosts.map((host) => (
                <label key={host}>
                  <input
                    type="checkbox"
                    name="hosts"
                    value={host}
                    defaultChecked={!state || typedAll(state, "hosts").includes(host)}
                  />{" "}
                  {host}
                </label>
              ))}
            </fieldset>
          )}
          <div className="queue-reason field">
            <label htmlFor="field-reason">{reasonWords(current.kind, chosen)}</label>
            <input
              id="field-reason"
              name="reason"
              ref={reason}
              maxLength={300}
              defaultValue={typed(state, "reason")}
              aria-invalid={reasonErrors ? true : undefined}
              aria-describedby={reasonErrors && "error-reason"}
              onKeyDown={(event) => {
                if (event.key === "Escape") event.currentTarget.blur();
              }}
            />
            {reasonErrors && (
              <p className="field-error" id="error-reason">
                {reasonErrors.join(" ")}
              </p>
            )}
          </div>
          <button className="button button-primary">
            {label ? `${label}${chosen === "keep" || chosen === "hide" ? ` ${what}` : ""}` : "Decide"} <kbd>Enter</kbd>
          </button>
        </Form>
      )}
      <div className="queue-steps">
        {beside.after !== null && (
          <a href={paths.queue({ kind: ofKind, case: beside.after })} data-key="j">
            <kbd>j</kbd> next
          </a>
        )}
        {beside.before !== null && (
          <a href={paths.queue({ kind: ofKind, case: beside.before })} data-key="k">
            <kbd>k</kbd> previous
          </a>
        )}
        {context && (
          <a href={paths.postInThread(context.thread, context.post)} data-key="c">
            <kbd>c</kbd> context
          </a>
        )}
        {isOpen && current.mayCollect && (
          <Form method="post" className="queue-collect" action={paths.queue({ kind: ofKind, case: current.id })}>
            <button className="quiet" name="collect" value={current.id} data-key="s">
              <kbd>s</kbd> Spam: collect all of a day
            </button>
          </Form>
        )}
      </div>
    </section>
  );
}

/** Who reads the words. What concerns an undisclosed interest stands in no log unless the post is hidden. */
function reasonWords(kind: string, chosen: string) {
  if (kind === "interest" && chosen === "ask_interest") return "The question, for the author alone";
  if (kind === "interest" && chosen !== "hide") return "Reason, for moderators alone";
  return (
    <>
      Reason, for the author <span>and the public log</span>
    </>
  );
}
