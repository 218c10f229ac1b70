import { rendererVersion } from "~/features/markdown/markdown";
import {
  fillSlots,
  MarkdownFailed,
  MarkdownTooLarge,
  MarkdownTooLong,
  MarkdownTooSlow,
  renderMarkdown,
} from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";
import { html } from "~/ui/html";

/** Only links and code. Names of members and threads stay text, because they could change. */
async function render(description: string): Promise<string> {
  const rendered = await renderMarkdown(description, { members: {}, threads: {}, posts: {} }, { prefix: "tag" });
  return fillSlots(rendered, () => undefined);
}

/** A description's html; null if the renderer refuses the text. */
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

/** A tag's description as html. Renders and stores it if an older renderer made it. */
export async function presentDescription(tag: Described): Promise<string> {
  if (tag.description === "" || tag.rendererVersion === rendererVersion) return tag.html;
  const rendered = await renderDescription(tag.description);
  if (rendered === null) return String(html`<p>${tag.description}</p>`);
  await db.tag.updateMany({ where: { id: tag.id, revision: tag.revision }, data: { html: rendered, rendererVersion } });
  return rendered;
}
