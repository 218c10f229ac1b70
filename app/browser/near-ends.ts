/** Which end of the posts that are loaded. */
export type End = "prev" | "next";

const ahead = 1_200;
const wakes = ["wheel", "touchmove", "keydown", "pointerdown"] as const;

/**
 * Calls `reach` when a link to earlier or later posts comes near the window, once the reader has begun to move: a page that was
 * just opened loads nothing further. `look` has it judge again, after links have changed. Answers with both and an end.
 */
export function watchEnds(page: Document, reach: (end: End) => void): { look(): void; stop(): void } {
  let isAwake = false;
  let isDue = false;
  const look = () => {
    isDue = false;
    if (!isAwake) return;
    for (const end of ["prev", "next"] as const) {
      const nav = page.querySelector(`.pager[data-end=${end}]:has([rel=${end}])`);
      if (!nav) continue;
      const { top, bottom } = nav.getBoundingClientRect();
      if (bottom > -ahead && top < innerHeight + ahead) reach(end);
    }
  };
  const later = () => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(look);
  };
  const wake = () => {
    isAwake = true;
    later();
  };
  for (const kind of wakes) addEventListener(kind, wake, { passive: true, once: true });
  addEventListener("scroll", later, { passive: true });
  // Who drags the scrollbar sends nothing but scrolls. The page's own ones, to the post that its address names, come earlier.
  let isStopped = false;
  afterLoad(() => !isStopped && addEventListener("scroll", wake, { passive: true, once: true }));
  return {
    look: later,
    stop() {
      isStopped = true;
      removeEventListener("scroll", wake);
      for (const kind of wakes) removeEventListener(kind, wake);
      removeEventListener("scroll", later);
    },
  };
}

/** Once the page is loaded and what it scrolled by itself is drawn: scrolls are told with the next picture. */
function afterLoad(then: () => void) {
  if (document.readyState !== "complete") return addEventListener("load", () => afterLoad(then), { once: true });
  requestAnimationFrame(() => requestAnimationFrame(then));
}
