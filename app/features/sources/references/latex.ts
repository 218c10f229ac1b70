/** Converts between TeX and plain text. */
const accents: Record<string, string> = {
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  u: "\u0306",
  ".": "\u0307",
  '"': "\u0308",
  r: "\u030a",
  H: "\u030b",
  v: "\u030c",
  c: "\u0327",
  k: "\u0328",
  d: "\u0323",
  b: "\u0331",
};
const letters: Record<string, string> = {
  ss: "ß",
  o: "ø",
  O: "Ø",
  l: "ł",
  L: "Ł",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  aa: "å",
  AA: "Å",
  i: "ı",
  j: "ȷ",
  textbackslash: "\u0005",
  textbraceleft: "\u0002",
  textbraceright: "\u0003",
  textasciitilde: "\u0004",
  textasciicircum: "^",
  textendash: "–",
  textemdash: "—",
  textquotedblleft: "“",
  textquotedblright: "”",
  ldots: "…",
  dots: "…",
  LaTeX: "LaTeX",
  TeX: "TeX",
};

/** Characters without special meaning in TeX. */
const kept: Record<string, string> = { "{": "\u0002", "}": "\u0003", "~": "\u0004", "\\": "\u0005" };

/** `{\'E}tude \& {TeX}` → `Étude & TeX`. Unknown commands are dropped and their arguments kept. */
export function latexToText(source: string): string {
  return source
    .replaceAll(/\\url\{([^{}]*)\}/g, "$1")
    .replaceAll(
      /\{?\\([`'^~=."])\s*\{?\\?([a-zA-Z])\}?\}?/g,
      (_, accent: string, letter: string) => letter + accents[accent]!,
    )
    .replaceAll(
      /\{?\\([uvHckdbr])(?:\s+|\s*\{)\\?([a-zA-Z])\}?\}?/g,
      (_, accent: string, letter: string) => letter + accents[accent]!,
    )
    .replaceAll(/\\([a-zA-Z]+)(?:\s+|\{\})?/g, (_, name: string) =>
      Object.hasOwn(letters, name) ? letters[name]! : "",
    )
    .replaceAll(/\\([&%$#_{}~^ ])/g, (_, sign: string) => kept[sign] ?? sign)
    .replaceAll(/\\\\|\\/g, " ")
    .replaceAll("---", "—")
    .replaceAll("--", "–")
    .replaceAll("``", "“")
    .replaceAll("''", "”")
    .replaceAll(/[{}]/g, "")
    .replaceAll(/~/g, " ")
    .replaceAll(/[\u0002-\u0005]/g, (sign) => Object.keys(kept).find((name) => kept[name] === sign)!)
    .normalize("NFC")
    .replaceAll(/\s+/g, " ")
    .trim();
}

const escapes: Record<string, string> = {
  "\\": "\\textbackslash{}",
  // BibTeX counts the brace of "\{" as any other.
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  $: "\\$",
  "&": "\\&",
  "%": "\\%",
  "#": "\\#",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

/** Escapes every character that has a meaning in TeX. */
export function textToLatex(text: string): string {
  return text.replaceAll(/[\\{}$&%#_^~]/g, (sign) => escapes[sign]!);
}

/** Like `textToLatex`, and protects words with capitals from styles: `{DeFi}`. */
export function titleToLatex(text: string): string {
  return text
    .split(/(\s+)/)
    .map((word) =>
      /\p{L}.*\p{Lu}|\p{Lu}.*\p{N}|^\p{Lu}{2,}/u.test(word) ? `{${textToLatex(word)}}` : textToLatex(word),
    )
    .join("");
}
