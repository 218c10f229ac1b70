/** What the operations that write posts share: who may, and what is refused. */
import type { Member } from "~/features/auth/auth";
import { maxBodyBytes } from "~/features/markdown/markdown";
import { Body, editedBody, LongestBody, showsNothing, unrenderable } from "~/features/posts/posts";
import { checkPosting, type Written } from "~/features/posts/posts.server";
import { ThreadTags, ThreadTitle, titleLimits } from "~/features/threads/threads";
import { findThread, followMerge } from "~/features/threads/threads.server";
import { z } from "zod";
import { ApiRefusal, found, readAs, TextHeld } from "../operation";

/** The thread with this id, or the one it was merged into, as everybody may read it; 404 without one. */
export const threadOf = async (id: number) => found(await findThread(await followMerge(id), null), "thread");

type Admitted = { threadId: number | null; markdown: string; confirmedKeys?: string | undefined; isNew: boolean };

/** The text of a post in a body. `example`, because zod leaves `examples` of what it transforms out. */
export const Markdown = Body.meta({
  description: `At most ${maxBodyBytes} bytes of UTF-8.`,
  example: "Three per block, and **then**?",
});

/** The text of an edit in a body; `admitEdit` measures it by the post's. */
export const EditedMarkdown = LongestBody.meta({
  description: `At most ${maxBodyBytes} bytes of UTF-8; a longer post, which came from another forum, may not grow.`,
  example: "Three per block, and **then**?",
});

/** Refuses an edit that is too long for its post. */
export const admitEdit = (before: string, markdown: string) =>
  void readAs(z.object({ markdown: editedBody(before) }), { markdown }, 422);

/** A thread's title in a body. */
export const Title = ThreadTitle.meta({
  description: `${titleLimits.min} to ${titleLimits.max} characters.`,
  example: "How far do blobs reach?",
});

/** A thread's tags in a body. */
export const Tags = ThreadTags.meta({ description: "Slugs of tags, the most telling first.", example: ["fees"] });

/** The field of a body that confirms markers without a source. */
export const ConfirmedKeys = z
  .string()
  .max(2_000)
  .optional()
  .meta({ description: "`confirmedKeys` of a refusal: these markers have no source and mean nothing." });

/** Refuses a text that can't be posted here now, with the sentences that a form would show. */
export async function admitPost(author: Member, { threadId, markdown, confirmedKeys, isNew }: Admitted) {
  const given = { author, threadId, body: markdown, confirmedKeys: confirmedKeys ?? null, isNew };
  const checked = await checkPosting(given);
  if (checked.ok) return;
  const errors = Object.entries(checked.errors).flatMap(([field, sentences]) =>
    sentences.map((says) => ({ at: field === "body" ? "markdown" : field, says })),
  );
  const status = checked.init.status as 403 | 422 | 429;
  const headers = Object.fromEntries(new Headers(checked.init.headers));
  // Markers without a source: who means them so sends these words with the text.
  const { confirmedKeys: keys } = checked;
  const more = status === 422 ? { errors, ...(keys !== "" && { confirmedKeys: keys }) } : {};
  throw new ApiRefusal(status, errors.map(({ says }) => says).join(" "), headers, more);
}

const refusals: Record<
  Exclude<Extract<Written, { ok: false }>["reason"], "not-now" | "held" | "sent-before">,
  { status: 404 | 409 | 422; words: string }
> = {
  "no-such-thread": { status: 404, words: "There is no such thread." },
  "thread-locked": { status: 409, words: "This thread is locked: it takes no more replies." },
  "no-such-parent": { status: 409, words: "The post that this answers is not there." },
  "text-not-renderable": { status: 422, words: unrenderable },
  "text-shows-nothing": { status: 422, words: showsNothing },
};

/** The post that was written; throws the refusal of one that was not. */
export function writtenOrRefused(written: Written): { id: number } {
  if (written.ok) return written.post;
  if (written.reason === "held") throw new TextHeld(written.heldId);
  if (written.reason === "not-now") {
    const { words, status, seconds } = written.notNow;
    throw new ApiRefusal(status, words, seconds === null ? {} : { "Retry-After": String(seconds) });
  }
  if (written.reason === "sent-before")
    throw new ApiRefusal(
      409,
      "Another text was sent with this Idempotency-Key before, and was posted. Send this one with a new key.",
      {},
      { earlier: { id: written.earlier.id, markdown: written.earlier.body } },
    );
  const { status, words } = refusals[written.reason];
  throw new ApiRefusal(status, words, {}, status === 422 ? { errors: [{ at: "markdown", says: words }] } : {});
}
