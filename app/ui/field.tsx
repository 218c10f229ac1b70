import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useState } from "react";
import { isComposed } from "./combobox";
import { textToBeginWith } from "./hydration";
import { useIsHydrated } from "./use-is-hydrated";

type Shared = { name: string; label: string; help?: ReactNode; errors?: string[] | undefined };
/** The maximum length. It is shown while typing; pasted text isn't cut, the server refuses it. */
type Limited = { limit?: number };

const ids = (name: string, help: unknown, errors: string[] | undefined) => ({
  input: `field-${name}`,
  describedBy: [help ? `help-${name}` : "", errors ? `error-${name}` : ""].filter(Boolean).join(" ") || undefined,
});

function Notes({ name, help, errors }: Pick<Shared, "name" | "help" | "errors">) {
  return (
    <>
      {help && (
        // Can contain a `<details>`, which isn't allowed in a paragraph.
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
export function Field({
  name,
  label,
  help,
  errors,
  limit,
  ...input
}: Shared & Limited & InputHTMLAttributes<HTMLInputElement>) {
  const { input: id, describedBy } = ids(name, help, errors);
  const [length, setLength] = useState(String(input.defaultValue ?? "").length);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        aria-describedby={describedBy}
        aria-invalid={errors ? true : undefined}
        {...input}
        onInput={(event) => {
          setLength(event.currentTarget.value.length);
          input.onInput?.(event);
        }}
      />
      <FieldLength length={length} limit={limit} />
      <Notes name={name} help={help} errors={errors} />
    </div>
  );
}

/** The same for a line that wraps. Enter writes no line end, and what is pasted becomes one line when it is sent. */
export function WrappingField({
  name,
  label,
  help,
  errors,
  limit,
  ...input
}: Shared & Limited & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  const { input: id, describedBy } = ids(name, help, errors);
  const [length, setLength] = useState(String(input.defaultValue ?? "").length);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        name={name}
        aria-describedby={describedBy}
        aria-invalid={errors ? true : undefined}
        rows={1}
        {...input}
        defaultValue={textToBeginWith(id, String(input.defaultValue ?? ""))}
        onInput={(event) => {
          setLength(event.currentTarget.value.length);
          input.onInput?.(event);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !isComposed(event.nativeEvent)) event.preventDefault();
        }}
      />
      <FieldLength length={length} limit={limit} />
      <Notes name={name} help={help} errors={errors} />
    </div>
  );
}

/** "47 of 150", with script. Announced only when little is left. */
function FieldLength({ length, limit }: { length: number; limit: number | undefined }) {
  const isLive = useIsHydrated();
  if (limit === undefined || !isLive) return null;
  return (
    <p
      className={length > limit ? "field-length signal" : "field-length"}
      aria-live={length > limit * 0.9 ? "polite" : "off"}
    >
      {length > limit ? `${length - limit} characters too many` : `${length} of ${limit}`}
    </p>
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

/** An error of the whole form. Announced when it appears. */
export function FormErrors({ errors }: { errors: string[] | undefined }) {
  if (!errors || errors.length === 0) return null;
  return (
    <div className="notice notice-signal" role="alert" id="field-form" tabIndex={-1}>
      {errors.map((error) => (
        <p key={error}>{error}</p>
      ))}
    </div>
  );
}
