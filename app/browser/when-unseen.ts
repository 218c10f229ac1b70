/** What waits until nobody sees it happen. */

/** Milliseconds without scrolling after which a page stands still. */
const stillness = 300;

/**
 * A drawing is often lower than its source. While it can be seen, the difference stays free below it, so that the text below
 * does not move under its reader.
 */
export function keepHeight(figure: HTMLElement, height: number) {
  figure.style.minHeight = `${height}px`;
  whenUnseen(figure, () => (figure.style.minHeight = ""));
}

/**
 * Runs once what is below the figure can move without being seen to: the figure is below the window, or above it, where scroll
 * anchoring holds the text in place, unless the page is scrolled just then.
 */
export function whenUnseen(figure: HTMLElement, run: () => void) {
  let timer: number | undefined;
  const runWhenStill = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(finish, stillness);
  };
  const cancel = () => {
    window.clearTimeout(timer);
    window.removeEventListener("scroll", runWhenStill);
  };
  const untilUnseen = new IntersectionObserver(([entry]) => {
    cancel();
    if (!entry || entry.isIntersecting) return;
    if (entry.boundingClientRect.top >= 0) return finish();
    if (!CSS.supports("overflow-anchor", "auto")) return;
    window.addEventListener("scroll", runWhenStill, { passive: true });
    runWhenStill();
  });
  function finish() {
    cancel();
    untilUnseen.disconnect();
    run();
  }
  untilUnseen.observe(figure);
}
