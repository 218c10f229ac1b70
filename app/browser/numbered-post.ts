/**
 * An address that ends in a post's number, opened by hand: brings the top of that post to the top of the window. Autofocus
 * has led to its heading by then. Going back or loading again keeps the place where one was.
 */
export function showNumberedPost(page: Document) {
  const [navigation] = performance.getEntriesByType("navigation");
  const isNew = navigation instanceof PerformanceNavigationTiming && navigation.type === "navigate";
  if (isNew && location.hash === "") page.querySelector(".post-target")?.scrollIntoView();
}
