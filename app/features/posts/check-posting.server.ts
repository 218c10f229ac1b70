import type { Member } from "~/features/auth/auth";
import { countAttempt, waitInWords, limits } from "~/features/auth/auth.server";
import { checkCitations } from "./check-citations.server";
import { type NotNow, refusalToPost } from "./may-post.server";

type Given = {
  author: Member;
  /** Null for a new thread. */
  threadId: number | null;
  /** Since when the thread is slowed down, where that was read. */
  slowedAt?: Date | null | undefined;
  body: string;
  /** The form's field of that name, see `checkCitations`. */
  confirmedKeys: FormDataEntryValue | null;
  /** New posts count towards the author's rate limit, edits don't. */
  isNew: boolean;
};

export type PostingCheck =
  | { ok: true }
  /** The sentences for each field, the keys that the form confirms from now on, and what the answer is sent with. */
  | { ok: false; errors: Record<string, string[]>; confirmedKeys: string; init: ResponseInit };

/** Checks before a post is written or edited: its markers have a meaning, and its author is within the rate limit. */
export async function checkPosting(given: Given): Promise<PostingCheck> {
  const { author, threadId, slowedAt, body, confirmedKeys, isNew } = given;
  const before = typeof confirmedKeys === "string" ? confirmedKeys : "";
  const notNow = isNew && mayBeRefused(given) ? await refusalToPost({ author, threadId, slowedAt }) : null;
  if (notNow) return { ok: false, errors: { "": [notNow.words] }, confirmedKeys: before, init: answerOf(notNow) };
  // The rate limit first, because checking a text costs more.
  const wait = isNew ? await countAttempt(limits.postByMember, author.id) : 0;
  if (wait > 0) {
    const words = `You have posted a lot in a short time. Try again ${waitInWords(wait)}; your text is still here.`;
    const init = { status: 429, headers: { "Retry-After": String(wait) } };
    return { ok: false, errors: { "": [words] }, confirmedKeys: before, init };
  }
  const cited = await checkCitations(author, body, before);
  if (cited.ok) return { ok: true };
  return { ok: false, errors: { body: cited.words }, confirmedKeys: cited.confirmedKeys, init: { status: 422 } };
}

/** Whether there is anything to ask: what holds for most is known of the author, and asked again where the post is written. */
const mayBeRefused = ({ author, threadId, slowedAt }: Given) =>
  author.isNew ||
  author.isSuspended ||
  author.isSilenced ||
  author.pacedUntil !== null ||
  (threadId !== null && slowedAt !== null);

/** The status of a refusal, and when it may be tried again. */
export const answerOf = ({ status, seconds }: NotNow): ResponseInit => ({
  status,
  ...(seconds !== null && { headers: { "Retry-After": String(seconds) } }),
});
