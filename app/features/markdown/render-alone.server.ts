import { type Asker, inLane, type Lane } from "~/platform/lanes.server";
import { isTextAtFault } from "./failures";
import { renderMarkdown } from "./read-in-lane.server";
import { fillSlots } from "./slots";

/** Only links and code. Names of members and threads stay text, because they could change. */
const nothingResolved = { members: {}, threads: {}, posts: {} };

/**
 * The html of a text that is no post: a tag's description, a bio, the rules. Its ids begin with `prefix`. Null if the renderer
 * refuses the text. Throws what `inLane` throws.
 */
export async function renderAlone(text: string, prefix: string, lane: Lane, asker: Asker): Promise<string | null> {
  try {
    const given = { resolution: nothingResolved, prefix };
    const rendered = await inLane(lane, asker, (reader) => renderMarkdown(text, given, reader));
    return fillSlots(rendered, () => undefined);
  } catch (error) {
    if (isTextAtFault(error)) return null;
    throw error;
  }
}
