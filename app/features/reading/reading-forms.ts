import { z } from "zod";
import { threadViews } from "./view";

const id = z.coerce.number().int().positive().max(2_147_483_647);

/** Which view a member chooses, and the thread that they were reading. */
export const ChooseViewForm = z.object({ view: z.enum(threadViews), thread: id });

/** The most posts that one sign of life names. */
const mostSeen = 500;

/**
 * A sign of life from a thread's page: the post read last, the numbers of those that were on the screen since the last sign
 * ("21,22,30"), and whether a minute of reading has passed.
 */
export const ReadForm = z.object({
  thread: id,
  number: id,
  seen: z
    .string()
    .regex(/^\d{1,9}(,\d{1,9})*$/)
    .transform((list) => list.split(",").map(Number))
    .refine((numbers) => numbers.length <= mostSeen)
    .default([]),
  minute: z
    .enum(["0", "1"])
    .transform((minute) => minute === "1")
    .default(false),
});

/** Bookmarks a post or changes the note of its bookmark, or removes it. `from` is the page to lead back to. */
export const BookmarkForm = z.object({
  intent: z.enum(["keep", "remove"]),
  note: z
    .string()
    .transform((text) => text.replaceAll(/\s+/g, " ").trim())
    .pipe(z.string().max(300, "A note holds 300 characters. Shorten it."))
    .optional(),
  from: z.enum(["post", "list"]).default("post"),
  /** The page of the list: the id of the bookmarked post before it. */
  cursor: id.optional().catch(undefined),
});
