import type { ThreadScreen } from "./thread-screen";

/** A part of the thread as a page shows it, and the html of those posts that came after the page itself. */
export type Part = { screen: ThreadScreen; bodies: Record<string, string> | null };

/** One part of all these, which follow one another: what belongs to posts is put together, the rest is the page's own. */
export function joinWindows(page: Part, others: Part[]): Part {
  if (others.length === 0) return page;
  // The page's own comes last: what it says of a post is newer.
  const all = [...others.map(({ screen }) => screen), page.screen];
  const inOrder = all.toSorted((a, b) => a.window.first - b.window.first);
  const [first, last] = [inOrder[0]!, inOrder.at(-1)!];
  return {
    bodies: Object.assign({}, ...others.map(({ bodies }) => bodies), page.bodies),
    screen: {
      ...page.screen,
      posts: inOrder.flatMap(({ posts }) => posts),
      stubs: inOrder.flatMap(({ stubs }) => stubs),
      events: inOrder.flatMap(({ events }) => events),
      editable: all.flatMap(({ editable }) => editable),
      editedAfterAnswer: all.flatMap(({ editedAfterAnswer }) => editedAfterAnswer),
      bookmarked: all.flatMap(({ bookmarked }) => bookmarked),
      signals: Object.assign({}, ...all.map(({ signals }) => signals)),
      reactors: Object.assign({}, ...all.map(({ reactors }) => reactors)),
      quotedIn: Object.assign({}, ...all.map(({ quotedIn }) => quotedIn)),
      disclosures: Object.assign({}, ...all.map(({ disclosures }) => disclosures)),
      hideGrounds: Object.assign({}, ...all.map(({ hideGrounds }) => hideGrounds)),
      replies: Object.assign({}, ...all.map(({ replies }) => replies)),
      beforeAt: first.beforeAt,
      related: last.related,
      window: { first: first.window.first, last: last.window.last },
    },
  };
}

type Window = { first: number; last: number };

/** Those of these windows, in any order, that reach the page's own one without a gap, each once. */
export function joining<One extends Window>(own: Window, windows: One[]): One[] {
  const left = windows.filter(({ first, last }) => last < own.first || first > own.last);
  const joined: One[] = [];
  let { first, last } = own;
  for (;;) {
    const next = left.find((one) => one.first === last + 1 || one.last === first - 1);
    if (!next) return joined;
    joined.push(next);
    left.splice(left.indexOf(next), 1);
    [first, last] = [Math.min(first, next.first), Math.max(last, next.last)];
  }
}
