/** The address follows the post on screen. For members the server learns how far they have read, and that they read. */
import { paths } from "~/paths";
import { readWithoutGap } from "~/features/reading/components/read-without-gap";
import { isMember } from "./is-member";
import { numbersOnScreen, numbersSeen, type PlacedPost, postAtTop } from "./post-on-screen";

/** Milliseconds from the last movement to the next look, and between two signs of life. */
const restMs = 400;
const betweenMs = 5_000;
/** The most posts that one sign of life names. */
const mostAtOnce = 200;
/** A little more than the minute by which the server counts. */
const minuteMs = 61_000;

let isFollowing = false;

/** Begins once; the thread on the page may change. */
export function followReading() {
  if (isFollowing) return;
  isFollowing = true;
  const reader = new Reader();
  let due: ReturnType<typeof setTimeout> | undefined;
  const lookSoon = () => {
    clearTimeout(due);
    due = setTimeout(() => reader.look(true), restMs);
  };
  addEventListener("scroll", lookSoon, { passive: true });
  for (const kind of ["scroll", "keydown", "pointermove", "touchstart"])
    addEventListener(kind, () => reader.stir(), { passive: true });
  document.addEventListener("visibilitychange", () => (document.hidden ? reader.leave() : lookSoon()));
  addEventListener("pagehide", () => reader.leave());
  setTimeout(() => reader.look(!isWhereAddressLeads()), restMs);
  setInterval(() => reader.minute(), minuteMs);
}

class Reader {
  private thread = "";
  private readonly seen = new Set<number>();
  /** Those that were on the screen, and those of them that the server doesn't know yet. */
  private readonly shown = new Set<number>();
  private readonly untold = new Set<number>();
  /** The highest number read, and the one that the server knows. */
  private read = 0;
  private told = -1;
  private toldAt = -betweenMs;
  private stirredAt = performance.now();
  private later: ReturnType<typeof setTimeout> | undefined;

  stir() {
    this.stirredAt = performance.now();
  }

  look(hasMoved: boolean) {
    const place = document.querySelector<HTMLElement>("[data-reading]");
    if (!place || document.hidden) return;
    this.begin(place);
    const posts = postsIn(place);
    const view = {
      height: innerHeight,
      isAtEnd: scrollY + innerHeight >= document.documentElement.scrollHeight - 2 && scrollY > 0,
    };
    const isTree = place.dataset["view"] === "tree";
    for (const number of numbersSeen(posts, view)) this.seen.add(number);
    for (const number of numbersOnScreen(posts, view))
      if (!this.shown.has(number)) {
        this.shown.add(number);
        this.untold.add(number);
      }
    const current = postAtTop(posts, view);
    if (current && hasMoved) followInAddress(place, current, isTree);
    this.read = isTree ? readWithoutGap(this.seen, this.read) : Math.max(this.read, ...this.seen);
    if (this.hasNews()) this.tellSoon();
  }

  minute() {
    if (!isMember() || document.hidden || performance.now() - this.stirredAt > minuteMs) return;
    if (document.querySelector("[data-reading]")) this.tell(true);
  }

  leave() {
    if (this.hasNews()) this.tell(false);
  }

  private hasNews() {
    return isMember() && (this.read > this.told || this.untold.size > 0);
  }

  private begin(place: HTMLElement) {
    if (this.thread === place.dataset["reading"]) return;
    this.thread = place.dataset["reading"] ?? "";
    this.seen.clear();
    this.shown.clear();
    this.untold.clear();
    this.read = Number(place.dataset["read"] ?? 0);
    this.told = -1;
  }

  private tellSoon() {
    if (this.later !== undefined) return;
    const wait = Math.max(0, this.toldAt + betweenMs - performance.now());
    this.later = setTimeout(() => {
      this.later = undefined;
      if (this.hasNews()) this.tell(false);
    }, wait);
  }

  private tell(isMinute: boolean) {
    const number = Math.max(1, this.read);
    this.told = this.read;
    this.toldAt = performance.now();
    const thread = this.thread;
    const seen = [...this.untold].slice(0, mostAtOnce);
    for (const one of seen) this.untold.delete(one);
    const body = new URLSearchParams({ thread, number: String(number), minute: isMinute ? "1" : "0" });
    if (seen.length > 0) body.set("seen", seen.join(","));
    // It goes on when the page is left. What doesn't arrive is said again with the next post.
    const again = () => {
      this.told = -1;
      if (this.thread === thread) for (const one of seen) this.untold.add(one);
    };
    fetch(paths.readingPosition(), { method: "POST", body, keepalive: true }).then(({ ok }) => {
      if (!ok) return again();
      if (seen.length > 0) document.dispatchEvent(new Event("notices-read"));
    }, again);
  }
}

/** Posts in page order; those in a folded branch have no place. */
function postsIn(place: HTMLElement): PlacedPost[] {
  return [...place.querySelectorAll("[id^='post-']")].flatMap((element) => {
    const number = Number(element.id.slice("post-".length));
    if (!Number.isInteger(number) || element.getClientRects().length === 0) return [];
    const whole = element.closest(".post, .post-stub") ?? element;
    return [{ number, top: element.getBoundingClientRect().top, bottom: whole.getBoundingClientRect().bottom }];
  });
}

/**
 * Keeps what else stands in the address, but not which post is to be answered. Where the address leads to a part of the page
 * that is still on screen, it stays.
 */
function followInAddress(place: HTMLElement, { number }: PlacedPost, isTree: boolean) {
  if (isOnScreen(location.hash)) return;
  const search = new URLSearchParams(location.search);
  search.delete("reply");
  // A number alone leads to the flat view.
  if (isTree && number > 1) search.set("view", "tree");
  const path = place.dataset["path"] ?? location.pathname;
  const next = (number === 1 ? path : `${path}/${number}`) + (search.size > 0 ? `?${search}` : "");
  if (next !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", next);
}

/** False for a reader who has gone on before this module was there: the post that the address names is off the screen. */
function isWhereAddressLeads(): boolean {
  const named = document.querySelector(".post-target") ?? document.querySelector("[data-reading] [id^='post-']");
  const post = named?.closest(".post, .post-stub") ?? named;
  // In a folded branch it has no place.
  return post?.getClientRects().length === 0 || isVisible(post);
}

const isOnScreen = (hash: string) => isVisible(hash.length > 1 ? document.getElementById(hash.slice(1)) : null);

function isVisible(element: Element | null | undefined): boolean {
  if (!element) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}
