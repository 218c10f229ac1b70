/** The posts of a thread as one document, for paper. */
import type { Viewer } from "~/features/auth/auth";
import { type CitationList, joinLists, numberOn } from "~/features/citations/citations";
import { documentSourcesHtml } from "~/features/citations/citations.server";
import type { Disclosure } from "~/features/members/members";
import { db } from "~/platform/db.server";
import { mostBytesOfPage } from "./fit-page";
import { listPosts, type RemovedPost } from "./list-posts.server";
import { type PostView, windowOf, windowSize } from "./post";
import { readDerived } from "./post-derived";
import { presentPosts } from "./present-posts.server";
import { listQuotes } from "./quotes.server";

/** How many posts a document holds, hidden and deleted ones included. */
export const mostPostsOfDocument = 500;

const listPrefix = "all";

export type ThreadDocument = {
  posts: PostView[];
  /** Posts that the viewer may not read. */
  removed: RemovedPost[];
  /** The authors' disclosures for the thread's tags, by member. */
  disclosures: Record<number, Disclosure[]>;
  /** Html by post id; its marks refer to the list of sources of the whole document. */
  bodies: Map<number, string>;
  /** That list as html; empty when nothing is cited. */
  sources: string;
  /** Numbers of the first and the last post in it. */
  first: number;
  last: number;
};

/**
 * The posts from number `from` on, as many as a document holds: 500, or 2 MB of html beside the first post. They are read
 * by windows, so that a long thread costs no more than what is shown of it.
 */
export async function listDocument(
  thread: { id: number; lastNumber: number; tags: { id: number }[] },
  from: number,
  viewer: Viewer,
): Promise<ThreadDocument> {
  const posts: PostView[] = [];
  const removed: RemovedPost[] = [];
  const cited: { number: number; list: CitationList }[] = [];
  const bodies = new Map<number, string>();
  const disclosures: Record<number, Disclosure[]> = {};
  let numbers = new Map<number, number>();
  let left = mostBytesOfPage;
  const end = Math.min(thread.lastNumber, from + mostPostsOfDocument - 1);
  let last = end;

  const isIn = ({ number }: { number: number }) => number >= from && number <= last;
  for (let number = windowOf(from).first; number <= end && last === end; number += windowSize) {
    const window = await listPosts(thread, number, viewer);
    const stored = window.posts.filter(isIn);
    const lists = stored.map(({ derived }) => readDerived(derived).citations);
    numbers = numberOn(numbers, lists);
    const quotes = await listQuotes(
      db,
      stored.map(({ id }) => id),
      viewer,
    );
    const shown = await presentPosts(stored, viewer, { numbers, listPrefix }, quotes);
    for (const [
      index,
      { html: _html, derived: _derived, excerpt: _excerpt, text: _text, cited: _cited, ...post },
    ] of stored.entries()) {
      const body = shown.get(post.id) ?? "";
      const list = lists[index]!;
      // The list of sources grows with its marks.
      left -= Buffer.byteLength(body) + JSON.stringify(list).length;
      if (left < 0 && posts.length > 0) {
        last = post.number - 1;
        break;
      }
      posts.push(post);
      bodies.set(post.id, body);
      cited.push({ number: post.number, list });
    }
    removed.push(...window.removed.filter(isIn));
    Object.assign(disclosures, window.disclosures);
  }
  const sources = documentSourcesHtml(joinLists(cited), listPrefix);
  return { posts, removed, disclosures, bodies, sources: String(sources ?? ""), first: from, last };
}
