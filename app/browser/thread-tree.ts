/** A thread as a tree: folds are remembered, replies that the page left out come in place, the arrow keys lead through it. */

import { deepestLevel } from "~/features/reading/reading";
import { readFolds, writeFolds } from "./branch-folds";
import { isPlainClick } from "./plain-click";
import { leadsThroughTree } from "./tree-keys";

const mostThreads = 50;
const mostFolds = 200;

/**
 * `folded` are the branches that this browser's reader folded in an earlier visit. The page may have been used before it is
 * called: any other branch that is closed was closed by its reader.
 */
export function openTree(tree: HTMLElement, folded: number[]) {
  for (const branch of tree.querySelectorAll("details[data-fold]:not([open])")) remember(tree, branch);
  if (folded.length > 0) {
    fold(tree, folded);
    showTarget(tree);
  }
  // This event doesn't bubble.
  tree.addEventListener("toggle", (event) => remember(tree, event.target), true);
  tree.addEventListener("click", (event) => void loadInPlace(tree, event));
  tree.addEventListener("keydown", (event) => walk(tree, event));
}

function fold(part: ParentNode, folded: number[]) {
  const ids = new Set(folded);
  for (const branch of part.querySelectorAll<HTMLDetailsElement>("details[data-fold]"))
    if (ids.has(Number(branch.dataset["fold"]))) branch.open = false;
}

/** An address may lead to a post in a branch that was folded. */
function showTarget(tree: HTMLElement) {
  const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
  if (!target || !tree.contains(target)) return;
  unfold(target);
  target.scrollIntoView();
}

function unfold(inside: Element) {
  for (let fold = inside.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
}

function remember(tree: HTMLElement, target: EventTarget | null) {
  if (!(target instanceof HTMLDetailsElement) || target.dataset["fold"] === undefined) return;
  const thread = tree.dataset["tree"] ?? "";
  const id = Number(target.dataset["fold"]);
  const { [thread]: before = [], ...others } = readFolds();
  const own = before.filter((one) => one !== id);
  if (!target.open) own.push(id);
  const kept = Object.entries(others).slice(-(mostThreads - 1));
  writeFolds(Object.fromEntries([...kept, [thread, own.slice(-mostFolds)]]));
}

async function loadInPlace(tree: HTMLElement, event: MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-branch]") : null;
  const line = link?.closest<HTMLElement>(".tree-more");
  if (!link || !line || !isPlainClick(event)) return;
  event.preventDefault();
  if (line.ariaBusy === "true") return;
  line.ariaBusy = "true";
  const branches = await fetchBranches(link).catch(() => null);
  // The page it leads to can say what is wrong.
  if (!branches) return location.assign(link.href);
  const level = levelOfReplies(line);
  if (level === null) {
    const place = document.createElement("div");
    place.className = "tree-loaded";
    const head = document.createElement("p");
    head.className = "tree-loaded-head";
    head.textContent = `Continues post ${link.dataset["branch"]}`;
    place.append(head, ...branches);
    line.replaceWith(place);
  } else {
    for (const branch of branches) indent(branch, level);
    line.replaceWith(...branches);
  }
  fold(tree, readFolds()[tree.dataset["tree"] ?? ""] ?? []);
  focusOn(branches.map((branch) => branch.querySelector("article")).find((article) => article !== null) ?? null);
}

/** The replies of another page of the tree, without posts that stand on this one. */
async function fetchBranches(link: HTMLAnchorElement): Promise<HTMLElement[]> {
  const response = await fetch(link.href);
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const replies = page.querySelector(`[data-replies="${Number(link.dataset["branch"])}"]`);
  if (!replies) throw new Error("There are no replies on that page.");
  // The framework's buttons work only on the page that they were made for; links and forms work everywhere, and the page's
  // conversation listens to buttons that quote.
  for (const button of replies.querySelectorAll<HTMLElement>(".with-script")) {
    if ("quote" in button.dataset) button.dataset["quote"] = "loaded";
    else button.remove();
  }
  return [...replies.children].filter((child): child is HTMLElement => {
    const id = child.querySelector("article, .post-stub")?.id;
    return child instanceof HTMLElement && !(id && document.getElementById(id));
  });
}

/** How far replies in the place of this line are indented; null where they begin at the left again. */
function levelOfReplies(line: HTMLElement): number | null {
  if (line.parentElement?.matches("[data-replies]")) return 0;
  const level = Number(line.closest<HTMLElement>(".tree-branch")?.dataset["level"] ?? 0) + 1;
  return level > deepestLevel ? null : level;
}

function indent(branch: HTMLElement, by: number) {
  for (const one of [branch, ...branch.querySelectorAll<HTMLElement>(".tree-branch")])
    if (one.dataset["level"] !== undefined)
      one.dataset["level"] = String(Math.min(deepestLevel, Number(one.dataset["level"]) + by));
}

/** Left: the post that is answered. Shift Left: the first of its branch. Right: the first reply. Shift Up and Down: its siblings. */
function walk(tree: HTMLElement, event: KeyboardEvent) {
  if (!leadsThroughTree(event) || !(event.target instanceof Element)) return;
  const branch = event.target.closest<HTMLElement>(".tree-branch");
  const next = branch ? wayFrom(branch, event) : event.key === "ArrowRight" ? firstReply(tree) : undefined;
  if (next === undefined) return;
  event.preventDefault();
  focusOn(next && (next.matches("article") ? next : next.querySelector(":scope > article, :scope > .post-stub")));
}

/** Where a key leads from a branch: null where that way ends, undefined for a key that leads nowhere. */
function wayFrom(branch: HTMLElement, { key, shiftKey }: KeyboardEvent): Element | null | undefined {
  const parent =
    branch.parentElement?.closest(".tree-branch") ?? branch.closest("[data-tree]")?.querySelector("article") ?? null;
  if (key === "ArrowLeft") return shiftKey ? topOf(branch) : parent;
  if (key === "ArrowRight" && !shiftKey) return firstReply(branch);
  if (!shiftKey) return undefined;
  if (key === "ArrowUp") return sibling(branch, "previousElementSibling");
  return key === "ArrowDown" ? sibling(branch, "nextElementSibling") : undefined;
}

function topOf(branch: Element): Element {
  const above = branch.parentElement?.closest(".tree-branch");
  return above ? topOf(above) : branch;
}

function firstReply(inside: Element): Element | null {
  const reply = inside.querySelector(".tree-branch");
  if (reply) unfold(reply);
  return reply;
}

function sibling(branch: Element, way: "previousElementSibling" | "nextElementSibling"): Element | null {
  let next = branch[way];
  while (next && !next.matches(".tree-branch")) next = next[way];
  return next;
}

/** Focus goes to the author's name, as it does for an address that ends in a number. */
function focusOn(post: Element | null) {
  const heading = post?.querySelector<HTMLElement>(".post-author") ?? (post instanceof HTMLElement ? post : null);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  post?.scrollIntoView({ block: "nearest" });
}
