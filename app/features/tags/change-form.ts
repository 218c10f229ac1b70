/** The form in which moderators change a tag. */
import { z } from "zod";
import { tagKinds } from "./tag";
import { oneLine } from "~/platform/characters";
import { TagSlug } from "./tag-slug";
import { TagName } from "./wiki-form";

const maxSynonyms = 20;

/** Synonyms, separated by lines or commas. */
const Synonyms = z
  .string()
  .default("")
  .transform((text) => [...new Set(text.split(/[\n,]/).map(oneLine).filter(Boolean))])
  .pipe(
    z
      .array(z.string().max(60, "Another name has at most 60 characters."))
      .max(maxSynonyms, `A tag has at most ${maxSynonyms} other names.`),
  );

export const ChangeTagForm = z.object({
  name: TagName,
  slug: TagSlug,
  kind: z.enum(tagKinds, "There is no such kind."),
  /** The slug of its parent; empty for none. */
  parent: z.string().trim().max(60).optional().default(""),
  synonyms: Synonyms,
  /** The version that the change began from. */
  version: z.coerce.number("Reload the page and begin again.").int().min(1).max(1_000_000),
});

export type TagChange = z.infer<typeof ChangeTagForm>;
