import { errorsOf, type FormState, typed } from "~/ui/form-state";
import { flagReasons, flagWords, questionOf } from "../flags";

/** The reasons of a flag. The one that is chosen opens its question in place. */
export function FlagReasons({ state }: { state: FormState }) {
  const chosen = typed(state, "reason");
  const missing = errorsOf(state, "reason");
  return (
    <fieldset className="flag-reasons" aria-describedby={missing && "error-reason"}>
      <legend className="visually-hidden">Why should a moderator look at it?</legend>
      {missing && (
        <p className="field-error" id="error-reason">
          {missing.join(" ")}
        </p>
      )}
      {flagReasons.map((reason) => {
        const { name, says, question } = flagWords[reason];
        const field = questionOf(reason);
        const errors = errorsOf(state, field);
        return (
          <div className="flag-reason" key={reason}>
            <label>
              <input type="radio" name="reason" value={reason} required defaultChecked={chosen === reason} />
              <b>{name}</b>
              <span>{says}</span>
            </label>
            <div className="flag-question field">
              <label htmlFor={`field-${field}`}>{question}</label>
              <textarea
                id={`field-${field}`}
                name={field}
                rows={2}
                maxLength={600}
                defaultValue={typed(state, field)}
                aria-invalid={errors ? true : undefined}
                aria-describedby={errors && `error-${field}`}
              />
              {errors && (
                <p className="field-error" id={`error-${field}`}>
                  {errors.join(" ")}
                </p>
              )}
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
