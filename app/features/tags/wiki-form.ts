/** Schemas of the tag forms, for browser and server. */
import { z } from "zod";
import { oneLine, TagSlug } from "./tag-slug";

export const descriptionLimits = { min: 20, max: 4_000 };

const tooLittle = "Describe the tag in at least one sentence: what belongs under it.";

export const Description = z
  .string(tooLittle)
  .transform((text) => text.replaceAll(/\r\n?/g, "\n").replaceAll("\u0000", "").trim())
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
          `This description has ${String(issue.input).length.toLocaleString("en")} characters; it may have ${descriptionLimits.max.toLocaleString("en")}.`,
      }),
  );

const Reason = z.string().max(300, "A reason has at most 300 characters.").default("").transform(oneLine);

export const DescriptionForm = z.object({
  intent: z.enum(["save", "preview"]).default("save"),
  description: Description,
  reason: Reason,
  /** The revision that the edit began from, so that a newer one isn't overwritten. */
  revision: z.coerce.number("Reload the page and edit again.").int().min(1).max(1_000_000),
});

export const TagName = z
  .string("Give the tag a name.")
  .transform(oneLine)
  .pipe(
    z
      .string("A name has at least 2 characters.")
      .min(2, "A name has at least 2 characters.")
      .max(60, "A name has at most 60 characters.")
      .regex(/[\p{L}\p{N}]/u, "A name has a letter or a digit."),
  );

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
