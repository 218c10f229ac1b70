/** The slug of a tag, in its address. */
import { z } from "zod";

/** Words that are other pages below `/tags`. */
const reserved = new Set(["new"]);

/** The slug of a name: `[a-z0-9-]`, at most 60 characters; empty if the name has none of these. */
export function tagSlugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/['’]/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, "");
}

export const TagSlug = z
  .string("Give the tag an address.")
  .trim()
  .max(60, "An address has at most 60 characters.")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "An address has the letters a to z, digits, and “-” between them.")
  .refine((slug) => !reserved.has(slug), "That address is a page of this site already. Choose another.");
