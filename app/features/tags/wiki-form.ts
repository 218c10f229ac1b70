/** Schemas of the tag forms, for browser and server. */
import { z } from "zod";
import { scriptsOf } from "./look-alikes";
import { cleanTyped } from "~/platform/characters";
import { oneLineText, optionalLine } from "~/platform/one-line-text";
import { inThousands } from "~/ui/count";
import { TagSlug } from "./tag-slug";

export const descriptionLimits = { min: 20, max: 4_000 };

const tooLittle = "Describe the tag in at least one sentence: what belongs under it.";

export const Description = z
  .string(tooLittle)
  .transform((text) => cleanTyped(text).trim())
  .pipe(
    z
      .string(tooLittle)
      .refine(
        (text) =>
          text.length >= descriptionLimits.min &&
          text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length >= 3,
        tooLittle,
      )
      .refine((text) => text.length <= descriptionLimits.max, {
        error: (issue) =>
          `This description has ${inThousands(String(issue.input).length)} characters; it may have ${inThousands(descriptionLimits.max)}.`,
      }),
  );

const Reason = optionalLine({ max: 300, tooLong: "A reason has at most 300 characters." });

export const DescriptionForm = z.object({
  intent: z.enum(["save", "preview"]).default("save"),
  description: Description,
  reason: Reason,
  /** The revision that the edit began from, so that a newer one isn't overwritten. */
  revision: z.coerce.number("Reload the page and edit again.").int().min(1).max(1_000_000),
});

export const TagName = oneLineText({
  min: 2,
  max: 60,
  missing: "A name has at least 2 characters.",
  tooLong: "A name has at most 60 characters.",
})
  .refine((name) => /[\p{L}\p{N}]/u.test(name), "A name has a letter or a digit.")
  .superRefine((name, refinement) => {
    const scripts = scriptsOf(name);
    if (scripts.length > 1)
      refinement.addIssue({
        code: "custom",
        message: `A name is written in one script, and this one mixes ${scripts.join(" and ")}.`,
      });
  });

/** An empty slug is made from the name. */
const OptionalSlug = z.preprocess((value) => (value === "" ? undefined : value), TagSlug.optional());

export const NewTagForm = z.object({
  name: TagName,
  slug: OptionalSlug,
  description: Description,
  /** The author saw the similar tags and means none of them. */
  isAnother: z
    .literal("yes")
    .optional()
    .transform((given) => given === "yes"),
});

export const FollowForm = z.object({ intent: z.enum(["follow", "unfollow"], "There is no such action.") });
