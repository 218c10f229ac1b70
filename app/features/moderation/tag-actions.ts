/** What moderators do to tags and to the filing of threads: what the forms ask for. */
import { z } from "zod";
import { ChangeTagForm, TagSlug, TagSlugs } from "~/features/tags/tags";
import { Reason } from "./mod-action";

export const ChangeTagActionForm = ChangeTagForm.extend({ reason: Reason });

export const MergeTagForm = z.object({ into: TagSlug, reason: Reason });

export const RetagForm = z.object({
  tags: TagSlugs,
  reason: Reason,
  /** The opening post's version that this began from. */
  version: z.coerce.number("Reload the page and begin again.").int().min(1).max(1_000_000),
});
