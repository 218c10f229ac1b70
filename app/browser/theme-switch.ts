import { changeAppearance, rememberAppearance, shownAppearance } from "./kept-appearance";
import { isMember } from "./is-member";
import { whenHydrated } from "./when-hydrated";

const choices = "button[data-theme-choice]";

/** The switch in each page's foot: shows a theme at once. A member's choice is sent to the account as well. */
export function watchThemeSwitch(page: Document) {
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLButtonElement>(choices) : null;
    const form = button?.form;
    if (!button || !form) return;
    event.preventDefault();
    changeAppearance({ theme: button.value });
    showChoice(page);
    if (!isMember()) return;
    const body = new URLSearchParams({ theme: button.value });
    fetch(form.action, { method: "POST", body, redirect: "manual" }).then(
      ({ type, ok }) => type === "opaqueredirect" || ok || form.requestSubmit(button),
      // Offline: it holds for this page.
      () => {},
    );
  });
  // Another tab chose.
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== "appearance" || isMember()) return;
    const { theme } = JSON.parse(newValue ?? "{}") as { theme?: string };
    if (theme === undefined || theme === shownAppearance().theme) return;
    changeAppearance({ theme });
    showChoice(page);
  });
  whenHydrated(() => (isMember() ? rememberAppearance() : showChoice(page)));
}

function showChoice(page: Document) {
  const { theme } = shownAppearance();
  for (const button of page.querySelectorAll<HTMLButtonElement>(choices))
    button.setAttribute("aria-pressed", String(button.value === theme));
}
