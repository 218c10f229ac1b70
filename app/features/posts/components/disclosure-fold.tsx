import { BarFold } from "~/ui/bar-fold";
import { Field } from "~/ui/field";
import { errorsOf, fieldOf, type FormState } from "~/ui/form-state";
import { disclosureLimit } from "../posts";

/** The field for an interest that concerns one post. */
export function DisclosureFold({ state }: { state: FormState }) {
  return (
    <BarFold summary="Disclose an interest" isOpen={errorsOf(state, "disclosure") !== undefined}>
      <Field
        {...fieldOf(state, "disclosure")}
        label="Disclosure (optional)"
        limit={disclosureLimit}
        help="An interest that readers should know of, for this post alone: “holds ARB”. What holds for all you write belongs into your settings."
      />
    </BarFold>
  );
}
