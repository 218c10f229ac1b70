import { previewCitations, readCitations } from "~/features/citations/citations.server";
import { refusalOf } from "~/features/markdown/markdown";
import type { Member } from "~/features/auth/auth";
import { isTextAtFault, parseMarkdown } from "~/features/markdown/markdown.server";
import { db } from "~/platform/db.server";
import { inLane } from "~/platform/lanes.server";
import { asWriter } from "./prepare-text.server";

type Checked =
  | { ok: true }
  /** The sentences for the form, and the keys that its author confirms by sending it again. */
  | { ok: false; words: string[]; confirmedKeys: string };

/**
 * Whether a text's own markers mean something. A key that is defined twice is refused. One without a source, or whose definition can't be used, is asked
 * about once: `confirmedKeys` holds the keys, with spaces between them, that the author was shown before and left as they are.
 */
export async function checkCitations(author: Member, body: string, confirmedKeys: string): Promise<Checked> {
  if (!body.includes("[^")) return { ok: true };
  try {
    const { lane, asker } = asWriter(author);
    const citations = await inLane(lane, asker, async (reader) => {
      const { references } = await parseMarkdown(body, reader);
      return readCitations(references.citations, reader);
    });
    const { warnings } = await previewCitations(db, citations);
    const faults = warnings.flatMap(({ fault, line }) => (fault ? [{ fault, line }] : []));
    const double = faults.filter(({ fault }) => fault.kind === "double");
    const unknown = faults.filter(({ fault }) => fault.kind !== "double");
    const confirmed = new Set(confirmedKeys.split(" "));
    const isNew = unknown.some(({ fault }) => !confirmed.has(fault.key));
    if (double.length === 0 && !isNew) return { ok: true };
    const shown = isNew ? [...double, ...unknown] : double;
    return {
      ok: false,
      words: [
        ...shown.map(({ fault, line }) => refusalOf(fault, line)),
        ...(isNew ? ["Send it again to leave it so."] : []),
      ],
      confirmedKeys: unknown.map(({ fault }) => fault.key).join(" "),
    };
  } catch (error) {
    // A text that can't be rendered is refused when it is written.
    if (isTextAtFault(error)) return { ok: true };
    throw error;
  }
}
