/** The form that makes a webhook. */
import { z } from "zod";
import { eventTypes } from "./event";

/** How many webhooks a member has at most. */
export const mostHooks = 5;

export const HookForm = z.object({
  address: z
    .string()
    .trim()
    .min(1, "Give the address that is to be told.")
    .max(500, "An address has at most 500 characters."),
  key: z.coerce.number("Choose a key.").int().positive("Choose a key."),
  events: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z
      .array(z.enum(eventTypes, "Choose from the list what it is told of."))
      .min(1, "Choose at least one event.")
      .max(eventTypes.length),
  ),
});
