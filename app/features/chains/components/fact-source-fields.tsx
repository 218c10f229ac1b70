import { Field } from "~/ui/field";
import { errorsOf, type FormState, typed } from "~/ui/form-state";
import { factLimits } from "../chains";

/** The source and dates of a fact, required for every fact. */
export function FactSourceFields({ state }: { state: FormState }) {
  const text = (name: string) => ({ name, defaultValue: typed(state, name), errors: errorsOf(state, name) });
  return (
    <>
      <Field
        {...text("asOf")}
        label="As of"
        required
        maxLength={10}
        inputMode="numeric"
        autoComplete="off"
        help="When the source said so: 2026-06-27, or 2026-06 or 2026 where it is no more exact."
      />
      <Field
        {...text("sourceName")}
        label="Source"
        required
        maxLength={factLimits.sourceName}
        help="Who says it, and where."
      />
      <Field {...text("sourceUrl")} label="Its address" type="url" required maxLength={factLimits.sourceUrl} />
    </>
  );
}
