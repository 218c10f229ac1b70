/** The form that corrects a fact, and the one that adds a chain: limits and words, for browser and server. */
import { z } from "zod";
import { oneLineText, optionalLine } from "~/platform/one-line-text";
import { layers } from "./chain";
import { faultInColour } from "./chain-line";
import { isDate, isWebAddress } from "./fact-field";

export const factLimits = { value: 300, note: 500, sourceName: 120, sourceUrl: 500 } as const;

const text = (what: string, max: number) =>
  oneLineText({ max, missing: `${what} is missing.`, tooLong: `${what} has room for ${max} characters.` });

const date = (missing: string) =>
  z.string(missing).trim().min(1, missing).refine(isDate, "Write the date as 2026-06-27, as 2026-06 or as 2026.");

const sourced = {
  asOf: date("Say when the source said so."),
  sourceName: text("The source’s name", factLimits.sourceName),
  sourceUrl: text("The source’s address", factLimits.sourceUrl).refine(
    isWebAddress,
    "The address must begin with https:// or http://, without a name or password in it.",
  ),
};

export const CorrectionForm = z.object({
  value: text("The value", factLimits.value),
  since: z
    .string()
    .trim()
    .refine(isDate, "Write the date as 2026-06-27, as 2026-06 or as 2026.")
    .optional()
    .transform((given) => given ?? null),
  ...sourced,
  note: optionalLine({ max: factLimits.note, tooLong: `The note has room for ${factLimits.note} characters.` }),
  /** The fact shown when the form was opened; 0 if there was none. */
  instead: z.coerce.number().int().min(0).max(2_147_483_647),
  /** Whether to keep the values of sources that disagree. */
  differing: z.enum(["keep", "end"]).default("keep"),
});

export type Correction = Omit<z.infer<typeof CorrectionForm>, "instead">;

/** Words that are other pages below `/chains`, `/tags` or a thread. */
const reserved = new Set(["new", "sources", "claims", "admin", "history", "all", "index"]);

/** The field of a value that may be left empty: null then. */
const optional = (schema: z.ZodType<string>) =>
  z.preprocess(
    (given) => (typeof given === "string" && given.trim() === "" ? undefined : given),
    schema.optional().transform((given) => given ?? null),
  );

const colour = optional(z.string().trim().toLowerCase().max(20, "A colour is # and six hexadecimal digits."));

const ChainFields = z.object({
  name: text("The name", 80),
  shortName: text("The short name", 40),
  slug: z
    .string("The slug is missing.")
    .trim()
    .toLowerCase()
    .min(2, "A slug has at least two characters.")
    .max(40, "A slug has room for 40 characters.")
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "A slug is made of a–z, digits and single hyphens between them.")
    .refine((slug) => !reserved.has(slug), "That word has another meaning in addresses. Choose another slug."),
  layer: z.enum(layers, "Choose a layer."),
  description: text("The description", factLimits.value),
  kind: text("The kind", factLimits.value),
  groups: z
    .union([
      z.array(z.string().max(40)).max(20),
      z
        .string()
        .max(40)
        .transform((slug) => [slug]),
    ])
    .default([])
    .transform((slugs) => [...new Set(slugs)]),
  chainId: optional(
    z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,14}$/, "A chain id is a whole number, as 8453."),
  ),
  gasToken: optionalLine({ max: 20, tooLong: "A token’s symbol has room for 20 characters." }).transform(
    (token) => token || null,
  ),
  colourLight: colour,
  colourDark: colour,
  ...sourced,
});

/** What the form's colours are checked against: the page of each theme, `#rrggbb`. */
export type Pages = { light: string; dark: string };

type ColoursGiven = { colourLight: string | null; colourDark: string | null };

/** Both colours or neither, each visible on its page. */
const checkColours = (pages: Pages) => (given: ColoursGiven, refinement: z.RefinementCtx) => {
  const sides = [
    { theme: "light", path: "colourLight", own: given.colourLight, other: given.colourDark },
    { theme: "dark", path: "colourDark", own: given.colourDark, other: given.colourLight },
  ] as const;
  for (const { theme, path, own, other } of sides) {
    const missing = other && `Give a colour for the ${theme} page too, or leave both out.`;
    const fault = own ? faultInColour(own, pages[theme], theme) : missing;
    if (fault) refinement.addIssue({ code: "custom", message: fault, path: [path] });
  }
};

const coloursOf = ({ colourLight, colourDark }: ColoursGiven) =>
  colourLight && colourDark ? { light: colourLight, dark: colourDark } : null;

/** The form that adds a chain. */
export const newChainForm = (pages: Pages) =>
  ChainFields.superRefine(checkColours(pages)).transform(({ colourLight, colourDark, ...chain }) => ({
    ...chain,
    colours: coloursOf({ colourLight, colourDark }),
  }));

/** The form that gives a chain other colours in charts; null for none. */
export const coloursForm = (pages: Pages) =>
  z.object({ colourLight: colour, colourDark: colour }).superRefine(checkColours(pages)).transform(coloursOf);

export type NewChain = z.output<ReturnType<typeof newChainForm>>;

/** Whether a date of any precision is in the future. */
export const isInFuture = (given: string, now: Date) => given > now.toISOString().slice(0, given.length);
