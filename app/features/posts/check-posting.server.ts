import type { Member } from "~/features/auth/auth";
import { countAttempt, inWords, limits } from "~/features/auth/auth.server";
import { checkCitations } from "./check-citations.server";

type Given = { author: Member; body: string; asked: FormDataEntryValue | null };

export type PostingCheck =
  | { ok: true }
  /** The sentences for each field, what the form's `asked` holds from now on, and what the answer is sent with. */
  | { ok: false; errors: Record<string, string[]>; asked: string; init: ResponseInit };

/** What is asked of a post before it is written: that its markers mean something, and that its author leaves others room. */
export async function checkPosting({ author, body, asked }: Given): Promise<PostingCheck> {
  const before = typeof asked === "string" ? asked : "";
  // The limit comes first: looking at a text costs more than counting it.
  const wait = await countAttempt(limits.postByMember, author.id);
  if (wait > 0) {
    const words = `You have posted a lot in a short time. Try again ${inWords(wait)}; your text is still here.`;
    const init = { status: 429, headers: { "Retry-After": String(wait) } };
    return { ok: false, errors: { "": [words] }, asked: before, init };
  }
  const cited = await checkCitations(body, before);
  if (cited.ok) return { ok: true };
  return { ok: false, errors: { body: cited.words }, asked: cited.asked, init: { status: 422 } };
}
