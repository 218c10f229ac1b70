import { z } from "zod";

/** The name that a member gives to a passkey. */
export const KeyName = z
  .string("Give it a name.")
  .trim()
  .min(1, "Give it a name.")
  .max(60, "A name has at most 60 characters.")
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, "A name has letters, digits and signs only.");
