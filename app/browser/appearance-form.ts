import { changeAppearance, type Kept, shownAppearance } from "./kept-appearance";

/** A visitor's form: it shows what this browser keeps, and each choice holds at once. */
export function openAppearanceForms(page: ParentNode) {
  for (const form of page.querySelectorAll<HTMLFormElement>("form[data-appearance-form]:not([data-ready])")) {
    form.dataset["ready"] = "";
    const kept: Record<string, string> = shownAppearance();
    for (const field of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) {
      const value = kept[field.name];
      if (value === undefined) continue;
      if (field instanceof HTMLInputElement && field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    }
    const keep = () => {
      const chosen = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
      changeAppearance(chosen satisfies Record<string, string> as Partial<Kept>);
      const said = form.querySelector("[data-appearance-said]");
      if (said) said.textContent = "Kept in this browser.";
    };
    form.addEventListener("change", keep);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep();
    });
  }
}
