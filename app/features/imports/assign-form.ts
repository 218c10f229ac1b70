import { z } from "zod";
import { Reason } from "~/features/moderation/moderation";

/** An administrator gives what stands in a placeholder's name to a member. */
export const AssignForm = z.object({
  placeholder: z.coerce.number("Choose a placeholder.").int().min(1).max(2_147_483_647),
  handle: z.string("Name the member.").trim().min(1, "Name the member.").max(31),
  reason: Reason,
});
