import { previewCitations } from "~/features/citations/citations.server";
import type { Warning } from "~/features/markdown/markdown";
import { warnOfWidgets } from "./warn-of-widgets.server";
import { previewWidgets } from "~/features/widgets/widgets.server";
import { parseMarkdown, renderMarkdown } from "~/features/markdown/markdown.server";
import type { Viewer } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { normaliseBody } from "./post-form";
import { presentPreview } from "./present-posts.server";
import { judgeQuotes } from "./quotes.server";
import { resolve } from "./resolve.server";
import { isTextAtFault } from "./write-post.server";

type Preview = { ok: true; html: string; warnings: Warning[] } | { ok: false; reason: "text-not-renderable" };

/** Html of a preview; its ids begin with `p0`. Stores nothing. */
export async function previewPost(markdown: string, viewer: Viewer): Promise<Preview> {
  try {
    const body = normaliseBody(markdown);
    const parsed = await parseMarkdown(body);
    const quotes = await judgeQuotes(db, parsed);
    const { resolved: citations, list, warnings } = await previewCitations(db, parsed.references.citations);
    const resolution = { ...(await resolve(db, parsed, quotes)), citations };
    const html = await renderMarkdown(body, resolution, { prefix: "p0" });
    const states = new Map(quotes.map(({ ordinal, state }) => [`0:${ordinal}`, state]));
    const { widgets: asked, bareLinks: links } = parsed.references;
    const widgets = await previewWidgets(db, asked);
    const shown = { list, links, widgets };
    return {
      ok: true,
      html: await presentPreview(html, shown, viewer, { states, originals: new Map() }),
      warnings: [...warnings, ...(await warnOfWidgets(asked))].toSorted((a, b) => a.line - b.line),
    };
  } catch (error) {
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}
