import { isTextAtFault } from "~/features/markdown/markdown.server";
import type { Warning } from "~/features/markdown/markdown";
import { previewMarks, warnOfClaims } from "~/features/claims/claims.server";
import { warnOfWidgets } from "./warn-of-widgets.server";
import { previewWidgets } from "~/features/widgets/widgets.server";
import type { Viewer } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { type Asker, inLane, type Reader } from "~/platform/lanes.server";
import { bytesOf, normaliseBody } from "./post-form";
import { presentPreview } from "./present-posts.server";
import { readText } from "./read-text.server";

type Preview = { ok: true; html: string; warnings: Warning[] } | { ok: false; reason: "text-not-renderable" };

/**
 * Html of a preview; its ids begin with `p0`. Stores nothing. Waits in the lane of previews: throws `LineIsFull` when there
 * is no place for this asker.
 */
export async function previewPost(markdown: string, viewer: Viewer, asker: Asker): Promise<Preview> {
  try {
    return await inLane("previews", asker, (reader) => preview(normaliseBody(markdown), viewer, reader));
  } catch (error) {
    if (isTextAtFault(error)) return { ok: false, reason: "text-not-renderable" };
    throw error;
  }
}

async function preview(body: string, viewer: Viewer, reader: Reader): Promise<Preview> {
  const text = await readText(body, { reader, prefix: "p0" });
  const { widgets: asked, bareLinks: links } = text.parsed.references;
  const states = new Map(text.quotes.map(({ ordinal, state }) => [`0:${ordinal}`, state]));
  const widgets = await previewWidgets(db, asked);
  const marks = await previewMarks(text.parsed.references.claims);
  const shown = { list: text.preview.list, links, widgets, marks, bytes: bytesOf(body) };
  return {
    ok: true,
    html: await presentPreview(text.html, shown, viewer, { states, originals: new Map() }),
    warnings: [
      ...text.preview.warnings,
      ...(await warnOfWidgets(asked)),
      ...(await warnOfClaims(text.parsed.references.claims)),
    ].toSorted((a, b) => a.line - b.line),
  };
}
