/** The part of a text that a font can draw. */

// Control, joining and direction characters are never drawn.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu;
const emoji = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u20e3]/u;
const letter = /[\p{L}\p{N}]/u;

/** Above this share of missing letters a text is useless. */
const readableLoss = 0.3;

/**
 * The drawable form of a text: emoji without a glyph are removed, words in another script become "…". Null if more
 * than three tenths of its letters, or all, are missing.
 */
export function drawableText(text: string, covers: (codePoint: number) => boolean): string | null {
  let drawn = "";
  let letters = 0;
  let missing = 0;
  for (const character of text.normalize("NFC").replaceAll(invisible, "")) {
    const isLetter = letter.test(character);
    if (isLetter) letters += 1;
    if (covers(character.codePointAt(0)!)) drawn += character;
    else if (!emoji.test(character)) {
      if (isLetter) missing += 1;
      drawn += "\u0000";
    }
  }
  if (missing > letters * readableLoss) return null;
  const words = drawn
    .replaceAll(/\0[\0\s]*\0|\0/g, "…")
    .replaceAll(/\s+/g, " ")
    .trim();
  return /[^…\s]/u.test(words) ? words : null;
}
