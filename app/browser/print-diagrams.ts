/**
 * Diagrams are drawn when they come into view; a printed page shows all of them. The key that prints and our own button wait
 * for the drawings. Printing from a menu can't wait: therefore far diagrams are drawn beforehand, while the page is idle. The
 * drawing program is three times as large as a page, so this begins once somebody reads on, or has stayed for a while.
 */
import { drawAll, drawFirstWaiting, undrawn } from "./diagrams";
import { whenReadOn } from "./when-read-on";

let isWatching = false;

/** Listens once for the page to be printed, and begins with drawings that would come too late. */
export function drawBeforePrinting() {
  // A document for paper is opened to be printed.
  if (document.querySelector("[data-print-view]")) void drawAll();
  if (isWatching) return;
  isWatching = true;
  window.addEventListener("keydown", (event) => {
    const isPrint =
      (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p";
    if (!isPrint || undrawn().length === 0) return;
    event.preventDefault();
    void print();
  });
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-print]")) void print();
  });
  window.addEventListener("beforeprint", () => void drawAll());
  if (mayDrawAhead()) whenReadOn(drawWhenIdle);
}

async function print() {
  await drawAll();
  window.print();
}

/** Pages are seldom printed from phones, and the drawing program is large for those who save data. */
function mayDrawAhead() {
  const connection: unknown = Reflect.get(navigator, "connection");
  const savesData =
    typeof connection === "object" && connection !== null && Reflect.get(connection, "saveData") === true;
  return "requestIdleCallback" in window && matchMedia("(hover: hover) and (pointer: fine)").matches && !savesData;
}

function drawWhenIdle() {
  requestIdleCallback(() => void drawFirstWaiting().then((isDrawn) => isDrawn && drawWhenIdle()));
}
