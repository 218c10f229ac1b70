/** Schemas of the forms of administrators about members. */
import { z } from "zod";
import { NewHandle } from "~/features/auth/auth";
import { DisplayName } from "~/features/members/members";
import { Reason } from "~/features/moderation/moderation";
import { optionalLine } from "~/platform/one-line-text";

const reason = Reason;

const days = z.coerce
  .number("Write a number of days, or leave it empty.")
  .int("Write a whole number of days.")
  .min(1, "At least one day.")
  .max(3_650, "At most ten years; leave it empty for longer.");

/** One of the forms on a member's page. */
export const MemberActionForm = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("suspend"), days: days.optional(), reason }),
  z.object({ intent: z.literal("lift"), reason }),
  z.object({ intent: z.literal("role"), role: z.enum(["member", "moderator", "admin"], "Choose a role."), reason }),
  z.object({ intent: z.literal("rename"), handle: NewHandle, name: DisplayName, reason }),
  z.object({ intent: z.literal("sign-out") }),
]);

export const InvitationForm = z.object({
  intent: z.literal("make"),
  note: optionalLine({ max: 120, tooLong: "A note has at most 120 characters." }),
  uses: z.coerce
    .number("Write how many may join.")
    .int("Write a whole number.")
    .min(1, "At least one.")
    .max(100, "At most 100 by one link.")
    .default(1),
});

export const RevokeForm = z.object({
  intent: z.literal("revoke"),
  invitation: z.coerce.number().int().min(1).max(2_147_483_647),
});
