/** Shortcuts of one key, and of "g" and a second one. What a key presses is a link or button of the page itself. */
import { paths } from "~/paths";
import { postInView } from "./hold-place";
import { showShortcuts } from "./shortcut-sheet";

/** How long "g" waits for its second key, in milliseconds. */
const patience = 1_500;
const goals: Record<string, string> = {
  h: paths.home(),
  n: paths.newThread(),
  t: paths.tags(),
  s: paths.sources(),
  i: paths.inbox(),
};

let wentAt = Number.NEGATIVE_INFINITY;

/** `at` is when the key was pressed, by `performance.now()`. */
export function pressKey(key: string, at: number) {
  const goal = at - wentAt < patience ? goals[key] : undefined;
  wentAt = key === "g" ? at : Number.NEGATIVE_INFINITY;
  if (goal !== undefined) return void location.assign(goal);
  // A page of its own keys names them on its links and choices.
  const named = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (named) return named.click();
  acts[key]?.();
}

const acts: Record<string, () => void> = {
  j: () => move(1),
  k: () => move(-1),
  u: goUp,
  r: reply,
  q: quote,
  b: () => currentPost()?.querySelector<HTMLElement>("[data-bookmark]")?.click(),
  o: () => currentNotice()?.querySelector<HTMLElement>(".told-link")?.click(),
  e: markRead,
  m: () =>
    currentNotice()?.closest(".inbox-group")?.querySelector<HTMLElement>(".follow-level button[value=mute]")?.click(),
  "?": showShortcuts,
};

/** The notice in focus. */
const currentNotice = () => document.activeElement?.closest<HTMLElement>(".told") ?? null;

/** Where read notices leave the list, the focus goes on to the next first. */
function markRead() {
  const button = currentNotice()?.querySelector<HTMLElement>("[data-mark-read]");
  if (new URLSearchParams(location.search).get("show") === "unread") move(1);
  button?.click();
}

const stops = ".posts .post, .posts .post-stub, .thread-rows .thread-title, .line-list > li, .result, .told";

/** What can take the focus in a post, a stub or a row: its own heading or first link. */
const headOf = (stop: HTMLElement): HTMLElement =>
  stop.matches("a")
    ? stop
    : (stop.querySelector<HTMLElement>(".told-link") ??
      stop.querySelector<HTMLElement>(".post-author") ??
      stop.querySelector<HTMLElement>("a, p") ??
      stop);

const shownStops = () => [...document.querySelectorAll<HTMLElement>(stops)].filter((stop) => stop.checkVisibility());

/** The one that has the focus; else the first whose top is on the screen, or the one that fills it. */
function currentStop(all: HTMLElement[]): { index: number; hasFocus: boolean } {
  const focused = all.findIndex((stop) => stop.contains(document.activeElement));
  if (focused >= 0) return { index: focused, hasFocus: true };
  const seen = all.findIndex((stop) => stop.getBoundingClientRect().bottom > 64);
  return { index: seen, hasFocus: false };
}

function move(by: 1 | -1) {
  const all = shownStops();
  const { index, hasFocus } = currentStop(all);
  const current = all[index];
  // The first press takes the post that is on the screen, unless its beginning has been read already.
  const isBegun = current !== undefined && current.getBoundingClientRect().top < -8;
  const next = hasFocus || (by === 1 && isBegun) ? all[index + by] : current;
  if (next) return focusOn(next);
  // Behind the last that is loaded, and before the first, stands the link that leads on.
  const on = document.querySelector<HTMLElement>(`.pager [rel=${by === 1 ? "next" : "prev"}]`);
  on?.focus();
}

function focusOn(stop: HTMLElement) {
  const head = headOf(stop);
  if (head.tabIndex < 0) head.tabIndex = -1;
  head.focus({ preventScroll: true });
  stop.scrollIntoView({ block: stop.matches(".post") ? "start" : "nearest", behavior: "instant" });
}

/** The post in focus, else the one that is being read. */
const currentPost = (): HTMLElement | null => focusedPost() ?? postInView(document);

const focusedPost = () => document.activeElement?.closest<HTMLElement>(".posts .post") ?? null;

function goUp() {
  const post = currentPost();
  const link = post?.querySelector<HTMLAnchorElement>(".post-relation a, .post-answered a, .post-answers a");
  const opening = document.getElementById("post-1")?.closest<HTMLElement>(".post");
  const above = link ? document.getElementById(new URL(link.href).hash.slice(1)) : opening;
  if (above) return focusOn(above);
  if (link) return link.click();
  // A window without the opening post: the thread's address is where it stands.
  const first = document.querySelector<HTMLAnchorElement>(".thread-tabs a");
  if (post && first) location.assign(first.href);
}

function reply() {
  const own = focusedPost()?.querySelector<HTMLElement>("[data-reply]");
  if (own) return own.click();
  const open = [...document.querySelectorAll<HTMLElement>(".dock-field, .visitor-bar .button")];
  const shown = open.find((element) => element.checkVisibility());
  if (shown) shown.click();
  else document.querySelector<HTMLElement>(".dock textarea")?.focus();
}

/** Selected words are quoted by the form itself. */
function quote() {
  if (getSelection()?.isCollapsed === false) return;
  focusedPost()?.querySelector<HTMLElement>("[data-quote]")?.click();
}
