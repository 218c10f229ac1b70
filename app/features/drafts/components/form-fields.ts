import { type Fields, fieldsOf } from "../draft";

/** The fields of a draft for this place; null if it is too large. */
export const readForm = (form: HTMLFormElement, place: string): Fields | null => fieldsOf(new FormData(form), place);

/** Writes a saved text into its form, with events as if it had been typed. */
export function fillForm(form: HTMLFormElement, fields: Fields) {
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && (element.type === "checkbox" || element.type === "radio")) {
      const isChosen = (fields[element.name] ?? []).includes(element.value);
      if (element.checked !== isChosen && (isChosen || element.type === "checkbox")) element.click();
    } else if (
      (element instanceof HTMLInputElement && element.type !== "hidden") ||
      element instanceof HTMLTextAreaElement
    ) {
      const value = fields[element.name]?.[0];
      if (value === undefined || element.readOnly) continue;
      element.value = value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
