/** Handles: how they look, and which are nobody's. For browser and server. */
import { z } from "zod";

const pattern = /^[a-z0-9_-]{2,30}$/;

/** Names that would be taken for the site's own. */
const reserved = new Set(
  (
    "admin administrator administrators admins moderator moderators mod mods counterproof staff support security system root " +
    "official everybody everyone nobody deleted"
  ).split(" "),
);

/** Handles of accounts that were erased begin so. */
export const formerHandle = (id: number) => `former-member-${id}`;

/** Whether an account was erased, by its handle: nobody else's begins so. */
export const isFormer = ({ handle }: { handle: string }) => handle.startsWith("former-member-");

/** Whether a handle or a name would be taken for the site's own: "Admin", "ad-min", "@Counterproof". */
export function isReservedName(name: string): boolean {
  const letters = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
  return reserved.has(letters) || letters.startsWith("formermember");
}

/** People type a handle as it is shown, "@bob", and some keyboards write wide letters. */
export const asHandle = (typed: string) => typed.normalize("NFKC").trim().replace(/^@/, "").toLowerCase();

/** A handle that somebody wants to have. */
export const NewHandle = z
  .string("Choose a handle.")
  .overwrite(asHandle)
  .regex(pattern, "A handle has 2 to 30 letters (a–z), digits, “-” or “_”.")
  // "@bob_" at the end of a sentence names bob, so a handle that ends with "_" could never be mentioned.
  .regex(/[a-z0-9]$/, "A handle ends with a letter or a digit.")
  .refine((handle) => !isReservedName(handle), "That handle is reserved. Choose another.");
