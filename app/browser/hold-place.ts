import { postAtTop } from "./post-on-screen";

/** The post that is being read, by the rule that the address follows; hidden ones and folded branches have no place. */
export function postInView(page: ParentNode): HTMLElement | null {
  const all = [...page.querySelectorAll<HTMLElement>(".posts .post, .posts .post-stub")];
  const placed = all.flatMap((post) =>
    post.getClientRects().length > 0 ? [{ post, top: post.getBoundingClientRect().top }] : [],
  );
  return postAtTop(placed, viewOf())?.post ?? null;
}

/** What the rules of `post-on-screen.ts` ask of the window. */
export const viewOf = () => ({
  height: innerHeight,
  isAtEnd: scrollY + innerHeight >= document.documentElement.scrollHeight - 2 && scrollY > 0,
});

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
