/** Fills the slots of stored html at reading time: one query per kind of slot, whatever the number of posts. */
import { absoluteLinks, escapeAttribute, escapeText, fillSlots } from "~/features/markdown/markdown.server";
import type { Slot } from "~/features/markdown/markdown";
import { findMemberCards } from "~/features/members/members.server";
import { findThreadTitles } from "~/features/threads/threads.server";
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import type { QuoteState } from "./post";
import { listQuotes, type Quoted } from "./quotes.server";

/** Where html is shown: pages keep site-relative links, feeds and mail are read elsewhere and need whole ones. */
export type Medium = "page" | "feed" | "mail";

/** Quoted posts by id, and by `post:ordinal` how a quote stands to its original. */
type KnownQuotes = { originals: ReadonlyMap<number, Quoted>; states: ReadonlyMap<string, QuoteState> };

type Presentable = { id: number; html: string };

/**
 * Html by post id, ready for the medium. `known` is what these posts quote, where the caller has asked already.
 */
export async function presentPosts(
  posts: Presentable[],
  viewer: Viewer,
  medium: Medium,
  known?: KnownQuotes,
): Promise<Map<number, string>> {
  const ids = posts.map((post) => post.id);
  const fill = await slotFiller(
    posts.map((post) => post.html),
    viewer,
    known ?? (await listQuotes(db, ids, viewer)),
  );
  return new Map(
    posts.map(({ id, html }) => {
      const filled = fillSlots(html, (slot) => fill(slot, id));
      return [id, medium === "page" ? filled : absoluteLinks(filled, env().publicOrigin)];
    }),
  );
}

/** How each slot of these texts is filled for this viewer. A slot that has lost its object keeps its readable fallback. */
export async function slotFiller(
  htmls: string[],
  viewer: Viewer,
  { states, originals }: KnownQuotes,
): Promise<(slot: Slot, postId: number) => string | undefined> {
  const wanted = { mention: new Set<number>(), thread: new Set<number>(), "quote-origin": new Set<number>() };
  for (const html of htmls) {
    fillSlots(html, (slot) => {
      if (slot.kind in wanted) wanted[slot.kind as keyof typeof wanted].add(Number.parseInt(slot.id, 10));
      return undefined;
    });
  }
  const members = await findMemberCards([...wanted.mention]);
  const threads = await findThreadTitles([...wanted.thread], viewer);
  // A quote inside a quote has no row of its own.
  const nested = [...wanted["quote-origin"]].filter((id) => !originals.has(id));
  const quoted = new Map([...originals, ...(await findQuoted(nested, viewer))]);

  return ({ kind, id, fallback }, postId) => {
    if (kind === "mention") {
      const member = members.get(Number(id));
      return (
        member &&
        `<a class="mention" href="${paths.member(member)}" title="${escapeAttribute(member.name)}">${fallback}</a>`
      );
    }
    if (kind === "thread") {
      const thread = threads.get(Number(id));
      return (
        thread &&
        `<a class="thread-link" href="${paths.thread(thread)}" title="${escapeAttribute(thread.title)}">#${thread.id}</a>`
      );
    }
    if (kind === "quote-origin") {
      const [quotedId, revision, ordinal] = id.split(":").map(Number);
      const post = quoted.get(quotedId!);
      if (!post) return `${fallback} · the quoted post was removed`;
      return quoteOrigin(post, revision!, states.get(`${postId}:${ordinal}`) ?? "holds");
    }
    return undefined;
  };
}

/** Whose words these are and where they stand, and a word where they don't stand there any more. */
function quoteOrigin(post: Quoted, revision: number, state: QuoteState): string {
  const origin = `<a href="${paths.post(post)}"><b>${escapeText(post.author.name)}</b> · post ${post.number}, revision ${revision}</a>`;
  if (state === "differs") return `${origin} · <span class="quote-notice">not in these words in the original</span>`;
  if (state === "changed" && revision < post.revision) {
    const diff = escapeAttribute(paths.postHistory(post, { from: revision, to: post.revision }));
    return `${origin} · <a class="quote-notice" href="${diff}">the quoted text was changed since</a>`;
  }
  return origin;
}

async function findQuoted(ids: number[], viewer: Viewer): Promise<Map<number, Quoted>> {
  if (ids.length === 0) return new Map();
  const posts = await db.post.findMany({
    where: { id: { in: ids }, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: { id: true, number: true, revision: true, author: { select: { name: true } } },
  });
  return new Map(posts.map((post) => [post.id, post]));
}
