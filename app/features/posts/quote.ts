/** Whether a quoted passage says what the quoted post says. All texts are on one line. */
import { type QuoteState } from "./post";

/** Passages of one post, which is read once however often it is quoted. */
export type QuotesGiven = {
  /** Each with the revision that it names. */
  passages: { text: string; revision: number }[];
  original: {
    /** Its current text. */
    now: string;
    /** Its texts in the earlier revisions that are named; null for one that doesn't exist. */
    earlier: Map<number, string | null>;
    /** The earlier words of claims in the post that their author corrected. */
    corrected: string[];
  };
};

/** `repeatsAll`: the passage repeats the whole post. */
export type Judged = { state: QuoteState; repeatsAll: boolean };

/**
 * The state of each passage: `holds` if it is in the original word for word, `changed` if it was in the quoted revision,
 * `corrected` if a number in it was corrected since, `differs` if it is in neither. "…" or "[…]" marks omitted words.
 */
export function judgeAll({ passages, original: { now, earlier, corrected } }: QuotesGiven): Judged[] {
  const text = plain(now);
  const earlierTexts = new Map([...earlier].map(([revision, words]) => [revision, words && plain(words)]));
  return passages.map((passage) => {
    const holds = contains(text, passage.text);
    const before = earlierTexts.get(passage.revision);
    const wasThere = before != null && contains(before, passage.text);
    return {
      state: holds ? "holds" : wasThere ? changedBy(passage.text, corrected) : "differs",
      repeatsAll: holds && isWhole(passage.text, text),
    };
  });
}

/** Quotes of one post whose text is now `now`, each with the state that it had. */
export type QuotesAgain = { now: string; quotes: { text: string; state: QuoteState }[] };

/**
 * The states after an edit of the original: a passage that never was in the named revision still isn't. Whether a number in
 * it was corrected is known when the claims of the new text are stored: see `changedBy`.
 */
export function judgeAllAgain({ now, quotes }: QuotesAgain): QuoteState[] {
  const text = plain(now);
  return quotes.map((quote) =>
    contains(text, quote.text) ? "holds" : quote.state === "differs" ? "differs" : "changed",
  );
}

/** The state of a passage that is not in the original any more. */
export const changedBy = (passage: string, corrected: string[]) => {
  const words = plain(passage);
  return corrected.some((one) => words.includes(plain(one))) ? "corrected" : "changed";
};

/** Whether the pieces of the passage occur in the plain text in this order. */
function contains(text: string, passage: string): boolean {
  let from = 0;
  for (const piece of passage.split(/\[(?:…|\.\.\.)\]|…|\.\.\./)) {
    const words = plain(piece);
    if (words === "") continue;
    const at = text.indexOf(words, from);
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

/** Folding a whole post loses nothing. Short posts aren't folded. */
const isWhole = (passage: string, text: string) => text.length >= 400 && passage.length >= 0.9 * text.length;
