/** The part of a tag's address that names it. */
import { z } from "zod";

/** Addresses below `/tags` that mean something else. */
const reserved = new Set(["new"]);

/** The slug that a name gives: `[a-z0-9-]`, at most 60 long; empty when the name has no letter or digit of those. */
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

/** One line of text without control, direction and zero-width characters. */
export const oneLine = (text: string) =>
  text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
