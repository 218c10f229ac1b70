import { z } from "zod";
import { optionalLine } from "~/platform/one-line-text";
import { verdicts } from "./citation";

export const ReviewForm = z.object({
  verdict: z.enum(verdicts),
  comment: optionalLine({ max: 300, tooLong: "A comment has at most 300 characters." }),
});

const line = (max: number) => optionalLine({ max, tooLong: `At most ${max} characters.` });

/** The form that proposes a source: an address, an identifier or a citekey. */
export const ProposalForm = z.object({
  intent: z.enum(["propose", "accept", "clear"]).default("propose"),
  address: line(2000),
  title: line(300),
  proposal: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
