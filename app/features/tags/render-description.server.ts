import { rendererVersion } from "~/features/markdown/markdown";
import { renderAlone } from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";
import { askingJobs } from "~/platform/lanes.server";
import { LineIsFull } from "~/platform/reading-errors";
import { html } from "~/ui/html";

type Described = { id: number; description: string; revision: number; html: string; rendererVersion: number };

/** A tag's description as html. Renders and stores it if an older renderer made it. */
export async function presentDescription(tag: Described): Promise<string> {
  if (tag.description === "" || tag.rendererVersion === rendererVersion) return tag.html;
  const rendered = await renderAlone(tag.description, "tag", "jobs", askingJobs).catch((error: unknown) => {
    if (error instanceof LineIsFull) return tag.html;
    throw error;
  });
  if (rendered === tag.html) return rendered;
  if (rendered === null) return String(html`<p>${tag.description}</p>`);
  await db.tag.updateMany({ where: { id: tag.id, revision: tag.revision }, data: { html: rendered, rendererVersion } });
  return rendered;
}
