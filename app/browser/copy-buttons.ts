import { copyText } from "./copy-text";

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
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", () => {
    void copyText(button.closest(".code")?.querySelector("pre")?.textContent ?? "", button, said);
  });
  control.append(button, said);
  return control;
}
