/** Schemas of the forms for moderators' actions on tags and threads' tags. */
import { z } from "zod";
import { ChangeTagForm, TagSlug, TagSlugs } from "~/features/tags/tags";
import { Reason } from "./mod-action";

export const ChangeTagActionForm = ChangeTagForm.extend({ reason: Reason });

export const MergeTagForm = z.object({ into: TagSlug, reason: Reason });

export const RetagForm = z.object({
  tags: TagSlugs,
  reason: Reason,
  /** The opening post's version that the form began from. */
  version: z.coerce.number("Reload the page and begin again.").int().min(1).max(1_000_000),
});
