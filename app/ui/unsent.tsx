import { FormErrors } from "./field";
import type { FormState } from "./form-state";
import { GivenBack } from "./kept-form";
import { worthReading } from "./typed-fields";

type Props = {
  state: FormState;
  /** Fields that are chosen from a list, and not typed. */
  choices?: string[];
};

/** What stands where a refused form stood that the page has no more: why it was refused, and what was typed, to be copied. */
export function Unsent({ state, choices }: Props) {
  const reasons = Object.values(state?.error ?? {}).flatMap((errors) => errors ?? []);
  const sent = Object.entries(state?.initialValue ?? {})
    .filter(([name]) => !choices?.includes(name))
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value: String(value ?? "") })));
  const fields = worthReading(sent);
  if (reasons.length + fields.length === 0) return null;
  return (
    <div className="unsent">
      <FormErrors errors={reasons} />
      {fields.length > 0 && <GivenBack fields={fields} />}
    </div>
  );
}
