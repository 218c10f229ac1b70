/** Fills the slots of stored html at reading time: one query per kind of slot, whatever the number of posts. */
import { z } from "zod";
import { type CitationList, noCitations } from "~/features/citations/citations";
import { markersHtml, noteBackHtml, noteMarkerHtml, sourcesHtml } from "~/features/citations/citations.server";
import { absoluteLinks, escapeAttribute, escapeText, fillSlots } from "~/features/markdown/markdown.server";
import type { Slot } from "~/features/markdown/markdown";
import { findMemberCards } from "~/features/members/members.server";
import { findThreadTitles } from "~/features/threads/threads.server";
import type { Viewer } from "~/features/auth/auth";
import { visibleTo } from "~/features/auth/auth.server";
import { paths } from "~/paths";
import { db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { prefixOf } from "./reprocess-post.server";

/** Where html is shown: pages keep site-relative links, feeds and mail are read elsewhere and need whole ones. */
export type Medium = "page" | "feed" | "mail";

type Presentable = { id: number; html: string; derived?: unknown };

/** One text whose slots are to be filled: what it cites, and what its ids begin with. */
type Text = { html: string; list: CitationList; prefix: string };

/** Html by post id, ready for the medium. */
export async function presentPosts(posts: Presentable[], viewer: Viewer, medium: Medium): Promise<Map<number, string>> {
  const texts = posts.map(({ id, html, derived }) => ({ id, html, list: citationsOf(derived), prefix: prefixOf(id) }));
  const fill = await slotFiller(
    texts.map(({ html }) => html),
    viewer,
    medium,
  );
  return new Map(
    texts.map((text) => {
      const filled = fill(text);
      return [text.id, medium === "page" ? filled : absoluteLinks(filled, env().publicOrigin)];
    }),
  );
}

/** The html of a text that is not posted yet. */
export async function presentPreview(html: string, list: CitationList, viewer: Viewer): Promise<string> {
  const fill = await slotFiller([html], viewer, "page");
  return fill({ html, list, prefix: prefixOf(0) });
}

const Derived = z.object({ citations: z.custom<CitationList>((value) => value instanceof Object) });

/** What `reprocessPost` wrote down; posts from before citations have none. */
function citationsOf(derived: unknown): CitationList {
  const parsed = Derived.safeParse(derived);
  return parsed.success ? parsed.data.citations : noCitations;
}

/** How the slots of these texts are filled for this viewer. A slot that has lost its object keeps its readable fallback. */
async function slotFiller(htmls: string[], viewer: Viewer, medium: Medium): Promise<(text: Text) => string> {
  const wanted = { mention: new Set<number>(), thread: new Set<number>(), "quote-origin": new Set<number>() };
  for (const html of htmls) {
    fillSlots(html, (slot) => {
      if (slot.kind in wanted) wanted[slot.kind as keyof typeof wanted].add(Number.parseInt(slot.id, 10));
      return undefined;
    });
  }
  const members = await findMemberCards([...wanted.mention]);
  const threads = await findThreadTitles([...wanted.thread], viewer);
  const quoted = await findQuoted([...wanted["quote-origin"]], viewer);
  const isPage = medium === "page";

  const fill = ({ kind, id, fallback }: Slot, { list, prefix }: Text) => {
    switch (kind) {
      case "mention": {
        const member = members.get(Number(id));
        return (
          member &&
          `<a class="mention" href="${paths.member(member)}" title="${escapeAttribute(member.name)}">${fallback}</a>`
        );
      }
      case "thread": {
        const thread = threads.get(Number(id));
        return (
          thread &&
          `<a class="thread-link" href="${paths.thread(thread)}" title="${escapeAttribute(thread.title)}">#${thread.id}</a>`
        );
      }
      case "quote-origin": {
        const [postId, revision] = id.split(":");
        const post = quoted.get(Number(postId));
        if (!post) return `${fallback} · the quoted post is not there any more`;
        return `<a href="${paths.post(post)}"><b>${escapeText(post.author.name)}</b> · post ${post.number}, revision ${Number(revision)}</a>`;
      }
      case "citation":
        return markersHtml(id.split(":").map(Number), list, { prefix, isPage });
      case "note":
        return noteMarkerHtml(id, fallback, { prefix, isPage });
      case "note-back":
        return noteBackHtml(id, { prefix, isPage });
    }
  };
  return (text) =>
    fillSlots(text.html, (slot) => fill(slot, text)) + sourcesHtml(text.list, { prefix: text.prefix, isPage });
}

async function findQuoted(ids: number[], viewer: Viewer) {
  if (ids.length === 0) return new Map<number, { id: number; number: number; author: { name: string } }>();
  const posts = await db.post.findMany({
    where: { id: { in: ids }, ...visibleTo(viewer), thread: visibleTo(viewer) },
    select: { id: true, number: true, author: { select: { name: true } } },
  });
  return new Map(posts.map((post) => [post.id, post]));
}
