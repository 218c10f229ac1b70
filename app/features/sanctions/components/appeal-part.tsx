import { Form } from "@remix-run/react";
import { FormErrors } from "~/ui/field";
import { errorsOf, type FormState, typed } from "~/ui/form-state";
import { Time } from "~/ui/time";
import { Unsent } from "~/ui/unsent";

type Props = {
  /** The hidden field that says what it is against. */
  against: { name: "sanction" | "action"; id: number };
  appeal: { words: string; at: string; decidedAt: string | null; isGranted: boolean; answer: string } | null;
  state: FormState;
};

/** What the member said against a decision and what came of it, or the form for it. */
export function AppealPart({ against, appeal, state }: Props) {
  const isThis = typed(state, against.name) === String(against.id);
  const own = isThis ? state : undefined;
  if (appeal)
    return (
      <>
        <Unsent state={own} />
        <Appealed appeal={appeal} />
      </>
    );
  // The page has one of these for each decision.
  const id = `appeal-${against.name}-${against.id}`;
  const errors = errorsOf(own, "words");
  return (
    <details className="appeal" open={isThis}>
      <summary>Appeal</summary>
      <Form method="post" reloadDocument>
        <FormErrors errors={errorsOf(own, "")} />
        <input type="hidden" name={against.name} value={against.id} />
        <div className="field">
          <label htmlFor={id}>What was overlooked?</label>
          <textarea
            id={id}
            name="words"
            rows={5}
            maxLength={2_000}
            defaultValue={typed(own, "words")}
            aria-describedby={errors ? `${id}-help ${id}-error` : `${id}-help`}
            aria-invalid={errors ? true : undefined}
          />
          <p className="field-help" id={`${id}-help`}>
            You can appeal once. Somebody else than who decided reads it, and answers in your inbox.
          </p>
          {errors && (
            <p className="field-error" id={`${id}-error`}>
              {errors.join(" ")}
            </p>
          )}
        </div>
        <p className="form-actions">
          <button className="button">Send the appeal</button>
        </p>
      </Form>
    </details>
  );
}

function Appealed({ appeal }: { appeal: NonNullable<Props["appeal"]> }) {
  return (
    <div className="appeal">
      <p dir="auto">
        You appealed, <Time at={appeal.at} />: {appeal.words}
      </p>
      <p dir="auto">
        {appeal.decidedAt === null ? (
          "Another moderator looks at it, and you are told in your inbox."
        ) : (
          <>
            <b>{appeal.isGranted ? "Granted" : "Refused"}</b>, <Time at={appeal.decidedAt} />: {appeal.answer}
          </>
        )}
      </p>
    </div>
  );
}
