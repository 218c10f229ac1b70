/** The form of the queue: one decision about one case. */
import { z } from "zod";
import { decisionsOf, caseKinds, isMeasure, measureKinds } from "~/features/cases/cases";
import { isLengthOf } from "~/features/sanctions/sanctions";
import { optionalLine } from "~/platform/one-line-text";

const allDecisions = [...new Set(caseKinds.flatMap(decisionsOf))];
const noReason = "Say why: the author and the log read it.";

/** What is written where nothing was found and nothing was said. */
const nothingFound = "Looked at: no reason to act.";

/** What the log says where a proposal is accepted without a word. */
const welcome = "A good proposal.";

export const DecisionForm = z
  .object({
    case: z.coerce.number().int().min(1).max(2_147_483_647),
    decision: z.enum(allDecisions, "Choose what to do."),
    reason: optionalLine({ max: 300, tooLong: "A reason has at most 300 characters." }),
    "length-pace": z.coerce.number().int().optional(),
    "length-silence": z.coerce.number().int().optional(),
    "length-suspend": z.coerce.number().int().optional(),
    alsoHide: z.literal("on").optional(),
    hosts: z
      .union([z.string().transform((host) => [host]), z.array(z.string())])
      .default([])
      .pipe(z.array(z.string().max(253)).max(50)),
  })
  .transform((form, refinement) => {
    const { decision, alsoHide } = form;
    const reason =
      form.reason ||
      (decision === "keep" || decision === "release" ? nothingFound : decision === "accept" ? welcome : "");
    if (reason.length < 3) refinement.addIssue({ code: "custom", path: ["reason"], message: noReason });
    const seconds =
      decision === "pace" || decision === "silence" || decision === "suspend" ? form[`length-${decision}`] : 0;
    if (isMeasure(decision) && (seconds === undefined || !isLengthOf(measureKinds[decision], seconds)))
      refinement.addIssue({ code: "custom", path: [`length-${decision}`], message: "Choose how long." });
    return {
      caseId: form.case,
      decision,
      reason,
      seconds: seconds ?? 0,
      alsoHide: alsoHide === "on",
      hosts: form.hosts,
    };
  });
