/** The server's answer to a file that script sent. */

export type UploadAnswer = { ok: true; markdown: string } | { ok: false; words: string };

/**
 * A line of Markdown, or a sentence for the reader. A request that found no place is answered before the upload is read, with
 * a sentence of plain text.
 */
export function readAnswer(type: string | null, text: string): UploadAnswer {
  if (type?.startsWith("text/plain") && text.trim()) return refused(text.trim());
  try {
    const answer = JSON.parse(text) as { markdown?: string; detail?: string };
    if (answer.markdown) return { ok: true, markdown: answer.markdown };
    return { ok: false, words: answer.detail ?? "This picture was not added." };
  } catch {
    return refused("The server gave no answer that could be read.");
  }
}

const refused = (reason: string) => ({ ok: false as const, words: `This picture was not added. ${reason}` });
