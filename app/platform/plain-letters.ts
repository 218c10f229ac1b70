/** Letters that Unicode does not take apart, as they are written where they are missing. */
const plain: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ĸ: "k",
  ŀ: "l",
  ŋ: "n",
  ŧ: "t",
  ƀ: "b",
  ɓ: "b",
  ƈ: "c",
  ɖ: "d",
  ɗ: "d",
  ə: "e",
  ɛ: "e",
  ƒ: "f",
  ɠ: "g",
  ɣ: "g",
  ɨ: "i",
  ƙ: "k",
  ɫ: "l",
  ɔ: "o",
  ɵ: "o",
  ƥ: "p",
  ɍ: "r",
  ʂ: "s",
  ƭ: "t",
  ʉ: "u",
  ʋ: "v",
  ƴ: "y",
  ƶ: "z",
  ʼ: "",
  ς: "σ",
  ة: "ه",
  ى: "ي",
};
const undecomposed = new RegExp(`[${Object.keys(plain).join("")}]`, "gu");

/** Lower-case text with these letters as they are written where they are missing: "łódź" → "lodź". */
export const withPlainLetters = (lower: string) => lower.replaceAll(undecomposed, (found) => plain[found]!);

/** Characters that show nothing (soft hyphens, joiners, marks of direction): dropped wherever they stand in a word. */
const unseen = /[\p{Cf}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0]/gu;

/**
 * Text as it is compared: lower case, without accents, apostrophes and invisible characters, with one kind of hyphen.
 * The database does the same in its function `plain_letters`; a test compares the two.
 */
export function inPlainLetters(text: string): string {
  const bare = text.replaceAll(unseen, "").normalize("NFKD").replaceAll(/\p{M}/gu, "").normalize("NFC");
  return withPlainLetters(bare.toLowerCase()).replaceAll(/[‐‑–]/g, "-").replaceAll(/['’]/g, "");
}
