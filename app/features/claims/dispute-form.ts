import { z } from "zod";
import { oneLineText } from "~/platform/one-line-text";

/** The kinds of a reader's evidence. */
export const evidenceBases = ["source", "measurement", "arithmetic", "definition"] as const;
export type EvidenceBasis = (typeof evidenceBases)[number];

export const evidenceBasisWords: Record<EvidenceBasis, string> = {
  source: "a source says so",
  measurement: "measured or looked up",
  arithmetic: "follows from other numbers",
  definition: "the number means something else",
};

/** The form for evidence for or against a claim. */
export const DisputeForm = z.object({
  kind: z.enum(["disputes", "supports"]),
  basis: z.enum(evidenceBases).default("source"),
  reason: oneLineText({
    min: 20,
    max: 600,
    missing: "Say in at least 20 characters what speaks for or against it.",
    tooLong: "Say it in at most 600 characters.",
  }),
  source: oneLineText({
    min: 3,
    max: 400,
    missing: "Name a source: an address, an EIP, a DOI.",
    tooLong: "This source is too long.",
  }),
});

/** The form to agree or disagree with another reader's evidence. */
export const RatingForm = z.object({
  evidence: z.coerce.number().int().min(1).max(2_147_483_647),
  agrees: z.enum(["yes", "no"]),
});

/** The form for an author's correction of a number. */
export const CorrectionForm = z.object({
  text: oneLineText({
    max: 300,
    missing: "Write the corrected number.",
    tooLong: "A number has at most 300 characters.",
  })
    .refine(
      (text) => /^[^[\]\\`*_<>|~!]*$|^~[^[\]\\`*_<>|~!]*$/.test(text),
      "Write it without brackets and other marks of formatting.",
    )
    .refine((text) => /\d|\p{L}/u.test(text), "Write the corrected number."),
});
