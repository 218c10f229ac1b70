/**
 * Diagrams are drawn when they come into view; a printed page shows all of them. The key that prints waits for the drawings.
 * Printing from a menu can't wait: it starts the drawings that are missing, and prints the source in their place.
 */
import { drawAll, undrawn } from "./diagrams";

let isWatching = false;

/** Listens once for the page to be printed. */
export function drawBeforePrinting() {
  if (isWatching) return;
  isWatching = true;
  window.addEventListener("keydown", (event) => {
    const isPrint =
      (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "p";
    if (!isPrint || undrawn().length === 0) return;
    event.preventDefault();
    void drawAll().then(() => window.print());
  });
  window.addEventListener("beforeprint", () => void drawAll());
}
