import { z } from "zod";
import { TagSlugs } from "~/features/tags/tags";

export const titleLimits = { min: 15, max: 150 };

export const ThreadTitle = z
  .string("Give the thread a title.")
  .transform((title) => title.replaceAll(/[\s\u0000]+/g, " ").trim())
  .pipe(
    z
      .string("Give the thread a title.")
      .min(titleLimits.min, `A title has at least ${titleLimits.min} characters: say what the thread claims or asks.`)
      .max(titleLimits.max, `A title has at most ${titleLimits.max} characters.`),
  );

export const ThreadTags = TagSlugs;
