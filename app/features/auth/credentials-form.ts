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

const email = z
  .email("That does not look like an e-mail address.")
  .max(254, "That address is too long.")
  .transform((typed) => typed.toLowerCase());

export const SignUpForm = z.object({
  handle: NewHandle,
  email,
  password: newPassword,
  redirectTo,
  /** Of an invitation's link. */
  token: z.string().max(100).optional(),
});

/** A handle, or a verified address. */
const name = z
  .string("Enter your handle or e-mail address.")
  .overwrite(asHandle)
  .min(1, "Enter your handle or e-mail address.")
  .max(254, "That is too long for a handle or an address.");

export const SignInForm = z.object({
  handle: name,
  password: ownPassword,
  redirectTo,
});

/** The password of the one who is signed in, for a fresh proof. */
export const PasswordProof = z.object({ password: ownPassword });

/** Whose password is to be set anew by a mailed link. */
export const NameForm = z.object({ handle: name });

export const NewPasswordForm = z.object({ password: newPassword });

export const EmailForm = z.object({ email });
