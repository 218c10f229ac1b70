/** The dialog for showing a number elsewhere: each choice redraws the frame and its codes, each button copies its own code. */
import { frameAddress, frameHeights, shareCodes, type Shared, type ShareFormat } from "~/features/embeds/embeds";
import { copyText } from "./copy-text";

/** Attaches to the dialogs of this page; again and again changes nothing. */
export function openShares(page: Document) {
  for (const dialog of page.querySelectorAll<HTMLElement>("[data-share]:not([data-ready])")) attach(dialog);
}

function attach(dialog: HTMLElement) {
  dialog.dataset["ready"] = "";
  for (const button of dialog.querySelectorAll<HTMLButtonElement>("[data-share-copy]"))
    button.addEventListener("click", () => void copy(button, dialog));
  // Codes alone have nothing to choose.
  if (!dialog.dataset["share"]) return;
  const given = JSON.parse(dialog.dataset["share"]) as Shared;
  const form = dialog.querySelector<HTMLFormElement>("[data-share-choices]");
  const place = dialog.querySelector<HTMLElement>("[data-share-preview]");
  if (!form || !place) return;
  const preview = document.createElement("iframe");
  preview.title = "As it will look";
  preview.loading = "lazy";
  const choose = () => {
    const shared = chosen(given, new FormData(form));
    for (const scale of form.querySelectorAll<HTMLInputElement>("input[name=scale]"))
      scale.disabled = shared.widget.view !== "line";
    const address = frameAddress(shared);
    preview.style.colorScheme = shared.theme === "auto" ? "light dark" : shared.theme;
    if (preview.getAttribute("src") !== address) {
      // The frame itself says how high it needs to be, once it is there.
      preview.height ||= String(frameHeights[shared.widget.view]);
      preview.src = address;
    }
    for (const [format, code] of Object.entries(shareCodes(shared)) as [ShareFormat, string][]) {
      const pre = dialog.querySelector(`[data-share-format="${format}"] pre`);
      if (pre) pre.textContent = code;
    }
  };
  form.addEventListener("change", () => {
    // What can be chosen stands below the frame: one that shrinks leaves its room, so that nothing moves from under the pointer.
    place.style.minHeight = `${place.clientHeight}px`;
    choose();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser that comes back to this page has kept what was chosen.
  choose();
  place.replaceChildren(preview);
  window.addEventListener("message", ({ source, origin, data }: MessageEvent<{ type?: string; height?: number }>) => {
    if (origin !== location.origin || source !== preview.contentWindow || data.type !== "counterproof:height") return;
    if (data.height && data.height > 0 && data.height < 5_000) preview.height = String(Math.ceil(data.height));
  });
}

/** What is shared by these choices. Only lines have a log scale. */
function chosen(given: Shared, form: FormData): Shared {
  const { scale: _scale, ...widget } = given.widget;
  const view = (form.get("view") ?? widget.view) as Shared["widget"]["view"];
  return {
    ...given,
    theme: (form.get("theme") ?? given.theme) as Shared["theme"],
    widget: {
      ...widget,
      view,
      window: (form.get("window") ?? widget.window) as Shared["widget"]["window"],
      ...(view === "line" && form.get("scale") === "log" && { scale: "log" as const }),
    },
  };
}

function copy(button: HTMLButtonElement, dialog: HTMLElement) {
  const row = button.closest("[data-share-format]");
  const name = row?.querySelector(".share-name")?.textContent ?? "";
  const code = row?.querySelector("pre")?.textContent ?? "";
  return copyText(code, button, dialog.querySelector("[data-share-said]"), `${name} copied.`);
}
