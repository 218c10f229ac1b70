/**
 * Draws diagrams when they come into view, each in a frame without origin, where Mermaid can't reach the page, its
 * cookies or the network. Until then, and on failure, the source is shown.
 */
import { paths } from "~/paths";
import {
  type DrawOrder,
  diagramLimits,
  type FrameNote,
  type Look,
  lookColours,
  smallestScale,
} from "./diagram-messages";
import { shorten } from "~/ui/shorten";

const loadingTime = 20_000;
const drawingTime = 5_000;
const heights = { min: 40, max: 4_000 };

type Diagram = {
  figure: HTMLElement;
  source: string;
  label: string;
  frame?: HTMLIFrameElement;
  isReady: boolean;
  /** The last order sent to the frame. */
  order: number;
  timer?: number;
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
    inView.observe(figure);
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

  const source = figure.querySelector("code")?.textContent ?? "";
  const diagram = { figure, source, label: figure.ariaLabel ?? "Diagram", isReady: false, order: 0 };
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
  if (!diagram.frame) return;
  const heightBefore = diagram.figure.offsetHeight;
  // How wide the figure may become in the margin, and the shape of the frame on paper.
  const width = Math.ceil(Number(natural?.width) || 0);
  if (width > 0) {
    diagram.figure.style.setProperty("--drawing-width", `${width}px`);
    diagram.frame.style.setProperty("--drawing-shape", `${width} / ${Math.ceil(Number(natural.height) || 1)}`);
  }
  diagram.figure.dataset["state"] = "drawn";
  // The frame may be wider now than when it was measured: it gets the height at once that it would report a moment later.
  const grown = scaleIn(diagram.frame.clientWidth, width) - scaleIn(Number(widthThen) || 0, width);
  const wanted = (Number(height) || 0) + grown * (Number(natural?.height) || 0);
  diagram.frame.height = String(Math.min(heights.max, Math.max(heights.min, Math.ceil(wanted))));
  tellWaiting();
  if (!diagram.figure.querySelector(":scope > .diagram-foot")) diagram.figure.append(sourceToggle(diagram.figure));
  if (diagram.figure.offsetHeight < heightBefore) keepHeight(diagram.figure, heightBefore);
}

/** How much of its own size a drawing has in a frame of this width. */
const scaleIn = (frameWidth: number, drawingWidth: number) =>
  drawingWidth > 0 ? Math.min(1, Math.max(smallestScale, frameWidth / drawingWidth)) : 1;

/** Milliseconds without scrolling after which a page stands still. */
const stillness = 300;

/**
 * A drawing is often lower than its source. While it can be seen, the difference stays free below it, so that the text below
 * does not move under its reader. Above the window, scroll anchoring holds the text in place, unless the page is scrolled just
 * then.
 */
function keepHeight(figure: HTMLElement, height: number) {
  figure.style.minHeight = `${height}px`;
  let timer: number | undefined;
  const releaseWhenStill = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(release, stillness);
  };
  const cancelRelease = () => {
    window.clearTimeout(timer);
    window.removeEventListener("scroll", releaseWhenStill);
  };
  const untilUnseen = new IntersectionObserver(([entry]) => {
    cancelRelease();
    if (!entry || entry.isIntersecting) return;
    if (entry.boundingClientRect.top >= 0) return release();
    if (!CSS.supports("overflow-anchor", "auto")) return;
    window.addEventListener("scroll", releaseWhenStill, { passive: true });
    releaseWhenStill();
  });
  function release() {
    cancelRelease();
    untilUnseen.disconnect();
    figure.style.minHeight = "";
  }
  untilUnseen.observe(figure);
}

function sourceToggle(figure: HTMLElement) {
  const foot = document.createElement("div");
  foot.className = "diagram-foot";
  foot.dataset["added"] = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  const say = () => {
    const isShown = figure.dataset["source"] === "shown";
    button.textContent = isShown ? "Hide source" : "Show source";
    button.setAttribute("aria-expanded", String(isShown));
  };
  button.addEventListener("click", () => {
    if (figure.dataset["source"] === "shown") delete figure.dataset["source"];
    else figure.dataset["source"] = "shown";
    say();
  });
  say();
  foot.append(button);
  return foot;
}

/** Removes the frame and everything running in it, and says why the source is shown. */
function fail(diagram: Diagram, sentence: string) {
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
}

/** The page's colours at this place. A token is an expression, so read its computed value from a probe element. */
function lookOf(place: HTMLElement): Look {
  const probe = document.createElement("span");
  probe.dataset["added"] = "";
  place.append(probe);
  const colours = Object.fromEntries(
    lookColours.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  ) as Record<(typeof lookColours)[number], string>;
  const isDark = brightness(colours.page) < 0.5;
  probe.remove();
  return { ...colours, isDark };
}

function brightness(colour: string) {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return (0.3 * red + 0.59 * green + 0.11 * blue) / 255;
}

function drawAgain() {
  for (const diagram of framed) if (diagram.isReady) enqueue(diagram);
}

window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAgain);
new MutationObserver(drawAgain).observe(document.documentElement, {
  attributes: true,
  attributeFilter: ["data-theme"],
});
