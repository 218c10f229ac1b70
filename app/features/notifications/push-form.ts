/** The forms about push: a browser that is turned on, and what is pushed. */
import { z } from "zod";
import { pushGroups } from "./choice";

/** A subscription as a browser makes it: the address of its service, a point of the curve P-256, and 16 bytes. */
export const PushForm = z.object({
  endpoint: z.url().max(1_000),
  p256dh: z.string().regex(/^[\w-]{87}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
});
export type PushForm = z.infer<typeof PushForm>;

const about = z.enum(pushGroups.map((group) => group.about));

/** `push` is repeated, once for each group that is pushed. */
export const PushChoices = z.object({ push: z.array(about).max(pushGroups.length).default([]) });
export type PushChoices = z.infer<typeof PushChoices>;
