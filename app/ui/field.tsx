import type { InputHTMLAttributes, ReactNode, TextareaHTMLAttributes } from "react";
import { textToBeginWith } from "./hydration";

type Shared = { name: string; label: string; help?: ReactNode; errors?: string[] | undefined };

const ids = (name: string, help: unknown, errors: string[] | undefined) => ({
  input: `field-${name}`,
  describedBy: [help ? `help-${name}` : "", errors ? `error-${name}` : ""].filter(Boolean).join(" ") || undefined,
});

function Notes({ name, help, errors }: Pick<Shared, "name" | "help" | "errors">) {
  return (
    <>
      {help && (
        // May hold a fold, which may not stand in a paragraph.
        <div className="field-help" id={`help-${name}`}>
          {help}
        </div>
      )}
      {errors && (
        <p className="field-error" id={`error-${name}`}>
          {errors.join(" ")}
        </p>
      )}
    </>
  );
}

/** One line of input with its label, help and error. */
export function Field({ name, label, help, errors, ...input }: Shared & InputHTMLAttributes<HTMLInputElement>) {
  const { input: id, describedBy } = ids(name, help, errors);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} aria-describedby={describedBy} aria-invalid={errors ? true : undefined} {...input} />
      <Notes name={name} help={help} errors={errors} />
    </div>
  );
}

/** Several lines of input with their label, help and error. */
export function TextField({
  name,
  label,
  help,
  errors,
  ...input
}: Shared & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const { input: id, describedBy } = ids(name, help, errors);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        aria-describedby={describedBy}
        aria-invalid={errors ? true : undefined}
        {...input}
        defaultValue={textToBeginWith(id, String(input.defaultValue ?? ""))}
      />
      <Notes name={name} help={help} errors={errors} />
    </div>
  );
}

/** What is wrong with a form as a whole. Read out when it appears. */
export function FormErrors({ errors }: { errors: string[] | undefined }) {
  if (!errors || errors.length === 0) return null;
  return (
    <div className="notice notice-signal" role="alert">
      {errors.map((error) => (
        <p key={error}>{error}</p>
      ))}
    </div>
  );
}
