import {
  type FormEvent,
  type FormEventHandler,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useState,
} from "react";
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

type Typed<Element> = { defaultValue?: unknown; onInput?: FormEventHandler<Element> | undefined };

/** The attributes of a line's input, and the length of what stands in it. */
function useLine<Element extends { value: string }, Given extends Typed<Element>>(
  { name, help, errors }: Pick<Shared, "name" | "help" | "errors">,
  input: Given,
) {
  const { input: id, describedBy } = ids(name, help, errors);
  const [length, setLength] = useState(String(input.defaultValue ?? "").length);
  const onInput = (event: FormEvent<Element>) => {
    setLength(event.currentTarget.value.length);
    input.onInput?.(event);
  };
  const attributes = { id, name, "aria-describedby": describedBy, "aria-invalid": errors ? true : undefined };
  return { length, attributes: { ...attributes, ...input, onInput } };
}

type Around = Shared & Limited & { length: number; children: ReactNode };

/** Label, length, help and error around a line's input. */
function Line({ name, label, help, errors, limit, length, children }: Around) {
  return (
    <div className={limit === undefined ? "field" : "field limited-field"}>
      <label htmlFor={`field-${name}`}>{label}</label>
      {children}
      <FieldLength length={length} limit={limit} />
      <Notes name={name} help={help} errors={errors} />
    </div>
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
  const { length, attributes } = useLine({ name, help, errors }, input);
  return (
    <Line {...{ name, label, help, errors, limit, length }}>
      <input {...attributes} />
    </Line>
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
  const { length, attributes } = useLine({ name, help, errors }, input);
  return (
    <Line {...{ name, label, help, errors, limit, length }}>
      <textarea
        rows={1}
        {...attributes}
        defaultValue={textToBeginWith(attributes.id, String(input.defaultValue ?? ""))}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !isComposed(event.nativeEvent)) event.preventDefault();
        }}
      />
    </Line>
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

/** A choice from a list, which are the children, with its label, help and error. */
export function SelectField({
  name,
  label,
  help,
  errors,
  ...select
}: Shared & SelectHTMLAttributes<HTMLSelectElement>) {
  const { input: id, describedBy } = ids(name, help, errors);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} name={name} aria-describedby={describedBy} aria-invalid={errors ? true : undefined} {...select} />
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
