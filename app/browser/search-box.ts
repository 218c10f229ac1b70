/** The list below a search box: suggestions by the server while typing, recent searches before. An ARIA combobox. */
import { recentSearches } from "./recent-searches";

type Suggestion = { kind: string; label: string; note: string; href?: string; text?: string };
type Box = { input: HTMLInputElement; list: HTMLElement; options: Suggestion[]; chosen: number; typed: string };

const pause = 120;
const boxes = new WeakMap<HTMLInputElement, Box>();
let waiting: number | undefined;
let asking: AbortController | undefined;

/** Turns a field into a combobox; can be called repeatedly. */
export function openSearchBox(input: HTMLInputElement) {
  const list = input.form?.querySelector<HTMLElement>("[data-search-list]");
  if (!list || boxes.has(input)) return;
  const box: Box = { input, list, options: [], chosen: -1, typed: input.value };
  boxes.set(input, box);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => ask(box));
  input.addEventListener("focus", () => ask(box));
  input.addEventListener("keydown", (event) => press(box, event));
  input.addEventListener("blur", () => close(box));
  // Runs before the field loses focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) take(box, Number(option.dataset["index"]));
  });
  if (document.activeElement === input) ask(box);
}

function ask(box: Box) {
  window.clearTimeout(waiting);
  asking?.abort();
  box.typed = box.input.value;
  if (box.typed.trim() === "")
    return show(
      box,
      recentSearches().map((text) => ({ kind: "recent", label: text, note: "recent", text })),
    );
  waiting = window.setTimeout(() => void fetchSuggestions(box), pause);
}

async function fetchSuggestions(box: Box) {
  asking = new AbortController();
  try {
    const answer = await fetch(`/search/suggest?q=${encodeURIComponent(box.typed)}`, { signal: asking.signal });
    if (!answer.ok) return close(box);
    const { suggestions } = (await answer.json()) as { suggestions: Suggestion[] };
    if (box.input.value === box.typed && document.activeElement === box.input) show(box, suggestions);
  } catch {
    // Aborted by the next key, or offline; the form works anyway.
  }
}

function show(box: Box, options: Suggestion[]) {
  box.options = options;
  box.chosen = -1;
  if (options.length === 0) return close(box);
  const listId = `${box.input.id}-list`;
  const popup = document.createElement("div");
  popup.id = listId;
  popup.setAttribute("role", "listbox");
  popup.setAttribute("aria-label", "Suggestions");
  options.forEach((option, index) => popup.append(optionOf(option, `${listId}-${index}`, index)));
  box.list.replaceChildren(popup);
  box.input.setAttribute("aria-controls", listId);
  box.input.setAttribute("aria-expanded", "true");
  box.input.removeAttribute("aria-activedescendant");
}

function optionOf({ kind, label, note }: Suggestion, id: string, index: number) {
  const option = document.createElement("div");
  option.className = "search-option";
  option.id = id;
  option.dataset["kind"] = kind;
  option.dataset["index"] = String(index);
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  for (const [name, text] of [
    ["label", label],
    ["note", note],
  ] as const) {
    const part = document.createElement("span");
    part.className = `search-option-${name}`;
    part.textContent = text;
    option.append(part, " ");
  }
  return option;
}

function close(box: Box) {
  window.clearTimeout(waiting);
  asking?.abort();
  box.options = [];
  box.chosen = -1;
  box.list.replaceChildren();
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
  box.input.removeAttribute("aria-controls");
}

function press(box: Box, event: KeyboardEvent) {
  const isOpen = box.options.length > 0;
  if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    close(box);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!isOpen) return ask(box);
    event.preventDefault();
    choose(box, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && isOpen && box.chosen >= 0) {
    event.preventDefault();
    take(box, box.chosen);
  }
}

/** Wraps around, with the field between the last and the first item. */
function choose(box: Box, step: 1 | -1) {
  const places = box.options.length + 1;
  box.chosen = ((box.chosen + 1 + step + places) % places) - 1;
  const options = [...box.list.querySelectorAll("[role=option]")];
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === box.chosen)));
  const current = options[box.chosen];
  if (current) box.input.setAttribute("aria-activedescendant", current.id);
  else box.input.removeAttribute("aria-activedescendant");
}

function take(box: Box, index: number) {
  const { href, text, kind } = box.options[index] ?? {};
  if (href) return void location.assign(href);
  if (text === undefined) return;
  box.input.value = text;
  if (kind === "recent") return box.input.form?.requestSubmit();
  ask(box);
}
