import { Field } from "~/ui/field";
import { type FormState, fieldOf } from "~/ui/form-state";

/** The handle of somebody who joins. */
export function HandleField({ state }: { state: FormState }) {
  return (
    <Field
      {...fieldOf(state, "handle")}
      label="Handle"
      required
      minLength={2}
      maxLength={30}
      pattern="[A-Za-z0-9_\-]+"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      help="2 to 30 letters (a–z), digits, “-” or “_”. It is your @name."
    />
  );
}
