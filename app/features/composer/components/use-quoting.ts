import { useEffect, useState } from "react";
import { paths } from "~/paths";
import { quoteOf } from "../insertions";

export type Quotable = { id: number; number: number; revision: number; author: { handle: string; name: string } };

/** A selection in one post, and the position of its quote button. */
export type Quoting = { post: Quotable; passage: string; at: { left: number; top: number } };

/** The reader's selection in a post of this page, as a quote; null without a selection. */
export function useQuoting(isWanted: boolean) {
  const [quoting, setQuoting] = useState<Quoting | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout>;
    let looks = 0;
    const look = () => {
      clearTimeout(timer);
      const own = ++looks;
      timer = setTimeout(async () => {
        const found = await selectedPassage();
        // Another selection may have been made meanwhile.
        if (own === looks) setQuoting(found);
      }, 120);
    };
    document.addEventListener("selectionchange", look);
    return () => {
      clearTimeout(timer);
      looks = Infinity;
      document.removeEventListener("selectionchange", look);
    };
  }, [isWanted]);
  return quoting;
}

/** The selection, if it is within one post; null also when what reads it can't be loaded. */
export async function selectedPassage(): Promise<Quoting | null> {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const body = bodyAround(range.startContainer);
  if (!body || bodyAround(range.endContainer) !== body) return null;
  const post = quotableAround(body);
  if (!post) return null;
  const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const at = { left: end.right + window.scrollX, top: end.bottom + window.scrollY };
  // The selection as it is now: it may have changed when the module has come.
  const contents = range.cloneContents();
  const reader = await import("./selection-markdown").catch(() => null);
  const passage = reader?.markdownOf(contents) ?? "";
  return passage === "" ? null : { post, passage, at };
}

/** The post around an element, by what the page says of it: also of posts that script has put there. */
export function quotableAround(element: Element): Quotable | null {
  const article = element.closest<HTMLElement>("article.post");
  const author = article?.querySelector<HTMLAnchorElement>(".post-author a");
  const [, id] = /^p-(\d+)$/.exec(article?.id ?? "") ?? [];
  const [, number] = /^post-(\d+)$/.exec(article?.querySelector(".post-margin")?.id ?? "") ?? [];
  const [, handle] = /^\/u\/([a-z0-9_-]+)$/.exec(author?.pathname ?? "") ?? [];
  if (!article || !author || !id || !number || !handle) return null;
  const name = author.textContent ?? handle;
  return {
    id: Number(id),
    number: Number(number),
    revision: Number(article.dataset["revision"]),
    author: { handle, name },
  };
}

const bodyAround = (node: Node) =>
  (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>(".post-main > [data-body]");

export const quoteOfSelection = ({ post, passage }: Pick<Quoting, "post" | "passage">) =>
  quoteOf({ handle: post.author.handle, postId: post.id, revision: post.revision }, passage);

/** A whole post as a quote, from its source; null without a connection or if it was removed. */
export async function quoteOfWhole(post: { id: number }): Promise<string | null> {
  try {
    const response = await fetch(paths.postSource(post));
    if (!response.ok) return null;
    const source = (await response.json()) as { revision: number; markdown: string; author: { handle: string } };
    return quoteOf({ handle: source.author.handle, postId: post.id, revision: source.revision }, source.markdown);
  } catch {
    return null;
  }
}
