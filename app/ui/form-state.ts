/** The state of a form: typed values and errors. */
export type FormState =
  | {
      initialValue?: Record<string, unknown> | null | undefined;
      error?: Record<string, string[] | null> | null | undefined;
    }
  | null
  | undefined;

/** A field's typed value, or the fallback in a new form. */
export function typed(state: FormState, name: string, fallback = ""): string {
  const value = state?.initialValue?.[name];
  return typeof value === "string"
    ? value
    : Array.isArray(value)
      ? String(value[0] ?? "")
      : state?.initialValue
        ? ""
        : fallback;
}

/** All values of a repeated field. */
export function typedAll(state: FormState, name: string): string[] {
  const value = state?.initialValue?.[name];
  return Array.isArray(value) ? value.map(String) : typeof value === "string" ? [value] : [];
}

export const errorsOf = (state: FormState, name: string): string[] | undefined => state?.error?.[name] ?? undefined;

/** The name of a field with its typed value, or the fallback in a new form, and its errors. */
export const fieldOf = (state: FormState, name: string, fallback = "") => ({
  name,
  defaultValue: typed(state, name, fallback),
  errors: errorsOf(state, name),
});

/** The names of the fields with errors, in their order; "form" for an error of the whole form. */
export const faultsOf = (state: FormState): string[] =>
  Object.entries(state?.error ?? {}).flatMap(([name, errors]) => (errors && errors.length > 0 ? [name || "form"] : []));

/** A form's state from plain field lists, without errors. */
export function stateOf(fields: Record<string, string[]> | null): FormState {
  if (!fields) return null;
  return {
    initialValue: Object.fromEntries(
      Object.entries(fields).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
    ),
  };
}
