import { Field } from "./field";
import { errorsOf, type FormState, typed } from "./form-state";

/** The required public reason of a moderator's action. */
export function ReasonField({ state, help }: { state: FormState; help?: string }) {
  return (
    <Field
      name="reason"
      label="Reason"
      required
      minLength={3}
      maxLength={300}
      defaultValue={typed(state, "reason")}
      errors={errorsOf(state, "reason")}
      help={help}
    />
  );
}
