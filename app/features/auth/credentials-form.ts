/** Schemas of sign-in and sign-up, for browser and server. */
import { z } from "zod";
import { asHandle, NewHandle } from "./handle";

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
  handle: NewHandle,
  email: z.email("That does not look like an e-mail address.").max(254, "That address is too long."),
  password: newPassword,
  redirectTo,
  /** Of an invitation's link. */
  token: z.string().max(100).optional(),
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
