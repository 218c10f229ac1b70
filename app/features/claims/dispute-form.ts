import { z } from "zod";

/** What a reader sends who has evidence for or against a claim. */
export const DisputeForm = z.object({
  kind: z.enum(["disputes", "supports"]),
  reason: z
    .string()
    .trim()
    .min(20, "Say in at least 20 characters what speaks for or against it.")
    .max(600, "Say it in at most 600 characters."),
  source: z.string().trim().min(3, "Name a source: an address, an EIP, a DOI.").max(400, "This source is too long."),
});
