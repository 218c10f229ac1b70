/**
 * Our words as tokens for Meilisearch, which splits texts by its own rules. Each word is encoded so that it stays
 * whole and is the same token in index and query.
 */
import type { Word } from "~/features/markdown/markdown";

/** A prefix that nobody types and no typo leads to. */
const stemMark = "zqz";
const longestToken = 200;

/** The stem of a word, or a whole code name. ASCII letters and digits only. */
export const stemToken = (word: Pick<Word, "stem">) => (stemMark + inAscii(word.stem)).slice(0, longestToken);

/** This very form. */
export const formToken = (word: Pick<Word, "text">) => word.text;

const inAscii = (text: string) =>
  text.replaceAll(/[^a-z0-9]/gu, (letter) => `zx${letter.codePointAt(0)!.toString(16)}x`);

/** A word in which typos are tolerated: letters only. Code names and numbers must match exactly. */
export const isForgivable = (word: Pick<Word, "text" | "isWhole">) => !word.isWhole && /^[a-z]{5,}$/.test(word.text);
