/**
 * Notes in the right margin of a post, for a page that has one: sources, the author's notes, and numbers that don't fit, each
 * level with its mark. For screen readers the mark has its description already, so the notes are not read out again.
 * Wide tables, code, diagrams and charts reach into the margin where no note stands beside them.
 */
import { noteOf } from "./margin-note";

const gap = 12;

const wideEnough = matchMedia("(min-width: 1240px)");

/** The proses that are watched, each with its first element: a new one means that the text was put in again. */
const watched = new WeakMap<Element, Element | null>();

/** Lays out the notes of every post of the page, and again when a post changes its size. */
export function showMarginNotes(page: Document) {
  for (const prose of page.querySelectorAll<HTMLElement>(".post-main > .prose")) {
    const first = prose.firstElementChild;
    // A diagram takes its width when it is drawn.
    for (const diagram of prose.querySelectorAll(":scope > .diagram")) {
      if (!watched.has(diagram)) resized.observe(diagram);
      watched.set(diagram, null);
    }
    if (!watched.has(prose)) resized.observe(prose);
    else if (watched.get(prose) !== first) layOut();
    watched.set(prose, first);
  }
}

const resized = new ResizeObserver(() => layOut());
wideEnough.addEventListener("change", () => layOut());

let isDue = false;
/** The newest layout: an older one that is still going on gives way to it. */
let newest = 0;

function layOut() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(() => {
    isDue = false;
    newest += 1;
    if (wideEnough.matches) void layOutAll(newest);
  });
}

/** So many milliseconds go to notes before the browser may draw and answer. */
const slice = 8;

/** From the first post to the last, in slices: a page of twenty posts costs a slow computer more than a tenth of a second. */
async function layOutAll(turn: number) {
  let until = performance.now() + slice;
  /** Gives the browser its turn when a slice is over; false when a newer layout has begun meanwhile. */
  async function goesOn() {
    if (performance.now() < until) return true;
    await new Promise((done) => setTimeout(done));
    until = performance.now() + slice;
    return turn === newest;
  }

  const posts: { prose: HTMLElement; holder: HTMLElement }[] = [];
  for (const prose of document.querySelectorAll<HTMLElement>(".post-main > .prose")) {
    const holder = prose.querySelector<HTMLElement>(":scope > .margin-notes") ?? fill(prose);
    if (holder) posts.push({ prose, holder });
    if (!(await goesOn())) return;
  }
  let bottom = -Infinity;
  for (const { prose, holder } of posts) {
    bottom = layOutPost(prose, holder, bottom);
    if (!(await goesOn())) return;
  }
}

/** Returns where the last note of this post ends, so that notes of the next one begin below it. */
function layOutPost(prose: HTMLElement, holder: HTMLElement, above: number): number {
  holder.hidden = false;
  holder.removeAttribute("data-folded");
  for (const wide of prose.querySelectorAll<HTMLElement>(":scope > [data-narrow]")) wide.removeAttribute("data-narrow");
  for (const note of holder.querySelectorAll<HTMLElement>(":scope > [data-folded]"))
    note.removeAttribute("data-folded");
  let bottom = place(holder, above);
  // Notes that reach down beside something wide become one line each; where that is not enough, it gives way.
  if (makeRoom(holder, prose, "fold")) bottom = place(holder, above);
  for (let round = 0; round < 3 && makeRoom(holder, prose, "narrow"); round++) bottom = place(holder, above);
  const end = (prose.closest(".post")?.getBoundingClientRect().bottom ?? Infinity) + scrollY;
  if (bottom > end) {
    holder.dataset["folded"] = "";
    bottom = place(holder, above);
  }
  return bottom;
}

