import { whenHydrated } from "./when-hydrated";

/** How long a button says what it did. */
const saidFor = 2_000;

/**
 * Each block of code in a text gets a button that copies exactly what stands in it; what is added is marked, so that nobody
 * takes it for the text's own. Codes outside of texts are React's on a member's page, and get theirs once it has them.
 */
export function addCopyButtons(page: ParentNode) {
  if (!navigator.clipboard) return;
  addTo(page.querySelectorAll("[data-body] .code:has(> pre)"));
  whenHydrated(() => addTo(page.querySelectorAll("[data-codes] .code:has(> pre)")));
}

function addTo(blocks: NodeListOf<HTMLElement>) {
  for (const block of blocks) if (!block.querySelector(":scope > .copy")) block.append(copyControl());
}

function copyControl() {
  const control = document.createElement("div");
  control.className = "copy";
  control.dataset["added"] = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy this code");
  // Read out when it changes; the button's own words are not, because its name stays.
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", () => void copy(button, said));
  control.append(button, said);
  return control;
}

const resets = new WeakMap<HTMLElement, number>();

async function copy(button: HTMLElement, said: HTMLElement) {
  const text = button.closest(".code")?.querySelector("pre")?.textContent ?? "";
  const [words, sentence] = await navigator.clipboard.writeText(text).then(
    () => ["Copied", "Copied."] as const,
    () => ["Not copied", "Your browser did not allow copying. Select the code and copy it by hand."] as const,
  );
  button.textContent = words;
  said.textContent = sentence;
  window.clearTimeout(resets.get(button));
  resets.set(
    button,
    window.setTimeout(() => {
      button.textContent = "Copy";
      said.textContent = "";
    }, saidFor),
  );
}
