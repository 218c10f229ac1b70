/** Long files, such as an archive: written as fast as their reader takes them. They hold no memory and no place behind the gate. */
import type { ServerResponse as Outgoing } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The longest time in milliseconds that one download may take. */
const longest = 30 * 60_000;

export const isPaced = ({ headers }: Response) => headers.get("Content-Type") === "application/zip";

/** Sends it; a reader who leaves ends it, which is no fault. */
export async function sendPaced(answered: Response, response: Outgoing) {
  try {
    await pipeline(Readable.from(partsOf(answered)), response, { signal: AbortSignal.timeout(longest) });
  } catch (error) {
    if (!response.closed && !response.destroyed) throw error;
  }
}

/** The parts of an answer's body as they come; whoever ends early ends their source. */
async function* partsOf({ body }: Response) {
  const reader = body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) yield part.value;
  } finally {
    await reader?.cancel();
  }
}
