/**
 * The font of formulas is a sixth of a thread's first visit: it is loaded when the first formula comes near the window, when
 * somebody reads on, or when the page is printed. Until then `formulas.css` draws formulas in a font that the browser has.
 */
import { whenReadOn } from "./when-read-on";

const { dataset } = document.documentElement;
let isWatching = false;

/** Watches the page's formulas; those that are watched already stay so. */
export function watchFormulas() {
  if (isLoading()) return;
  for (const formula of document.querySelectorAll("math")) comesNear.observe(formula);
  if (isWatching) return;
  isWatching = true;
  whenReadOn(load);
  window.addEventListener("beforeprint", load);
}

const isLoading = () => dataset["formulas"] !== undefined;

const comesNear = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && load(), {
  // So early that the font is there before most formulas are seen.
  rootMargin: "1200px",
});

function load() {
  comesNear.disconnect();
  dataset["formulas"] = "";
}
