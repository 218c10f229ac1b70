import { LRUCache } from "lru-cache";

type Drawing = Promise<Buffer | null>;

/** Drawing takes tens of milliseconds, a picture tens of kilobytes. */
const drawings = new LRUCache<string, Drawing>({ max: 100 });

/**
 * The picture of this version: the kept one, the one that is being drawn for another request, or a new one. Null where
 * `draw` answers null, which is not kept; nor is a failure.
 */
export function keepDrawn(version: string, draw: () => Drawing): Drawing {
  const known = drawings.get(version);
  if (known) return known;
  const drawing = draw();
  drawings.set(version, drawing);
  const forget = () => {
    if (drawings.peek(version) === drawing) drawings.delete(version);
  };
  drawing.then((drawn) => drawn ?? forget(), forget);
  return drawing;
}
