/** How long a button shows its confirmation. */
const saidFor = 2_000;

/** Adds a copy button to each code block in a text. Added elements are marked, so that they don't count as text. */
export function addCopyButtons(page: ParentNode) {
  if (!navigator.clipboard) return;
  addTo(page.querySelectorAll("[data-body] .code:has(> pre)"));
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
  // A live region, because a changed button label isn't announced.
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
