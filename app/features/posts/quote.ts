/** Whether a quoted passage says what the quoted post says. */
import { type QuoteState } from "./post";

type Original = {
  /** The quoted post's current text. */
  now: string;
  /** Its text in the revision that the quote names; null if there is no such revision. */
  earlier: string | null;
  /** What claims of the post said before their author corrected them. */
  corrected: string[];
};

/**
 * `holds` if the passage is in the original word for word, `changed` if it was in the quoted revision, `corrected` if a
 * number in it was corrected since, `differs` if it is in neither. "…" or "[…]" marks omitted words. All texts are on one
 * line.
 */
export function judgeQuote(passage: string, { now, earlier, corrected }: Original): QuoteState {
  if (contains(now, passage)) return "holds";
  return earlier !== null && contains(earlier, passage) ? changedBy(passage, corrected) : "differs";
}

/** The state after an edit of the original: a passage that never was in the named revision still isn't. */
export function judgeAgain(
  passage: string,
  before: QuoteState,
  { now, corrected }: Pick<Original, "now" | "corrected">,
): QuoteState {
  if (contains(now, passage)) return "holds";
  return before === "differs" ? "differs" : changedBy(passage, corrected);
}

const changedBy = (passage: string, corrected: string[]) =>
  corrected.some((words) => plain(passage).includes(plain(words))) ? "corrected" : "changed";

/** Whether the pieces of the passage occur in the text in this order. */
function contains(text: string, passage: string): boolean {
  let from = 0;
  for (const piece of passage.split(/\[(?:…|\.\.\.)\]|…|\.\.\./)) {
    const words = plain(piece);
    if (words === "") continue;
    const at = plain(text).indexOf(words, from);
    if (at < 0) return false;
    from = at + words.length;
  }
  return true;
}

/** Ignores differences in spaces and quotation marks, which browsers and editors change. */
const plain = (text: string) =>
  text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚]/g, "'")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Whether a passage repeats a whole post, so that folding it loses nothing. Short posts aren't folded. */
export function isWhole(passage: string, text: string): boolean {
  return text.length >= 400 && passage.length >= 0.9 * text.length && contains(text, passage);
}
