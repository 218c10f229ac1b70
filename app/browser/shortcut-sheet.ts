import { paths } from "~/paths";
import { shortcuts } from "~/ui/shortcuts";
import { element } from "./card-content";

/** A sheet with every shortcut. Escape or its button closes it, and focus goes back to where it was. */
export function showShortcuts() {
  if (document.querySelector(".key-sheet")) return;
  const sheet = element("dialog", "", "key-sheet");
  sheet.setAttribute("aria-labelledby", "key-sheet-title");
  const title = element("h2", "Keyboard shortcuts");
  title.id = "key-sheet-title";
  const close = element("button", "Close", "button");
  close.type = "button";
  close.addEventListener("click", () => sheet.close());
  const head = element("div", "", "key-sheet-head");
  head.append(title, close);
  sheet.append(head);
  for (const { place, keys } of shortcuts) {
    const list = element("dl");
    for (const { keys: pressed, does } of keys) {
      const row = element("div");
      const key = element("dt");
      pressed.forEach((one, index) => key.append(...(index > 0 ? [" "] : []), element("kbd", one)));
      row.append(key, element("dd", does));
      list.append(row);
    }
    sheet.append(element("h3", place), list);
  }
  const note = element("p", "Shortcuts of a single key can be switched off in ", "key-sheet-note");
  const settings = element("a", "Appearance");
  settings.href = paths.appearance();
  note.append(settings, ".");
  sheet.append(note);
  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
  const before = document.activeElement;
  sheet.addEventListener("close", () => {
    sheet.remove();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  });
  document.body.append(sheet);
  sheet.showModal();
}
