import type { MarkdownIt } from "markdown-it";

const eastAsian =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const isSpace = (sign: string) => /[\s\p{Z}]/u.test(sign);
const isPunctuation = (sign: string) => /[\p{P}\p{S}]/u.test(sign) && !eastAsian.test(sign);

/**
 * Emphasis beside Chinese, Japanese and Korean: their punctuation has no spaces around it, so that `**注意：**请看` would
 * show its stars. It counts as a letter, and stars between it and other punctuation count as standing at a word's edge.
 */
export function emphasisBesideCjk(md: MarkdownIt) {
  const Plain = md.inline.State;
  md.inline.State = class extends Plain {
    override scanDelims(start: number, canSplitWord: boolean) {
      const scanned = super.scanDelims(start, canSplitWord);
      const last = start === 0 ? " " : Array.from(this.src.slice(Math.max(0, start - 2), start)).at(-1)!;
      const end = start + scanned.length;
      const next = end >= this.posMax ? " " : String.fromCodePoint(this.src.codePointAt(end)!);
      if (!eastAsian.test(last) && !eastAsian.test(next)) return scanned;

      const opens =
        !isSpace(next) && (!isPunctuation(next) || isSpace(last) || isPunctuation(last) || eastAsian.test(last));
      const closes =
        !isSpace(last) && (!isPunctuation(last) || isSpace(next) || isPunctuation(next) || eastAsian.test(next));
      return {
        ...scanned,
        can_open: opens && (canSplitWord || !closes || isPunctuation(last)),
        can_close: closes && (canSplitWord || !opens || isPunctuation(next)),
      };
    }
  };
}
