/** The rule for a thread's tags: one to six, at least one of them a chain or a topic. */
import { z } from "zod";
import type { Tag } from "./tag";

export const maxTags = 6;

export const TagSlugs = z
  .union([z.string().transform((slug) => [slug]), z.array(z.string())], "Choose at least one tag.")
  // The picker sends chosen tags twice: in the author's order, and as ticked boxes.
  .transform((slugs) => [...new Set(slugs.map((slug) => slug.trim().toLowerCase()))])
  .pipe(
    z
      .array(z.string().min(1).max(60))
      .min(1, "Choose at least one tag.")
      .max(maxTags, `Choose at most ${maxTags} tags.`),
  );

type Found = Pick<Tag, "slug" | "kind"> & { askedAs?: string[] };

/** A sentence if these tags aren't allowed for a thread; null if they are. */
export function faultInTags(slugs: string[], found: Found[]): string | null {
  const unknown = slugs.filter((slug) => !found.some((tag) => tag.slug === slug || tag.askedAs?.includes(slug)));
  if (unknown.length > 0) return `There is no tag “${unknown[0]}”.`;
  if (!found.some((tag) => tag.kind === "chain" || tag.kind === "topic"))
    return "At least one tag must be a chain or a topic: that is where readers look for threads.";
  return null;
}
