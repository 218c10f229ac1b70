import { fillForm } from "~/features/drafts/components/form-fields";
import { fieldsIn } from "./use-posted";

export const formIn = (room: HTMLElement | null) => room?.querySelector("form") ?? null;

/**
 * What a person has done in this form so far, to be done again in the one that takes its place: the fields that they changed, the
 * folds that they opened, and where the focus and the caret are.
 */
export function typedSoFar(form: HTMLFormElement): { goOnIn(form: HTMLFormElement): void } {
  const fields = [...form.elements].some(isChanged) ? fieldsIn(new FormData(form)) : null;
  const isOpen = [...form.querySelectorAll("details")].map(({ open }) => open);
  const { activeElement } = document;
  const name = form.contains(activeElement) ? (activeElement?.getAttribute("name") ?? "") : null;
  const text = activeElement instanceof HTMLTextAreaElement ? activeElement : null;
  const { selectionStart = 0, selectionEnd = 0, selectionDirection = "none", scrollTop = 0 } = text ?? {};

  return {
    goOnIn(next) {
      for (const [index, fold] of [...next.querySelectorAll("details")].entries())
        fold.open = isOpen[index] ?? fold.open;
      if (fields) fillForm(next, fields);
      if (name === null) return;
      const same = next.querySelector<HTMLElement>(`[name="${name}"]`) ?? next.querySelector("textarea");
      same?.focus({ preventScroll: true });
      if (!text || !(same instanceof HTMLTextAreaElement)) return;
      same.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
      same.scrollTop = scrollTop;
    },
  };
}

function isChanged(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
  if (!(element instanceof HTMLInputElement) || element.type === "hidden") return false;
  return element.checked !== element.defaultChecked || element.value !== element.defaultValue;
}
