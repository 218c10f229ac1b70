import { z } from "zod";

/** What a reader's evidence is. */
export const evidenceBases = ["source", "measurement", "arithmetic", "definition"] as const;
export type EvidenceBasis = (typeof evidenceBases)[number];

export const evidenceBasisWords: Record<EvidenceBasis, string> = {
  source: "a source says so",
  measurement: "measured or looked up",
  arithmetic: "follows from other numbers",
  definition: "the number means something else",
};

/** What a reader sends who has evidence for or against a claim. */
export const DisputeForm = z.object({
  kind: z.enum(["disputes", "supports"]),
  basis: z.enum(evidenceBases).default("source"),
  reason: z
    .string()
    .trim()
    .min(20, "Say in at least 20 characters what speaks for or against it.")
    .max(600, "Say it in at most 600 characters."),
  source: z.string().trim().min(3, "Name a source: an address, an EIP, a DOI.").max(400, "This source is too long."),
});

/** What a reader sends who agrees, or doesn't, with somebody's evidence. */
export const RatingForm = z.object({
  evidence: z.coerce.number().int().min(1).max(2_147_483_647),
  agrees: z.enum(["yes", "no"]),
});

/** What an author sends who corrects a number. */
export const CorrectionForm = z.object({
  text: z
    .string()
    .transform((text) => text.replaceAll(/[\s\u0000]+/g, " ").trim())
    .pipe(
      z
        .string()
        .min(1, "Write the corrected number.")
        .max(300, "A number has at most 300 characters.")
        .regex(/^[^[\]\\`*_<>|~!]*$|^~[^[\]\\`*_<>|~!]*$/, "Write it without brackets and other marks of formatting.")
        .regex(/\d|\p{L}/u, "Write the corrected number."),
    ),
});
