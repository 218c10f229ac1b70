/** Which characters a text of strangers may hold. One rule for bodies, titles, names and every other line. */

/** They turn the direction of the text that follows, beyond the words they stand in. */
export const misleading = /[\u202a-\u202e\u2066-\u2069]/g;
/** XML feeds can't contain them. */
export const controls = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;
const loneSurrogates = /\p{Surrogate}/gu;

/** Vietnamese has two marks on a letter, Hebrew three, Burmese four. More of them cover the lines above and below. */
const mostMarks = 4;
const marksAndFormats = /[\p{M}\p{Cf}]{5,}/gu;

/** Bounds the combining marks on one letter, whatever invisible characters stand between them. */
export const boundMarks = (text: string) =>
  text.replace(marksAndFormats, (run) => {
    let marks = 0;
    return Array.from(run)
      .filter((sign) => !/\p{M}/u.test(sign) || ++marks <= mostMarks)
      .join("");
  });

/**
 * A text of several lines without controls and what turns the direction. The marks U+200E and U+200F stay, unlike in a
 * line: authors of right-to-left text need them, and they affect only themselves.
 */
export const cleanText = (text: string) =>
  boundMarks(
    text
      .replace(/^\ufeff/, "")
      .replace(misleading, "")
      .replace(controls, "")
      .replace(loneSurrogates, "\ufffd"),
  );

/** The same for a text from a form or an interface: browsers send line ends as CRLF, and PostgreSQL can't store a NUL. */
export const cleanTyped = (text: string) => cleanText(text.replaceAll(/\r\n?/g, "\n").replaceAll("\0", ""));

// Joiners have a meaning between letters of these scripts, and inside an emoji.
const joined = [
  ..."Arabic Syriac Nko Mongolian Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada".split(" "),
  ..."Malayalam Sinhala Khmer Myanmar Tibetan".split(" "),
].map((script) => String.raw`\p{Script=${script}}`);
const joiner = String.raw`(?<=[${joined.join("")}]\p{M}{0,4}|[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?)[\u200c\u200d](?=[${joined.join("")}\p{Extended_Pictographic}])`;
/** A style of an emoji or a sign, and the letters of a flag, belong to what stands before them. */
const selector = String.raw`(?<=[\p{Extended_Pictographic}\p{Emoji}\p{S}])\ufe0f|(?<=\u{1f3f4}[\u{e0061}-\u{e007f}]{0,6})[\u{e0061}-\u{e007f}]`;
/** Letters and signs that are drawn as nothing: of braille, of music, of Egyptian writing. */
const blanks = String.raw`\u2800\u{1d159}\u{13441}\u{13442}`;
const invisible = String.raw`[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Noncharacter_Code_Point}${blanks}]`;
const keptOrInvisible = new RegExp(`(${joiner}|${selector})|${invisible}`, "gu");

/**
 * A text as one line: without controls, characters that turn the direction, invisible ones, and with few marks on a
 * letter. A text that shows nothing becomes "".
 */
export function oneLine(text: string): string {
  const line = text
    .normalize("NFC")
    .replace(loneSurrogates, "\ufffd")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .replace(keptOrInvisible, (_sign, kept: string | undefined) => kept ?? "")
    .replace(/ {2,}/g, " ")
    .trim();
  return showsSomething(line) ? boundMarks(line) : "";
}

const visible = new RegExp(
  String.raw`[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{M}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}${blanks}]`,
  "u",
);

/** Whether a reader sees anything of a text. */
export const showsSomething = (text: string) => visible.test(text);

const betweenLetters = /(?<=[\p{L}\p{N}])[\u200b-\u200d\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]+(?=[\p{L}\p{N}])/gu;

/** How many characters that show nothing stand inside words, joiners of scripts that need them aside. */
export function countInvisible(text: string): number {
  const shown = text.replace(keptOrInvisible, (sign, kept: string | undefined) => (kept === undefined ? sign : ""));
  return (shown.match(betweenLetters) ?? []).reduce((sum, run) => sum + [...run].length, 0);
}
