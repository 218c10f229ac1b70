import { z } from "zod";
import { optionalLine } from "~/platform/one-line-text";

/** A moderator's question about an interest, answered by the post's author: an interest disclosed, or none. */
export const InterestForm = z
  .object({
    question: z.coerce.number().int().min(1).max(2_147_483_647),
    answer: z.enum(["disclosed", "denied"], "Choose one of the two, or leave it unanswered."),
    words: optionalLine({ max: 160, tooLong: "An answer has at most 160 characters." }),
    isPublic: z.literal("on").optional(),
  })
  .transform((form, refinement) => {
    if (form.answer === "disclosed" && form.words.length < 3)
      refinement.addIssue({
        code: "custom",
        path: ["words"],
        message: "Say which interest: it stands beside your name.",
      });
    if (form.isPublic && form.words.length < 3)
      refinement.addIssue({ code: "custom", path: ["words"], message: "Write what is to be shown." });
    // What is disclosed is disclosed to readers.
    return { ...form, isPublic: form.answer === "disclosed" || form.isPublic === "on" };
  });
