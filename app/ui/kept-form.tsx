import { isSecret, isTyped, labelOf, type TypedField } from "./typed-fields";

/** A form that could not be saved, given back: what was typed can be read and copied, and the same form be sent again. */
export function KeptForm({ action, fields }: { action: string; fields: TypedField[] }) {
  if (fields.some(isSecret)) return <p>This was not saved. Go back and send the form again.</p>;
  return (
    <form method="post" action={action}>
      <p>This was not saved, or nobody knows whether it was. Send it again in a moment: it counts once.</p>
      {fields.map((field, index) =>
        isTyped(field) ? (
          <TypedText key={index} id={`kept-${index}`} field={field} />
        ) : (
          <input key={index} type="hidden" name={field.name} value={field.value} />
        ),
      )}
      <p className="form-actions">
        <button className="button button-primary" type="submit">
          Send again
        </button>
      </p>
    </form>
  );
}

const rowsOf = (value: string) => Math.min(20, Math.max(2, value.split("\n").length + 1, Math.ceil(value.length / 70)));

function TypedText({ id, field }: { id: string; field: TypedField }) {
  return (
    <div className="field">
      <label htmlFor={id}>{labelOf(field)}</label>
      <textarea id={id} name={field.name} rows={rowsOf(field.value)} defaultValue={field.value} readOnly />
    </div>
  );
}

/** What somebody typed into a form that they may not send: to be read and copied. The reason stands above it. */
export function GivenBack({ fields }: { fields: TypedField[] }) {
  return (
    <div className="given-back">
      <p>Here is what you wrote, to copy:</p>
      {fields.map((field, index) => (
        <TypedText key={index} id={`given-${index}`} field={field} />
      ))}
    </div>
  );
}
