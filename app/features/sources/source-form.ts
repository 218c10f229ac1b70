import { z } from "zod";
import { mostNames, readDate, tidyText } from "./references/csl";
import { identify } from "./identify";
import { isCitekey } from "./citekeys";
import { sourceKinds, sourceStatuses } from "./source";

const line = (longest: number, what: string) =>
  z
    .string()
    .max(longest, `${what} has at most ${longest} characters.`)
    .optional()
    .transform((text) => tidyText(text ?? "", longest));

const Address = z
  .string()
  .max(2000, "An address has at most 2,000 characters.")
  .optional()
  .transform((text) => (text ?? "").trim())
  .refine(
    (text) => text === "" || (/^https?:\/\//i.test(text) && identify(text) !== null),
    "Give an address that begins with https:// and that others can open.",
  );

const Reason = z
  .string("Say why, in a sentence.")
  .transform((text) => tidyText(text, 300))
  .pipe(z.string().min(3, "Say why, in a sentence."));

/** The form that corrects a source. One author per line. */
export const SourceForm = z.object({
  kind: z.enum(sourceKinds),
  title: line(300, "A title").refine((title) => title !== "", "A source has a title."),
  authors: z
    .string()
    .max(20_000, "That is too long.")
    .optional()
    .transform((text) =>
      (text ?? "")
        .split("\n")
        .map((name) => tidyText(name, 200))
        .filter(Boolean)
        .slice(0, mostNames),
    ),
  container: line(200, "This name"),
  publisher: line(200, "This name"),
  issued: line(20, "A date").refine(
    (text) => text === "" || readDate(text) !== null,
    "Write a date as 3 Feb 2026, Feb 2026 or 2026.",
  ),
  status: z.enum(sourceStatuses),
  archivedUrl: Address,
  reason: z
    .string()
    .max(300, "A reason has at most 300 characters.")
    .optional()
    .transform((text) => tidyText(text ?? "", 300)),
  /** The revision that the edit began from, so that a newer one isn't overwritten. */
  revision: z.coerce.number().int().min(0).max(2_147_483_647),
});

export const MergeForm = z.object({
  into: z.string("Name the other source.").min(1, "Name the other source.").max(2000),
  reason: Reason,
});
export const RenameForm = z.object({
  citekey: z
    .string("Name it.")
    .transform((text) => text.trim().toLowerCase())
    .refine(
      isCitekey,
      "A citekey has lower case letters, digits and hyphens, a letter at least, and 80 characters at most.",
    ),
});
export const ReasonForm = z.object({ reason: Reason });
