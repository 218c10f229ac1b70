/** Schemas of sign-in and sign-up, for browser and server. */
import { z } from "zod";

const handlePattern = /^[a-z0-9_-]{2,30}$/;

/** People type their handle as it is shown, "@bob", and some keyboards write wide letters. */
const asHandle = (typed: string) => typed.normalize("NFKC").trim().replace(/^@/, "").toLowerCase();

const handle = z
  .string("Choose a handle.")
  .overwrite(asHandle)
  .regex(handlePattern, "A handle has 2 to 30 letters (a–z), digits, “-” or “_”.")
  // "@bob_" at the end of a sentence names bob, so a handle that ends with "_" could never be mentioned.
  .regex(/[a-z0-9]$/, "A handle ends with a letter or a digit.");

// The upper bound keeps argon2 from hashing a megabyte of password.
const newPassword = z
  .string("Choose a password.")
  .min(10, "A password has at least 10 characters.")
  .max(200, "A password has at most 200 characters.");

const ownPassword = z
  .string("Enter your password.")
  .min(1, "Enter your password.")
  .max(200, "A password has at most 200 characters.");

const redirectTo = z.string().max(2_000).optional();

export const SignUpForm = z.object({
  handle,
  email: z.email("That does not look like an e-mail address.").max(254, "That address is too long."),
  password: newPassword,
  redirectTo,
});

export const SignInForm = z.object({
  handle: z
    .string("Enter your handle.")
    .overwrite(asHandle)
    .min(1, "Enter your handle.")
    .max(254, "That is too long for a handle."),
  password: ownPassword,
  redirectTo,
});

/** The password of the one who is signed in, for a fresh proof. */
export const PasswordProof = z.object({ password: ownPassword });
