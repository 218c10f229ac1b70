import { BarFold } from "~/ui/bar-fold";
import { Field } from "~/ui/field";
import { errorsOf, type FormState, typed } from "~/ui/form-state";
import { disclosureLimit } from "../posts";

/** The field for an interest that concerns one post. */
export function DisclosureFold({ state }: { state: FormState }) {
  const errors = errorsOf(state, "disclosure");
  return (
    <BarFold summary="Disclose an interest" isOpen={errors !== undefined}>
      <Field
        name="disclosure"
        label="Disclosure (optional)"
        limit={disclosureLimit}
        defaultValue={typed(state, "disclosure")}
        errors={errors}
        help="An interest that readers should know of, for this post alone: “holds ARB”. What holds for all you write belongs into your settings."
      />
    </BarFold>
  );
}
