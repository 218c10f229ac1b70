import { TagSlugs } from "~/features/tags/tags";
import { oneLineText } from "~/platform/one-line-text";

export const titleLimits = { min: 15, max: 150 };

export const ThreadTitle = oneLineText({
  ...titleLimits,
  missing: "Give the thread a title.",
  tooShort: `A title has at least ${titleLimits.min} characters: say what the thread claims or asks.`,
  tooLong: `A title has at most ${titleLimits.max} characters.`,
});

export const ThreadTags = TagSlugs;
