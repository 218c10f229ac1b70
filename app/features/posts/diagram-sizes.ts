/** The sizes of a post's diagrams: what a form may say of them, and what is kept. */
import { z } from "zod";
import { boundedSize, type DiagramSizes, diagramSizeLimits } from "~/ui/diagram-size";

/** More than twenty sizes take. */
const longestField = 2_000;

const Sizes = z
  .record(
    z.string().regex(/^[0-9a-z]{1,11}$/),
    z.tuple([z.number(), z.number()]).transform(([width, height], refusal) => {
      const size = boundedSize(width, height);
      if (!size) refusal.addIssue("Not a size");
      return size ?? z.NEVER;
    }),
  )
  .refine((sizes) => Object.keys(sizes).length <= diagramSizeLimits.diagrams);

/** A column, or what a field held, as it may be trusted: nothing where it is anything else. */
export function readDiagramSizes(given: unknown): DiagramSizes {
  const read = Sizes.safeParse(given);
  return read.success ? read.data : {};
}

/** The hidden field of a form. Its author did not write it: a malformed one is as none. */
export const DiagramSizesField = z
  .unknown()
  .optional()
  .transform((field) =>
    typeof field === "string" && field.length <= longestField ? readDiagramSizes(jsonOf(field)) : {},
  );

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * The sizes to render a text with: what came with it goes before what its column holds, and no more are rendered than a form may
 * send.
 */
export function knownSizes(sent: DiagramSizes = {}, stored: unknown): DiagramSizes {
  const all = stored === null ? sent : { ...sent, ...readDiagramSizes(stored), ...sent };
  return Object.fromEntries(Object.entries(all).slice(0, diagramSizeLimits.diagrams));
}

/** The sizes of those diagrams that a text has; null where none is known. */
export function sizesOfText(sizes: DiagramSizes, keys: string[]): DiagramSizes | null {
  const known = keys.flatMap((key) => (Object.hasOwn(sizes, key) ? [[key, sizes[key]!] as const] : []));
  return known.length > 0 ? Object.fromEntries(known) : null;
}
