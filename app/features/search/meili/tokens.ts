/**
 * Our words as Meilisearch keeps them. It cuts texts into words by rules of its own; each of ours is therefore written so that
 * it stays in one piece, and the same word on both sides of a search is the same piece.
 */
import type { Word } from "~/features/markdown/markdown";

/** Nobody writes it, and no slip of typing leads from a word to one that begins so. */
const stemMark = "zqz";
const longestToken = 200;

/** Any form of the word, or a name from code as a whole. ASCII letters and digits only. */
export const stemToken = (word: Pick<Word, "stem">) => (stemMark + inAscii(word.stem)).slice(0, longestToken);

/** This very form. */
export const formToken = (word: Pick<Word, "text">) => word.text;

const inAscii = (text: string) =>
  text.replaceAll(/[^a-z0-9]/gu, (letter) => `zx${letter.codePointAt(0)!.toString(16)}x`);

/** A word that a slip may be forgiven in: letters only. Names from code and numbers are meant as they are written. */
export const isForgivable = (word: Pick<Word, "text" | "isWhole">) => !word.isWhole && /^[a-z]{5,}$/.test(word.text);
