import { useEffect, useState } from "react";
import { paths } from "~/paths";
import { quoteOf } from "../markdown-edits";
import { markdownOf } from "./selection-markdown";

export type Quotable = { id: number; number: number; revision: number; author: { handle: string; name: string } };

/** A selection in one post, and the position of its quote button. */
export type Quoting = { post: Quotable; passage: string; at: { left: number; top: number } };

/** The reader's selection in a post of this page, as a quote; null without a selection. */
export function useQuoting(isWanted: boolean) {
  const [quoting, setQuoting] = useState<Quoting | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setQuoting(selectedPassage()), 120);
    };
    document.addEventListener("selectionchange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("selectionchange", look);
    };
  }, [isWanted]);
  return quoting;
}

/** The selection, if it is within one post. */
export function selectedPassage(): Quoting | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const body = bodyAround(range.startContainer);
  if (!body || bodyAround(range.endContainer) !== body) return null;
  const post = quotableAround(body);
  if (!post) return null;
  const passage = markdownOf(range.cloneContents());
  if (passage === "") return null;
  const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  return { post, passage, at: { left: end.right + window.scrollX, top: end.bottom + window.scrollY } };
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
