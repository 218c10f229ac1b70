import { fillSlots, parseMarkdown, renderMarkdown } from "~/features/markdown/markdown.server";
import type { Viewer } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { normaliseBody } from "./post-form";
import { slotFiller } from "./present-posts.server";
import { resolve } from "./resolve.server";
import { isTextAtFault } from "./write-post.server";

type Preview = { ok: true; html: string } | { ok: false; reason: "text-not-renderable" };

/** The html that a post of this text would show; its ids begin with `p0`. Nothing is stored. */
export async function previewPost(markdown: string, viewer: Viewer): Promise<Preview> {
  try {
    const body = normaliseBody(markdown);
    const resolution = await resolve(db, await parseMarkdown(body));
    const html = await renderMarkdown(body, resolution, { prefix: "p0" });
    return { ok: true, html: fillSlots(html, await slotFiller([html], viewer)) };
  } catch (error) {
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}
