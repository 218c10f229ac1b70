/**
 * Draws diagrams when they come into view, each in a frame without origin, where Mermaid can't reach the page, its
 * cookies or the network. Until then, and on failure, the source is shown.
 */
import { paths } from "~/paths";
import { lookOf } from "./diagram-look";
import { type DrawOrder, diagramLimits, type FrameNote } from "./diagram-messages";
import { boundedSize, scaleIn } from "~/ui/diagram-size";
import { shorten } from "~/ui/shorten";
import { footOf, offerWhole } from "./diagram-foot";
import { giveKnownRoom, isPreview, sourceOf, tellSize } from "./drawn-sizes";
import { keepHeight, whenUnseen } from "./when-unseen";

const loadingTime = 20_000;
const drawingTime = 5_000;
const heights = { min: 40, max: 4_000 };
/** A drawing that would be higher than its room by less than this share is not offered in full. */
const notWorthMore = 1.05;

type Diagram = {
  figure: HTMLElement;
  source: string;
  label: string;
  frame?: HTMLIFrameElement;
  isReady: boolean;
  /** The last order sent to the frame. */
  order: number;
  timer?: number;
  /** The height of the whole drawing, in pixels. */
  full: number;
  /** The height that it was drawn into because it was seen; null where it has its own. */
  held: number | null;
  /** Its reader has asked for the whole or the smaller drawing. */
  isChosen: boolean;
};

const attached = new WeakSet<HTMLElement>();
const framed = new Set<Diagram>();
/** Frames without origin share a process, so they draw one after another, each with its full time. */
const queue: Diagram[] = [];
let drawing: Diagram | null = null;

/** Attaches to the page's diagrams; known ones stay as they are. */
export function watchDiagrams() {
  for (const figure of document.querySelectorAll<HTMLElement>("figure[data-diagram]")) {
    if (attached.has(figure)) continue;
    attached.add(figure);
    figure.dataset["state"] = "waiting";
    // The form sends the sizes of all, also of those to which nobody scrolls.
    if (isPreview(figure) && !giveKnownRoom(figure)) begin(figure);
    else inView.observe(figure);
  }
}

const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      inView.unobserve(target);
      begin(target as HTMLElement);
    }
  },
  // So early that most are drawn before they are seen.
  { rootMargin: "1200px" },
);

/** Draws what has not come into view yet. Resolves when every diagram is drawn or has said why it is not, or after some seconds. */
export async function drawAll() {
  watchDiagrams();
  for (const figure of undrawn()) {
    inView.unobserve(figure);
    if (figure.dataset["state"] === "waiting") begin(figure);
  }
  if (undrawn().length === 0) return;
  await new Promise<void>((done) => {
    waiting.push(done);
    window.setTimeout(done, loadingTime);
  });
}

/**
 * Draws the first diagram that has not come into view. Answers once it is drawn or has failed; false when there is none, or
 * no room for one more.
 */
export async function drawFirstWaiting(): Promise<boolean> {
  const figure = undrawn().find(({ dataset }) => dataset["state"] === "waiting");
  if (!figure || framed.size >= mostDrawn()) return false;
  inView.unobserve(figure);
  begin(figure);
  await new Promise<void>((done) => {
    new MutationObserver((_changes, observer) => {
      if (figure.dataset["state"] === "drawing") return;
      observer.disconnect();
      done();
    }).observe(figure, { attributeFilter: ["data-state"] });
  });
  return true;
}

/** Who waits until nothing is left to be drawn. */
const waiting: (() => void)[] = [];

function tellWaiting() {
  if (undrawn().length === 0) for (const done of waiting.splice(0)) done();
}

/** The diagrams of the page that are still to be drawn. */
export const undrawn = () => [
  ...document.querySelectorAll<HTMLElement>("figure[data-diagram]:is([data-state=waiting], [data-state=drawing])"),
];

/** A thread as one document has the diagrams of many pages. */
const mostDrawn = () =>
  document.querySelector("[data-print-view]") ? diagramLimits.drawnInADocument : diagramLimits.drawnOnAPage;

function begin(figure: HTMLElement) {
  figure.dataset["state"] = "drawing";

  const source = sourceOf(figure);
  const label = figure.ariaLabel ?? "Diagram";
  const diagram: Diagram = { figure, source, label, isReady: false, order: 0, full: 0, held: null, isChosen: false };
  for (const gone of framed) if (!gone.figure.isConnected) framed.delete(gone);
  if (new TextEncoder().encode(source).length > diagramLimits.sourceBytes)
    return fail(diagram, "This diagram is not drawn: its source is longer than 20 KB.");
  if (framed.size >= mostDrawn())
    return fail(diagram, `This diagram is not drawn: a page draws ${mostDrawn()} of them.`);
  framed.add(diagram);
  openFrame(diagram);
}

function openFrame(diagram: Diagram) {
  const frame = document.createElement("iframe");
  // Set before the address, so that the document never has an origin.
  frame.setAttribute("sandbox", "allow-scripts");
  frame.className = "diagram-frame";
  frame.dataset["added"] = "";
  frame.title = diagram.label;
  frame.src = paths.embedDiagram();
  diagram.frame = frame;
  awaitArrival(diagram);
  diagram.figure.prepend(frame);
}

window.addEventListener("message", (event: MessageEvent<FrameNote>) => {
  const diagram = [...framed].find(({ frame }) => frame && event.source === frame.contentWindow);
  // Messages of our frames have the origin "null".
  if (!diagram || event.origin !== "null") return;
  const note = event.data;
  if (note.kind === "ready") {
    diagram.isReady = true;
    window.clearTimeout(diagram.timer);
    enqueue(diagram);
  } else if (note.order === diagram.order) {
    if (note.kind === "begun") awaitDrawing(diagram);
    else if (note.kind === "drawn") show(diagram, note);
    else fail(diagram, `This diagram has an error: ${shorten(String(note.why), 300)}`);
  }
});

