import { z } from "zod";
import { oneLineText } from "~/platform/one-line-text";
import { scopes } from "./scope";

/** The form that makes a key. */
export const KeyForm = z.object({
  name: oneLineText({
    max: 60,
    missing: "Name the key, so that you know it again.",
    tooLong: "A name has at most 60 characters.",
  }),
  scopes: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.enum(scopes, "Choose from the list what the key may do.")).max(scopes.length),
  ),
});

/** How many keys a member has at most. */
export const mostKeys = 20;
/** A key ends by itself after this many days. */
export const keyDays = 365;
