/** What of a text can be drawn with the letters a font has. */

// Controls, joiners, marks that turn the reading direction: nothing of them is ever drawn.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu;
const emoji = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u20e3]/u;
const letter = /[\p{L}\p{N}]/u;

/** Above this share of missing letters a text says nothing any more. */
const readableLoss = 0.3;

/**
 * The text as it can be drawn: emoji without a glyph are left out, words in another script become "…". Null when more
 * than three tenths of its letters, or all of it, would be missing.
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
