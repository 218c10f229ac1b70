/** The sizes of what this page has drawn: a form sends them along, and the next preview of a text has its rooms by them. */
import { diagramKey, type DiagramSize } from "~/ui/diagram-size";

const drawnSizes = new Map<string, DiagramSize>();

export const sourceOf = (figure: HTMLElement) => figure.querySelector("code")?.textContent ?? "";
export const isPreview = (figure: HTMLElement) => figure.closest(".editor-preview") !== null;

/** Remembers the size of a diagram that is drawn, and tells the page. */
export function tellSize(figure: HTMLElement, size: DiagramSize) {
  const key = diagramKey(sourceOf(figure));
  drawnSizes.set(key, size);
  figure.dispatchEvent(new CustomEvent("diagram-drawn", { bubbles: true, detail: { key, size } }));
}

let drawRoom: (typeof import("~/ui/diagram-room"))["diagramRoom"] | null = null;

/** What only previews need. Without a connection they go without it. */
async function loadRooms() {
  drawRoom = (await import("~/ui/diagram-room").catch(() => null))?.diagramRoom ?? null;
}

/**
 * A preview is made anew after every pause in writing: a diagram that it has drawn before has its room at once. Answers whether
 * it has.
 */
export function giveKnownRoom(figure: HTMLElement): boolean {
  if (!drawRoom) void loadRooms();
  const size = drawnSizes.get(diagramKey(sourceOf(figure)));
  if (!size || !drawRoom) return false;
  figure.prepend(document.createRange().createContextualFragment(String(drawRoom(size))));
  tellSize(figure, size);
  return true;
}
