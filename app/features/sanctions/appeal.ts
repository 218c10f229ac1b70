/** What a member says against a measure, or against the hiding of a post. */
import { z } from "zod";
import { cleanTyped } from "~/platform/characters";

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const missing = "Say what was overlooked, in at least 20 characters.";

/** The form of an appeal: against one of the two. */
export const AppealForm = z
  .object({
    sanction: id.optional(),
    action: id.optional(),
    words: z
      .string(missing)
      .transform((words) => cleanTyped(words).trim())
      .refine((words) => words.length >= 20, missing)
      .refine((words) => words.length <= 2_000, "An appeal has at most 2,000 characters."),
  })
  .refine(({ sanction, action }) => (sanction === undefined) !== (action === undefined), "Choose what it is against.");

/** What an appeal is against. */
export type Against = { sanctionId: number } | { modActionId: number };
