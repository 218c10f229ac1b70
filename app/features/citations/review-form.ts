import { z } from "zod";
import { verdicts } from "./citation";

export const ReviewForm = z.object({
  verdict: z.enum(verdicts),
  comment: z
    .string()
    .max(300, "A comment has at most 300 characters.")
    .optional()
    .transform((text) => (text ?? "").replaceAll(/[\s\u0000]+/g, " ").trim()),
});

const oneLine = (longest: number) =>
  z
    .string()
    .max(longest, `At most ${longest} characters.`)
    .optional()
    .transform((text) => (text ?? "").replaceAll(/[\s\u0000]+/g, " ").trim());

/** The form that proposes a source: an address, an identifier or a citekey. */
export const ProposalForm = z.object({
  intent: z.enum(["propose", "accept", "clear"]).default("propose"),
  address: oneLine(2000),
  title: oneLine(300),
  proposal: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
