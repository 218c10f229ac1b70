import { previewCitations } from "~/features/citations/citations.server";
import { parseMarkdown } from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";
import { isTextAtFault } from "./write-post.server";

type Checked =
  | { ok: true }
  /** The sentences for the form, and what its `asked` field holds so that it is asked once. */
  | { ok: false; words: string[]; asked: string };

/**
 * Whether a text's own markers mean something. A key that is defined twice is refused; one without a source is asked
 * about once: `asked` holds the keys, apart by spaces, that the writer was asked about before and left as they are.
 */
export async function checkCitations(body: string, asked: string): Promise<Checked> {
  if (!body.includes("[^")) return { ok: true };
  try {
    const { warnings } = await previewCitations(db, (await parseMarkdown(body)).references.citations);
    const double = warnings.filter(({ fault }) => fault?.kind === "double").map(({ message }) => message);
    const known = new Set(asked.split(" "));
    const unknown = warnings.filter(({ fault }) => fault?.kind === "unknown");
    const isNew = unknown.some(({ fault }) => !known.has(fault!.key));
    if (double.length === 0 && !isNew) return { ok: true };
    const words = isNew ? unknown.map(({ line, message }) => `Line ${line}: ${message}`) : [];
    return {
      ok: false,
      words: [
        ...double.map(
          (message) => `${message.replace(/: the first one counts\.$/, ".")} Give one of them another key.`,
        ),
        ...words,
        ...(words.length > 0 ? ["Send it again to leave it so."] : []),
      ],
      asked: unknown.map(({ fault }) => fault!.key).join(" "),
    };
  } catch (error) {
    // A text that can't be rendered is refused where it is written, in words of its own.
    if (isTextAtFault(error)) return { ok: true };
    throw error;
  }
}
