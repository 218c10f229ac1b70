/**
 * Reads on in a long thread without leaving the page: the posts of the next or the previous page are put in place when its link
 * comes near. Visitors' pages alone: a member's page does it with its own components.
 */
import { holdPlace, postInView } from "./hold-place";
import { type End, watchEnds } from "./near-ends";

/** What one page has of the thread: its posts, and the links before and after them. */
type Window = { first: number; last: number; posts: Element[]; prev: Element | null; next: Element | null };

/** More would make the page slow: those farthest away are given up, and come again when one goes back. */
const mostWindows = 8;

export function readOnInPlace(page: Document) {
  const list = page.querySelector<HTMLElement>(".thread > .posts");
  const opened = list && !("readsOn" in list.dataset) && windowIn(page);
  if (!list || !opened) return;
  list.dataset["readsOn"] = "";
  const windows = [opened];
  const failed = new Set<End>();
  let isLoading = false;

  const load = async (end: End) => {
    const edge = end === "next" ? windows.at(-1) : windows[0];
    const link = edge?.[end]?.querySelector<HTMLAnchorElement>(`[rel=${end}]`);
    if (isLoading || failed.has(end) || !link) return;
    isLoading = true;
    const loaded = await fetchWindow(link.href);
    isLoading = false;
    const isNext = loaded && edge && (end === "next" ? loaded.first === edge.last + 1 : loaded.last === edge.first - 1);
    // Its link still leads there.
    if (!isNext) return void failed.add(end);
    const restore = holdPlace(postInView(page));
    if (end === "next") {
      windows.push(loaded);
      list.append(...loaded.posts);
      if (windows.length > mostWindows) forget(windows.shift());
    } else {
      windows.unshift(loaded);
      list.prepend(...loaded.posts);
      if (windows.length > mostWindows) forget(windows.pop());
    }
    showEnds(list, windows);
    restore();
    ends.look();
  };
  const ends = watchEnds(page, (end) => void load(end));
}

const forget = (window: Window | undefined) => window?.posts.forEach((post) => post.remove());

/** Links before the first and after the last of the posts that are here, with the numbers of these. */
function showEnds(list: HTMLElement, windows: Window[]) {
  for (const nav of document.querySelectorAll(".thread > .pager")) nav.remove();
  const [first, last] = [windows[0]!, windows.at(-1)!];
  for (const nav of [first.prev, last.next]) {
    const place = nav?.querySelector(".pager-place");
    if (place) place.textContent = (place.textContent ?? "").replace(/^\d+–\d+/, `${first.first}–${last.last}`);
    const onPaper = nav?.querySelector(".print-address");
    if (onPaper) onPaper.textContent = (onPaper.textContent ?? "").replace(/^Posts \d+/, `Posts ${first.first}`);
  }
  if (first.prev) list.before(first.prev);
  if (last.next) list.after(last.next);
}

async function fetchWindow(address: string): Promise<Window | null> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
  return answer?.ok ? windowIn(new DOMParser().parseFromString(await answer.text(), "text/html")) : null;
}

function windowIn(page: Document): Window | null {
  const list = page.querySelector<HTMLElement>(".thread > .posts");
  const [, first, last] = /^(\d+)–(\d+)/.exec(page.querySelector(".pager-place")?.textContent ?? "") ?? [];
  if (!list || !first || !last) return null;
  for (const target of list.querySelectorAll(".post-target"))
    if (page !== document) target.classList.remove("post-target");
  const pager = (end: End) => page.querySelector(`.thread > .pager[data-end=${end}]`);
  return {
    first: Number(first),
    last: Number(last),
    posts: [...list.children],
    prev: pager("prev"),
    next: pager("next"),
  };
}
