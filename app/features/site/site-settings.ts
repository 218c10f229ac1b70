/** What administrators set for the whole site. What the machine needs stands in the environment instead. */
import { z } from "zod";
import { oneLineText } from "~/platform/one-line-text";
import { siteLimitFields } from "./site-limits";

/** Who may join: anybody, whoever has a link of an invitation, or nobody. */
export const signUpModes = ["open", "invited", "closed"] as const;
export type SignUpMode = (typeof signUpModes)[number];

export const signUpWords: Record<SignUpMode, string> = {
  open: "Anybody",
  invited: "People with an invitation",
  closed: "Nobody",
};

export const mostRules = 20_000;

export const SettingsForm = z.object({
  signUp: z.enum(signUpModes, "Choose who may join."),
  rules: z
    .string()
    .optional()
    .transform((text) => (text ?? "").replaceAll("\r\n", "\n").trim())
    .refine((text) => text.length <= mostRules, `The rules have at most ${mostRules} characters.`),
  ...siteLimitFields,
  reason: oneLineText({
    min: 3,
    max: 300,
    missing: "Say why: the log is public.",
    tooLong: "A reason has at most 300 characters.",
  }),
});