function awaitArrival(diagram: Diagram) {
  setTimer(diagram, loadingTime, "This diagram could not be drawn: the program that draws it did not answer.");
}

function awaitDrawing(diagram: Diagram) {
  setTimer(diagram, drawingTime, "This diagram takes too long to draw, so its source is shown instead.");
}

function setTimer(diagram: Diagram, ms: number, sentence: string) {
  window.clearTimeout(diagram.timer);
  diagram.timer = window.setTimeout(() => fail(diagram, sentence), ms);
}

function enqueue(diagram: Diagram) {
  if (!queue.includes(diagram)) queue.push(diagram);
  drawNext();
}

function drawNext() {
  if (drawing) return;
  const diagram = queue.shift();
  if (!diagram) return;
  // The page may have changed while it waited.
  if (!diagram.frame?.contentWindow) return drawNext();
  drawing = diagram;
  diagram.order += 1;
  awaitArrival(diagram);
  const { source, label, order } = diagram;
  const message: DrawOrder = { kind: "draw", order, source, label, look: lookOf(diagram.figure) };
  // A frame without origin can only be addressed with "*"; the message contains only text of the page.
  diagram.frame.contentWindow.postMessage(message, "*");
}

function settle(diagram: Diagram) {
  window.clearTimeout(diagram.timer);
  if (drawing === diagram) drawing = null;
  drawNext();
}

function show(diagram: Diagram, { height, width: widthThen, natural }: Extract<FrameNote, { kind: "drawn" }>) {
  settle(diagram);
  const { figure, frame } = diagram;
  if (!frame) return;
  const isFirst = figure.dataset["state"] !== "drawn";
  const heightBefore = figure.offsetHeight;
  // How wide the figure may become in the margin, and the shape of the frame on paper.
  const width = Math.ceil(Number(natural?.width) || 0);
  if (width > 0) {
    figure.style.setProperty("--drawing-width", `${width}px`);
    frame.style.setProperty("--drawing-shape", `${width} / ${Math.ceil(Number(natural.height) || 1)}`);
  }
  figure.dataset["state"] = "drawn";
  // The frame may be wider now than when it was measured: it gets the height at once that it would report a moment later.
  const grown = scaleIn(frame.clientWidth, width) - scaleIn(Number(widthThen) || 0, width);
  const wanted = (Number(height) || 0) + grown * (Number(natural?.height) || 0);
  diagram.full = Math.min(heights.max, Math.max(heights.min, Math.ceil(wanted)));
  const foot = footOf(figure, (isWhole) => {
    diagram.isChosen = true;
    setWhole(diagram, isWhole);
  });
  if (isFirst && !roomOf(figure) && isSeen(figure) && !isPreview(figure)) {
    const room = heightBefore - foot.offsetHeight;
    if (diagram.full > room) hold(diagram, room);
  }
  fit(diagram);
  tellWaiting();
  if (isFirst && figure.offsetHeight < heightBefore) keepHeight(figure, heightBefore);
  const size = isFirst ? boundedSize(Number(natural?.width), Number(natural?.height)) : null;
  if (size) tellSize(figure, size);
}

function isSeen(figure: HTMLElement) {
  const { top, bottom } = figure.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

/** The room that a figure has from the server, where the sheet shows it. */
function roomOf(figure: HTMLElement): HTMLElement | null {
  const room = figure.querySelector<HTMLElement>(":scope > .diagram-room");
  return room && getComputedStyle(room).display !== "none" ? room : null;
}

/** Draws into the room that is there while the figure is seen, so that what is below it stays. */
function hold(diagram: Diagram, room: number) {
  diagram.held = room;
  whenUnseen(diagram.figure, () => {
    // Who pressed the button has chosen.
    if (diagram.isChosen) return;
    diagram.held = null;
    fit(diagram);
  });
}

/** Gives the frame its height, and offers the whole drawing where that is smaller. */
function fit({ figure, frame, full, held }: Diagram) {
  const isWhole = "whole" in figure.dataset;
  const room = held ?? (isWhole ? null : (roomOf(figure)?.offsetHeight ?? null));
  if (frame) frame.height = String(isWhole || room === null ? full : Math.min(full, room));
  offerWhole(figure, room !== null && full > room * notWorthMore);
}

function setWhole(diagram: Diagram, isWhole: boolean) {
  const { figure } = diagram;
  if (isWhole) figure.dataset["whole"] = "";
  else delete figure.dataset["whole"];
  fit(diagram);
}

/** Removes the frame and everything running in it, and says why the source is shown. */
function fail(diagram: Diagram, sentence: string) {
  const heightBefore = diagram.figure.offsetHeight;
  diagram.frame?.remove();
  framed.delete(diagram);
  settle(diagram);
  const { figure } = diagram;
  for (const added of figure.querySelectorAll(":scope > .diagram-foot, :scope > .diagram-note")) added.remove();
  figure.dataset["state"] = "failed";
  tellWaiting();
  const note = document.createElement("p");
  note.className = "diagram-note";
  note.dataset["added"] = "";
  note.setAttribute("role", "status");
  note.textContent = sentence;
  figure.prepend(note);
  if (figure.offsetHeight < heightBefore) keepHeight(figure, heightBefore);
}

function drawAgain() {
  for (const diagram of framed) if (diagram.isReady) enqueue(diagram);
}

window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
new MutationObserver(drawAgain).observe(document.documentElement, {
  attributes: true,
  attributeFilter: ["data-theme"],
});
