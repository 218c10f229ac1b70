import { z } from "zod";
import { oneLine } from "./characters";

type Bounds = {
  /** The longest allowed, in characters, once the text is cleaned. */
  max: number;
  tooLong: string;
  /** The shortest allowed; 1 by default. A Chinese character, a kana or a Hangul syllable says as much as two or three letters. */
  min?: number;
  /** The sentence for a field that is absent or shows nothing. */
  missing: string;
  tooShort?: string;
};

/** Letters of the scripts in which one sign is a syllable or a word count two and a half times. */
const dense =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}]/u;
const weightOf = (text: string) => Array.from(text).reduce((sum, sign) => sum + (dense.test(sign) ? 2.5 : 1), 0);

// A form's parser reads "" as absent in every schema of a string, so the bounds are checks and no second schema.

/** The schema of every field of one line that must say something. What shows nothing is missing. */
export const oneLineText = ({ max, tooLong, min = 1, missing, tooShort = missing }: Bounds) =>
  z
    .string(missing)
    .transform(oneLine)
    .superRefine((text, refinement) => {
      const fault = text === "" ? missing : weightOf(text) < min ? tooShort : text.length > max ? tooLong : null;
      // Checks of the field's own come after these.
      if (fault) refinement.addIssue({ code: "custom", message: fault, continue: false });
    });

/** The same for a field that may be left empty: "" then. */
export const optionalLine = ({ max, tooLong }: Pick<Bounds, "max" | "tooLong">) =>
  z
    .string()
    .optional()
    .transform((text) => oneLine(text ?? ""))
    .refine((text) => text.length <= max, tooLong);
