import { LRUCache } from "lru-cache";

type Drawing = Promise<Buffer | null>;

/** Caches pictures: drawing takes tens of milliseconds, a picture tens of kilobytes. */
const drawings = new LRUCache<string, Drawing>({ max: 100 });

/**
 * The picture of this version: cached, in progress for another request, or new. Null if `draw` returns null. Null and
 * failures aren't cached.
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
