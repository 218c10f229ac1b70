import { rendererVersion } from "~/features/markdown/markdown";
import {
  fillSlots,
  escapeText,
  MarkdownFailed,
  MarkdownTooLarge,
  MarkdownTooLong,
  MarkdownTooSlow,
  renderMarkdown,
} from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";

/** Links and code, and nothing that could change later: names of members and threads stay the text they are. */
async function render(description: string): Promise<string> {
  const html = await renderMarkdown(description, { members: {}, threads: {}, posts: {} }, { prefix: "tag" });
  return fillSlots(html, () => undefined);
}

/** A description's html; null when the renderer refuses the text. */
export async function renderDescription(description: string): Promise<string | null> {
  try {
    return await render(description);
  } catch (error) {
    const refusals = [MarkdownFailed, MarkdownTooLarge, MarkdownTooLong, MarkdownTooSlow];
    if (refusals.some((kind) => error instanceof kind)) return null;
    throw error;
  }
}

type Described = { id: number; description: string; revision: number; html: string; rendererVersion: number };

/** A tag's description as html; made anew, and kept, where an older renderer made it or none did. */
export async function presentDescription(tag: Described): Promise<string> {
  if (tag.description === "" || tag.rendererVersion === rendererVersion) return tag.html;
  const html = await renderDescription(tag.description);
  if (html === null) return `<p>${escapeText(tag.description)}</p>`;
  await db.tag.updateMany({ where: { id: tag.id, revision: tag.revision }, data: { html, rendererVersion } });
  return html;
}
