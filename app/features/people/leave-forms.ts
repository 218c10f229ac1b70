import { z } from "zod";

export const LeaveForm = z.object({
  posts: z.enum(["stay", "withdraw"], "Choose what becomes of your posts."),
  handle: z.string("Write your handle, so that this is no slip.").trim().toLowerCase().max(40),
});

export const StayForm = z.object({ intent: z.literal("stay") });
