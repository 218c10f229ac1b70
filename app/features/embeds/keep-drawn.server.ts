import { processWide } from "~/platform/registry.server";

/** Drawing takes tens of milliseconds, a picture tens of kilobytes. */
const mostKept = 100;

type Drawing = Promise<Buffer | null>;

/** The picture of this version: the one kept, the one being drawn for somebody else, or a new one. Null where none could be drawn. */
export async function keepDrawn(version: string, draw: () => Drawing): Drawing {
  const kept = processWide("drawn-cards", () => new Map<string, Drawing>());
  const drawing = kept.get(version) ?? draw();
  // The last asked for stands last; the first goes when there are too many.
  kept.delete(version);
  kept.set(version, drawing);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  const forget = () => kept.get(version) === drawing && kept.delete(version);
  return drawing.then(
    (drawn) => {
      if (drawn === null) forget();
      return drawn;
    },
    (error: unknown) => {
      forget();
      throw error;
    },
  );
}
