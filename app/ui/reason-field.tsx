import { Field } from "./field";
import { fieldOf, type FormState } from "./form-state";

/** The required public reason of a moderator's action. */
export function ReasonField({ state, help }: { state: FormState; help?: string }) {
  return <Field {...fieldOf(state, "reason")} label="Reason" required minLength={3} maxLength={300} help={help} />;
}
