import { isTextAtFault } from "~/features/markdown/markdown.server";
import type { Warning } from "~/features/markdown/markdown";
import { previewMarks, warnOfClaims } from "~/features/claims/claims.server";
import { warnOfWidgets } from "./warn-of-widgets.server";
import { previewWidgets } from "~/features/widgets/widgets.server";
import type { Viewer } from "~/features/auth/auth";
import type { CitationList } from "~/features/citations/citations";
import { db } from "~/platform/db.server";
import { type Asker, inLane, type Reader } from "~/platform/lanes.server";
import { bytesOf, normaliseBody } from "./post-form";
import { presentPreview } from "./present-posts.server";
import { type ReadText, readText } from "./read-text.server";

type NotRenderable = { ok: false; reason: "text-not-renderable" };
type Preview = { ok: true; html: string; warnings: Warning[] } | NotRenderable;
type ShownText = { ok: true; html: string; plainText: string; list: CitationList } | NotRenderable;

/**
 * Html of a preview; its ids begin with `p0`. Stores nothing. Waits in the lane of previews: throws `LineIsFull` when there
 * is no place for this asker.
 */
export async function previewPost(markdown: string, viewer: Viewer, asker: Asker): Promise<Preview> {
  return inPreviewLane(asker, async (reader) => {
    const { html, text } = await show(normaliseBody(markdown), viewer, reader);
    return { ok: true, html, warnings: await warningsOf(text) };
  });
}

/** The same of a text that stood in a post, without warnings: with its words and what it cites. */
export async function showText(markdown: string, viewer: Viewer, asker: Asker): Promise<ShownText> {
  return inPreviewLane(asker, async (reader) => {
    const { html, text } = await show(markdown, viewer, reader);
    return { ok: true, html, plainText: text.parsed.plainText, list: text.preview.list };
  });
}

async function inPreviewLane<Shown>(
  asker: Asker,
  work: (reader: Reader) => Promise<Shown>,
): Promise<Shown | NotRenderable> {
  try {
    return await inLane("previews", asker, work);
  } catch (error) {
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}

async function show(body: string, viewer: Viewer, reader: Reader) {
  const text = await readText(body, { reader, prefix: "p0" });
  const { widgets: asked, bareLinks: links } = text.parsed.references;
  const states = new Map(text.quotes.map(({ ordinal, state }) => [`0:${ordinal}`, state]));
  const widgets = await previewWidgets(db, asked);
  const marks = await previewMarks(text.parsed.references.claims);
  const shown = { list: text.preview.list, links, widgets, marks, bytes: bytesOf(body) };
  return { text, html: await presentPreview(text.html, shown, viewer, { states, originals: new Map() }) };
}

async function warningsOf({ parsed: { references }, preview }: ReadText): Promise<Warning[]> {
  return [
    ...preview.warnings,
    ...(await warnOfWidgets(references.widgets)),
    ...(await warnOfClaims(references.claims)),
  ].toSorted((a, b) => a.line - b.line);
}
