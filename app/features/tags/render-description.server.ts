import { rendererVersion } from "~/features/markdown/markdown";
import { fillSlots, isTextAtFault, renderMarkdown } from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";
import { type Asker, askingJobs, inLane, type Lane } from "~/platform/lanes.server";
import { LineIsFull } from "~/platform/reading-errors";
import { html } from "~/ui/html";

/** Only links and code. Names of members and threads stay text, because they could change. */
const nothingResolved = { resolution: { members: {}, threads: {}, posts: {} }, prefix: "tag" };

/** A description's html; null if the renderer refuses the text. Throws what `inLane` throws. */
export async function renderDescription(description: string, lane: Lane, asker: Asker): Promise<string | null> {
  try {
    const rendered = await inLane(lane, asker, (reader) => renderMarkdown(description, nothingResolved, reader));
    return fillSlots(rendered, () => undefined);
  } catch (error) {
    if (isTextAtFault(error)) return null;
    throw error;
  }
}

type Described = { id: number; description: string; revision: number; html: string; rendererVersion: number };

/** A tag's description as html. Renders and stores it if an older renderer made it. */
export async function presentDescription(tag: Described): Promise<string> {
  if (tag.description === "" || tag.rendererVersion === rendererVersion) return tag.html;
  const rendered = await renderDescription(tag.description, "jobs", askingJobs).catch((error: unknown) => {
    if (error instanceof LineIsFull) return tag.html;
    throw error;
  });
  if (rendered === tag.html) return rendered;
  if (rendered === null) return String(html`<p>${tag.description}</p>`);
  await db.tag.updateMany({ where: { id: tag.id, revision: tag.revision }, data: { html: rendered, rendererVersion } });
  return rendered;
}
