/** A reference in CSL-JSON: every field of the Citation Style Language, bounded. */
import { z } from "zod";
import {
  type CslType,
  cslTypes,
  type DateField,
  dateFields,
  type NameField,
  nameFields,
  type TextField,
  textFields,
} from "./csl-fields";
import { CslDate } from "./csl-dates";
import type { CslName } from "./csl-names";
import { tidyText } from "./tidy-text";

export { type CslType } from "./csl-fields";
export { dateInWords, dateOf, type DateParts, readDate } from "./csl-dates";
export { authorsInWords, type CslName, initialsOf, readName } from "./csl-names";
export { tidyText } from "./tidy-text";

const line = (longest: number) =>
  z
    .union([z.string(), z.number()])
    .transform((value) => tidyText(String(value), longest) || undefined)
    .optional()
    .catch(undefined);

const Name = z
  .object({
    family: line(200),
    given: line(120),
    "non-dropping-particle": line(60),
    "dropping-particle": line(60),
    suffix: line(60),
    literal: line(300),
    // Crossref's word for an organization.
    name: line(300),
  })
  .transform(({ literal, name, ...parts }) => {
    const whole = literal ?? name ?? parts.given;
    const known = Object.entries(parts.family ? parts : { ...parts, given: undefined, literal: whole });
    return Object.fromEntries(known.filter(([, value]) => value !== undefined)) as CslName;
  });

export const mostNames = 200;

const Names = z
  .union([z.array(z.unknown()), z.union([z.string(), z.record(z.string(), z.unknown())]).transform((one) => [one])])
  .transform((names: unknown[]) => {
    const read = names.slice(0, mostNames).flatMap((one) => {
      const name = Name.safeParse(typeof one === "string" ? { literal: one } : one);
      return name.success && (name.data.family || name.data.literal) ? [name.data] : [];
    });
    return read.length > 0 ? read : undefined;
  })
  .optional()
  .catch(undefined);

type Shape = Record<TextField, ReturnType<typeof line>> &
  Record<NameField, typeof Names> &
  Record<DateField, typeof CslDate>;

const shape = Object.fromEntries([
  ...Object.entries(textFields).map(([field, longest]) => [field, line(longest)]),
  ...nameFields.map((field) => [field, Names]),
  ...dateFields.map((field) => [field, CslDate]),
]) as Shape;

const Item = z.object({
  id: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
  type: z.enum(cslTypes).catch("document"),
  ...shape,
});

/** An item with the fields that say something; what can't be read of a field costs that field alone. */
export const CslItem = Item.transform(
  (item) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as typeof item,
);
export type CslItem = z.output<typeof CslItem>;

/** The item that a row of ours holds: what another build wrote in a shape that can't be read is left out. */
export const storedItem = (column: unknown): CslItem =>
  CslItem.parse(column instanceof Object && !Array.isArray(column) ? column : {});

export const isCslType = (type: unknown): type is CslType => cslTypes.some((known) => known === type);
