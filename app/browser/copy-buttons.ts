import { copyText } from "./copy-text";
import { isSettled } from "./when-hydrated";

/** Adds a copy button to each code block in a text, and to blocks marked with `data-copy`, which says what is copied. Added elements are marked, so that they don't count as text. */
export function addCopyButtons(page: ParentNode) {
  if (!navigator.clipboard) return;
  addTo(page.querySelectorAll("[data-body] .code:has(> pre)"));
  // These blocks are React's until hydration; the texts of posts never are.
  if (isSettled()) addTo(page.querySelectorAll(".code[data-copy]"));
}

function addTo(blocks: NodeListOf<HTMLElement>) {
  for (const block of blocks)
    if (!block.querySelector(":scope > .copy")) block.append(copyControl(block.dataset["copy"] ?? "this code"));
}

function copyControl(what: string) {
  const control = document.createElement("div");
  control.className = "copy";
  control.dataset["added"] = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy-button";
  button.textContent = "Copy";
  button.setAttribute("aria-label", `Copy ${what}`);
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  button.addEventListener("click", () => {
    void copyText(button.closest(".code")?.querySelector("pre")?.textContent ?? "", button, said);
  });
  control.append(button, said);
  return control;
}
