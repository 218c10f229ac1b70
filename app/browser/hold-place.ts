/** How much of a post may be left at the top of the window before the next one counts as there. */
const leftOver = 64;

/**
 * The post at the top edge of the window. A jump puts a post there, so keys and the rail count from it, and it stays where it is
 * while posts are added before it. `postAtTop` answers another question: what is being read, for the address and for what counts
 * as read. Eyes rest below the edge, where a short post has begun that no jump led to.
 */
export function postInView(page: ParentNode): HTMLElement | null {
  const posts = [...page.querySelectorAll<HTMLElement>(".posts .post, .posts .post-stub")];
  return posts.find((post) => post.getBoundingClientRect().bottom > leftOver) ?? null;
}

/**
 * Says where an element is now and answers with a function that brings it back there, for after a change above it. The
 * browser's own anchoring, which not all have, would do the same a second time and is held back until the next frame.
 */
export function holdPlace(element: Element | null): () => void {
  if (!element) return () => {};
  const { style } = document.documentElement;
  const before = element.getBoundingClientRect().top;
  style.setProperty("overflow-anchor", "none");
  return () => {
    if (element.isConnected) scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
    requestAnimationFrame(() => style.removeProperty("overflow-anchor"));
  };
}
