/** Whether a quoted passage says what the quoted post says. */
import { type QuoteState } from "./post";

type Original = {
  /** The quoted post's words as they stand. */
  now: string;
  /** Its words in the revision that the quote names; null when there is no such revision. */
  earlier: string | null;
};

/**
 * `holds` when the passage stands word for word in the original, `changed` when it stood there in the revision quoted,
 * `differs` when it is in neither. A writer may leave words out where "…" or "[…]" stands. All texts are on one line.
 */
export function judgeQuote(passage: string, { now, earlier }: Original): QuoteState {
  if (contains(now, passage)) return "holds";
  return earlier !== null && contains(earlier, passage) ? "changed" : "differs";
}

/** After the original was edited: a passage that never stood there has not become true of the revision it names. */
export function judgeAgain(passage: string, before: QuoteState, now: string): QuoteState {
  if (contains(now, passage)) return "holds";
  return before === "differs" ? "differs" : "changed";
}

/** Whether the pieces of the passage stand in the text, in this order. */
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

/** Spaces and quotation marks are set differently by browsers and editors; they make no other text. */
const plain = (text: string) =>
  text
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚]/g, "'")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Whether a passage repeats all of a post, so that nothing is lost when it is folded. Short posts are not worth it. */
export function isWhole(passage: string, text: string): boolean {
  return text.length >= 400 && passage.length >= 0.9 * text.length && contains(text, passage);
}
