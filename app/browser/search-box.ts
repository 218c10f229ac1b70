/** The list that opens under a search box: suggestions of the server while one types, and recent searches before that. */
import {
  closed,
  type Combobox,
  comboboxAttributes,
  isPrevented,
  type Manner,
  opened,
  optionId,
  pressed,
} from "~/ui/combobox";
import { recentSearches } from "./recent-searches";

type Suggestion = { kind: string; label: string; note: string; href?: string; text?: string };
type Box = { input: HTMLInputElement; list: HTMLElement; options: Suggestion[]; state: Combobox; typed: string };

/** Typing searches for just these words, so that no suggestion is active before an arrow says so. */
const manner: Manner = {
  begins: -1,
  opensByArrow: true,
  passesField: true,
  takesByTab: false,
  keepsEnter: false,
  clearsByEscape: false,
};

const pause = 120;
const boxes = new WeakMap<HTMLInputElement, Box>();
let waiting: number | undefined;
let asking: AbortController | undefined;

/** Turns a field into a combobox; can be called repeatedly. */
export function openSearchBox(input: HTMLInputElement) {
  const list = input.form?.querySelector<HTMLElement>("[data-search-list]");
  if (!list || boxes.has(input)) return;
  const box: Box = { input, list, options: [], state: closed, typed: input.value };
  boxes.set(input, box);
  showState(box, closed);
  input.addEventListener("input", () => ask(box));
  input.addEventListener("focus", () => ask(box));
  input.addEventListener("keydown", (event) => press(box, event));
  input.addEventListener("blur", () => close(box));
  // Runs before the field loses focus, which closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) takeOption(box, Number(option.dataset["index"]));
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
  if (options.length === 0) return close(box);
  box.options = options;
  const listId = listIdOf(box);
  const popup = document.createElement("div");
  popup.id = listId;
  popup.setAttribute("role", "listbox");
  popup.setAttribute("aria-label", "Suggestions");
  options.forEach((option, index) => popup.append(optionOf(option, optionId(listId, index), index)));
  box.list.replaceChildren(popup);
  showState(box, opened(options.length, manner));
}

const listIdOf = ({ input }: Box) => `${input.id}-list`;

function showState(box: Box, state: Combobox) {
  box.state = state;
  for (const [name, value] of Object.entries(comboboxAttributes(state, listIdOf(box)))) {
    if (value === undefined) box.input.removeAttribute(name);
    else box.input.setAttribute(name, String(value));
  }
  box.list
    .querySelectorAll("[role=option]")
    .forEach((option, index) => option.setAttribute("aria-selected", String(index === state.active)));
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
  box.list.replaceChildren();
  showState(box, closed);
}

function press(box: Box, event: KeyboardEvent) {
  const outcome = pressed(box.state, event, manner);
  if (isPrevented(outcome)) event.preventDefault();
  if (outcome.act === "open") ask(box);
  else if (outcome.act === "close") close(box);
  else if (outcome.act === "take") takeOption(box, outcome.index);
  else if (outcome.act === "move" || outcome.act === "return") showState(box, { ...box.state, active: outcome.active });
}

function takeOption(box: Box, index: number) {
  const { href, text, kind } = box.options[index] ?? {};
  if (href) return void location.assign(href);
  if (text === undefined) return;
  box.input.value = text;
  if (kind === "recent") return box.input.form?.requestSubmit();
  ask(box);
}
