import { z } from "zod";
import { oneLine } from "./characters";

type Bounds = {
  /** The longest allowed, in characters, once the text is cleaned. */
  max: number;
  tooLong: string;
  /** The shortest allowed; 1 by default. */
  min?: number;
  /** The sentence for a field that is absent or shows nothing. */
  missing: string;
  tooShort?: string;
};

/** The schema of every field of one line that must say something. What shows nothing is missing. */
export const oneLineText = ({ max, tooLong, min = 1, missing, tooShort = missing }: Bounds) =>
  z
    .string(missing)
    .transform(oneLine)
    .pipe(
      z
        .string()
        .min(1, { error: missing, abort: true })
        .min(min, tooShort)
        .refine((text) => text.length <= max, tooLong),
    );

/** The same for a field that may be left empty: "" then. */
export const optionalLine = ({ max, tooLong }: Pick<Bounds, "max" | "tooLong">) =>
  z
    .string()
    .optional()
    .transform((text) => oneLine(text ?? ""))
    .pipe(z.string().max(max, tooLong));
