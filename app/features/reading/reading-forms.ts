import { z } from "zod";
import { threadViews } from "./view";

const id = z.coerce.number().int().positive().max(2_147_483_647);

/** Which view a member chooses, and the thread that they were reading. */
export const ChooseViewForm = z.object({ view: z.enum(threadViews), thread: id });

/** A sign of life from a thread's page: the post read last, and whether a minute of reading has passed. */
export const ReadForm = z.object({
  thread: id,
  number: id,
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
