/**
 * Letters of formulas. Browsers ignore MathML's `mathvariant` (but `normal`), so 𝔼 must be the character itself:
 * Unicode's "Mathematical Alphanumeric Symbols", with the older letters of "Letterlike Symbols" in their gaps.
 */
type Alphabet = {
  upper: number;
  lower: number;
  digits?: number;
  greek?: number;
  /** The class that draws other signs in this style; without one they can't be drawn. */
  className?: string;
};

const alphabets: Record<string, Alphabet> = {
  bold: { upper: 0x1d400, lower: 0x1d41a, digits: 0x1d7ce, greek: 0x1d6a8, className: "formula-bold" },
  italic: { upper: 0x1d434, lower: 0x1d44e, greek: 0x1d6e2, className: "formula-italic" },
  "bold-italic": {
    upper: 0x1d468,
    lower: 0x1d482,
    digits: 0x1d7ce,
    greek: 0x1d71c,
    className: "formula-bold formula-italic",
  },
  script: { upper: 0x1d49c, lower: 0x1d4b6 },
  fraktur: { upper: 0x1d504, lower: 0x1d51e },
  "double-struck": { upper: 0x1d538, lower: 0x1d552, digits: 0x1d7d8 },
  "sans-serif": { upper: 0x1d5a0, lower: 0x1d5ba, digits: 0x1d7e2, className: "formula-sans" },
  "bold-sans-serif": {
    upper: 0x1d5d4,
    lower: 0x1d5ee,
    digits: 0x1d7ec,
    greek: 0x1d756,
    className: "formula-sans formula-bold",
  },
  "sans-serif-italic": { upper: 0x1d608, lower: 0x1d622, digits: 0x1d7e2, className: "formula-sans formula-italic" },
  "sans-serif-bold-italic": {
    upper: 0x1d63c,
    lower: 0x1d656,
    digits: 0x1d7ec,
    greek: 0x1d790,
    className: "formula-sans formula-bold formula-italic",
  },
  monospace: { upper: 0x1d670, lower: 0x1d68a, digits: 0x1d7f6, className: "formula-mono" },
};

/** The Greek letters in the order of each Greek alphabet of the block. */
const greek = [..."ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"];

const older: Record<string, Record<string, string>> = {
  italic: { h: "ℎ", ı: "𝚤", ȷ: "𝚥" },
  script: { B: "ℬ", E: "ℰ", F: "ℱ", H: "ℋ", I: "ℐ", L: "ℒ", M: "ℳ", R: "ℛ", e: "ℯ", g: "ℊ", o: "ℴ" },
  fraktur: { C: "ℭ", H: "ℌ", I: "ℑ", R: "ℜ", Z: "ℨ" },
  "double-struck": {
    C: "ℂ",
    H: "ℍ",
    N: "ℕ",
    P: "ℙ",
    Q: "ℚ",
    R: "ℝ",
    Z: "ℤ",
    Γ: "ℾ",
    Π: "ℿ",
    γ: "ℽ",
    π: "ℼ",
    "∑": "⅀",
  },
};

type Styled = { text: string; className: string };

/** A text in the letters of a style, with a class for signs that have none. Null: the style can't be drawn. */
export function styled(text: string, style: string): Styled | null {
  const alphabet = Object.hasOwn(alphabets, style) ? alphabets[style]! : undefined;
  if (!alphabet) return null;
  const gaps = older[style] ?? {};
  let className = "";
  let drawn = "";
  for (const sign of text) {
    const letter = Object.hasOwn(gaps, sign) ? gaps[sign] : letterOf(sign, alphabet);
    if (letter === undefined && !/[\s\u00a0\u2061-\u2064]/.test(sign)) {
      if (alphabet.className !== undefined) className = alphabet.className;
      else if (/[\p{L}\p{N}]/u.test(sign)) return null;
    }
    drawn += letter ?? sign;
  }
  return { text: drawn, className };
}

function letterOf(sign: string, { upper, lower, digits, greek: first }: Alphabet) {
  if (/^[A-Z]$/.test(sign)) return String.fromCodePoint(upper + sign.charCodeAt(0) - 65);
  if (/^[a-z]$/.test(sign)) return String.fromCodePoint(lower + sign.charCodeAt(0) - 97);
  if (/^[0-9]$/.test(sign)) return digits && String.fromCodePoint(digits + Number(sign));
  const place = first ? greek.indexOf(sign) : -1;
  return first && place !== -1 ? String.fromCodePoint(first + place) : undefined;
}
