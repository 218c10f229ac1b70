/**
 * The card shell: shows a mark's content beside it on hover, focus or tap. `data-card` names the element with the
 * content, `data-card-kind` the module that builds the card. Without script the mark is a link.
 */
import type { CardContent } from "./card-content";
import { claimCard } from "./claim-card";
import { eipCard } from "./eip-card";
import { pageCard } from "./page-card";
import { noteCard, sourceCard } from "./source-card";
import { isPhoneWide } from "~/ui/phone-width";

type CardMaker = (mark: HTMLElement, held: HTMLElement | null) => CardContent | null | Promise<CardContent | null>;

const makers: Record<string, CardMaker> = {
  source: sourceCard,
  note: noteCard,
  eip: eipCard,
  claim: claimCard,
  page: pageCard,
};

const openDelay = 300;
const closeDelay = 250;

let card: HTMLDialogElement | null = null;
let mark: HTMLElement | null = null;
let left: HTMLElement | null = null;
let isPinned = false;
let timer = 0;
let asked = 0;

export function hoverMark(over: HTMLElement) {
  // There it is a sheet, which takes the focus: only a tap or Enter opens it.
  if (isPhoneWide()) return;
  if (isPinned || over === mark) return cancel();
  if (hasNote(over)) return;
  wait(() => void open(over), openDelay);
}

export function focusMark(focused: HTMLElement) {
  // Focus returning from a closed card doesn't open it again.
  const isReturn = focused === left;
  left = null;
  if (isPhoneWide() || isReturn || !focused.matches(":focus-visible") || focused === mark || hasNote(focused)) return;
  // Whoever tabs through links asks for nothing of them.
  if (hasContentHere(focused)) void open(focused);
  else wait(() => void (focused === document.activeElement && open(focused)), openDelay);
}

const hasContentHere = ({ dataset }: HTMLElement) => "card" in dataset;

/** A note beside its line says already what there is to say; the card opens when the mark is pressed. */
const hasNote = ({ dataset }: HTMLElement) => "noted" in dataset && matchMedia("(min-width: 1240px)").matches;

/** Opens the card on tap or Enter: it takes the focus and stays until closed. Returns false when there is none to open. */
export async function pressMark(pressed: HTMLElement): Promise<boolean> {
  const opened = await open(pressed);
  if (opened !== "opened") return opened === "overtaken";
  isPinned = true;
  card?.querySelector<HTMLElement>("a, button:not(.card-close)")?.focus({ preventScroll: true });
  return true;
}

/** `overtaken`: meanwhile the reader has moved on to another mark. */
type Opened = "opened" | "overtaken" | "nothing";

async function open(target: HTMLElement): Promise<Opened> {
  cancel();
  close(false);
  const turn = asked;
  const held = document.getElementById(target.dataset["card"] ?? "");
  const named = "card" in target.dataset ? "source" : target.classList.contains("eip") ? "eip" : "page";
  const kind = target.dataset["cardKind"] ?? named;
  const content = await makers[kind]?.(target, held);
  if (turn !== asked || !target.isConnected) return "overtaken";
  if (!content) return "nothing";

  mark = target;
  card = build(content);
  mark.setAttribute("aria-expanded", "true");
  document.body.append(card);
  place(card, mark);
  return "opened";
}

function build({ name, head, sign, status, parts, actions, foot }: CardContent) {
  const element = document.createElement("dialog");
  element.className = "card";
  element.setAttribute("aria-label", name);
  const bar = document.createElement("div");
  bar.className = "card-head";
  const title = document.createElement("span");
  if (sign) title.append(sign.cloneNode(true), " ");
  title.append(head);
  if (status) element.dataset["status"] = status;
  bar.append(title, closeButton());
  element.append(bar, ...parts);
  if (actions.length > 0) {
    const row = document.createElement("div");
    row.className = "card-actions";
    row.append(...actions);
    element.append(row);
  }
  if (foot) element.append(foot);
  element.addEventListener("pointerenter", cancel);
  element.addEventListener("pointerleave", leave);
  element.addEventListener("cancel", () => close(true));
  element.addEventListener("click", (event) => {
    if (event.target === element && element.dataset["place"] === "sheet") close(true);
  });
  return element;
}

function closeButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "card-close";
  button.setAttribute("aria-label", "Close");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  const cross = document.createElementNS("http://www.w3.org/2000/svg", "path");
  cross.setAttribute("d", "M18 6 6 18M6 6l12 12");
  svg.append(cross);
  button.append(svg);
  button.addEventListener("click", () => close(true));
  return button;
}

/**
 * Positions the card: in the margin beside its line, below the mark if there is no margin, at the bottom on a phone.
 */
function place(element: HTMLDialogElement, at: HTMLElement) {
  if (isPhoneWide()) {
    element.dataset["place"] = "sheet";
    element.showModal();
    isPinned = true;
    // The mark stays in view above the sheet.
    const covered = at.getBoundingClientRect().bottom + 16 - (innerHeight - element.offsetHeight);
    if (covered > 0) scrollBy({ top: covered });
    return;
  }
  // Not `show()`, which would move the focus.
  element.setAttribute("open", "");
  const line = at.getBoundingClientRect();
  const column = at.closest(".post-main")?.getBoundingClientRect();
  const hasMargin = column && column.right + 40 + element.offsetWidth <= document.documentElement.clientWidth;
  element.dataset["place"] = hasMargin ? "margin" : "popover";
  const left = hasMargin
    ? column.right + 40
    : Math.max(16, Math.min(line.left - 24, document.documentElement.clientWidth - element.offsetWidth - 16));
  const below = line.bottom + 8;
  const fits = below + element.offsetHeight <= innerHeight || line.top < element.offsetHeight + 8;
  const top = hasMargin ? line.top - 16 : fits ? below : line.top - element.offsetHeight - 8;
  element.style.left = `${left + scrollX}px`;
  element.style.top = `${top + scrollY}px`;
}

export function leave() {
  if (!isPinned && card) wait(() => close(false), closeDelay);
  else if (!card) cancel();
}

function close(returnsFocus: boolean) {
  asked++;
  if (!card) return;
  const before = mark;
  const hadFocus = card.contains(document.activeElement);
  card.remove();
  before?.removeAttribute("aria-expanded");
  [card, mark, isPinned] = [null, null, false];
  if (!returnsFocus && !hadFocus) return;
  left = before;
  before?.focus({ preventScroll: true });
}

function wait(then: () => void, delay: number) {
  cancel();
  timer = window.setTimeout(then, delay);
}

function cancel() {
  clearTimeout(timer);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && card) close(true);
});
document.addEventListener("focusin", ({ target }) => {
  const isInside = target instanceof Node && (card?.contains(target) || mark?.contains(target));
  if (card && !isInside) close(false);
});
document.addEventListener("pointerdown", ({ target }) => {
  const isInside = target instanceof Node && (card?.contains(target) || mark?.contains(target));
  if (card && !isInside) close(false);
});