/** Whether a note stands beside something wide; then the note is folded, or what is wide keeps to the column. */
function makeRoom(holder: HTMLElement, prose: HTMLElement, how: "fold" | "narrow"): boolean {
  const notes = [...holder.querySelectorAll<HTMLElement>(":scope > .margin-note")].map((note) => ({
    note,
    box: note.getBoundingClientRect(),
  }));
  const meetings = widesOf(prose).flatMap((wide) => {
    const { top, bottom } = wide.getBoundingClientRect();
    const beside = notes.filter(({ box }) => box.top < bottom + gap && box.bottom > top + 2);
    return beside.length > 0 ? [{ wide, beside }] : [];
  });
  for (const { wide, beside } of meetings)
    if (how === "narrow") {
      wide.dataset["narrow"] = "";
      for (const { note } of beside) delete note.dataset["folded"];
    } else {
      // A note that was opened stays open.
      for (const { note } of beside) if (!("open" in note.dataset)) note.dataset["folded"] = "";
    }
  return meetings.length > 0;
}

/** Sets the notes level with their marks, each below the one before it. Returns where the last one ends, on the page. */
function place(holder: HTMLElement, above: number): number {
  const top = holder.getBoundingClientRect().top + scrollY;
  const notes = [...holder.querySelectorAll<HTMLElement>(":scope > .margin-note")];
  const wanted = notes.map((note) => lineOf(document.getElementById(note.dataset["of"] ?? "")));
  const heights = notes.map((note) => note.offsetHeight);
  // Read before anything is moved: the browser lays out the page once, not once for each note.
  const shortened = notes.map((note) => {
    const text = note.querySelector(".margin-note-text");
    return !("open" in note.dataset) && text !== null && text.scrollHeight > text.clientHeight + 1;
  });
  let bottom = above;
  for (const [index, note] of notes.entries()) {
    const height = heights[index]!;
    const at = Math.max(wanted[index]!, bottom + gap);
    note.style.top = `${at - top}px`;
    bottom = at + height;
    const more = note.querySelector<HTMLElement>(".margin-note-more");
    if (more) more.hidden = !shortened[index];
  }
  return bottom;
}

/** The top of the line that a mark stands in, on the page. */
function lineOf(mark: HTMLElement | null) {
  const [first] = mark?.getClientRects() ?? [];
  return first ? first.top + scrollY + Math.max(0, (first.height - 18) / 2) : 0;
}

/** What reaches out of the column into the margin. */
function widesOf(prose: HTMLElement) {
  const right = prose.getBoundingClientRect().right + 8;
  return [...prose.querySelectorAll<HTMLElement>(":scope > :is(.table-scroll, .code, figure)")].filter(
    (wide) => wide.getBoundingClientRect().right > right,
  );
}

/**
 * Makes a post's notes in the order of their marks, hidden until they are laid out; null when it has none. Marks in tables and
 * quotations keep to their cards.
 */
function fill(prose: HTMLElement): HTMLElement | null {
  const seen = new Set<string>();
  const notes = [...prose.querySelectorAll<HTMLElement>("a[data-card], [data-between]")].flatMap((mark) => {
    const entry = mark.dataset["card"] ?? mark.dataset["between"] ?? "";
    if (seen.has(entry) || mark.closest("table, blockquote, .sources, .notes")) return [];
    const note = noteOf(mark, document.getElementById(entry));
    if (!note) return [];
    seen.add(entry);
    mark.dataset["noted"] = "";
    note.dataset["of"] = mark.id;
    light(mark, note);
    return [note];
  });
  if (notes.length === 0) return null;
  const holder = document.createElement("div");
  holder.className = "margin-notes";
  holder.hidden = true;
  holder.dataset["added"] = "";
  holder.setAttribute("aria-hidden", "true");
  holder.append(...notes);
  prose.append(holder);
  return holder;
}

/** Pointing at a mark or its note lights both. */
function light(mark: HTMLElement, note: HTMLElement) {
  const set = (isLit: boolean) => {
    note.toggleAttribute("data-lit", isLit);
    mark.classList.toggle("claim-lit", isLit);
  };
  for (const either of [mark, note]) {
    either.addEventListener("pointerenter", () => set(true));
    either.addEventListener("pointerleave", () => set(false));
  }
  mark.addEventListener("focus", () => set(true));
  mark.addEventListener("blur", () => set(false));
  note.querySelector(".margin-note-more")?.addEventListener("click", () => {
    note.dataset["open"] = "";
    layOut();
  });
}
