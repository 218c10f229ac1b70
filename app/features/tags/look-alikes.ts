/** Names that look like other names: written in several scripts, or in another script's letters. */

/** Scripts that one language mixes count as one. */
const families: [family: string, scripts: string[]][] = [
  ["Latin", ["Latin"]],
  ["Greek", ["Greek", "Coptic"]],
  ["Cyrillic", ["Cyrillic"]],
  ["Chinese, Japanese or Korean", ["Han", "Hiragana", "Katakana", "Bopomofo", "Hangul", "Yi"]],
  ...[
    ..."Armenian Georgian Hebrew Arabic Syriac Thaana Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu".split(
      " ",
    ),
    ..."Kannada Malayalam Sinhala Thai Lao Tibetan Myanmar Khmer Ethiopic Cherokee Canadian_Aboriginal".split(" "),
    ..."Mongolian Lisu Deseret Gothic Runic Ogham Tifinagh Osage".split(" "),
  ].map((script): [string, string[]] => [script, [script]]),
];
const patterns = families.map(
  ([name, scripts]) =>
    [name, new RegExp(`[${scripts.map((script) => `\\p{Script=${script}}`).join("")}]`, "u")] as const,
);

/** The scripts of a text's letters by name; letters that all scripts share, digits and signs count for none. */
export function scriptsOf(text: string): string[] {
  const found = new Set<string>();
  for (const sign of text) {
    if (!/\p{L}/u.test(sign) || /[\p{Script=Common}\p{Script=Inherited}]/u.test(sign)) continue;
    found.add(patterns.find(([, pattern]) => pattern.test(sign))?.[0] ?? "another script");
  }
  return [...found];
}

/** Letters of other scripts, and signs, by the Latin letter or digit that they look like. */
const likeLatin: Record<string, string> = {
  a: "аαɑ⍺",
  b: "ьƅʙвβᏏᖯ",
  c: "сϲᴄⅽ¢ᏟⲤ",
  d: "ԁɗժⅾᏧᑯ",
  e: "еєҽɛԑεҿ℮ꬲ",
  f: "ẝſϝքғ",
  g: "ɡցɢԍց",
  h: "һհнηᏂʜн",
  i: "іιıɩɪӏ|ǀӀlɭ1!ⅰⅼ‖׀וןاᎥΙ",
  j: "јϳʝⅉյ",
  k: "кκĸⱪҝ",
  m: "мⅿʍ",
  n: "пոռɴπր",
  o: "оοօ0ºσөɵօ೦०০੦૦ഠ๐໐၀ⲟ○〇סه",
  p: "рρϱᴘ⍴ⲣ",
  q: "ԛզգ",
  r: "гᴦⲅʀяꭇ",
  s: "ѕꜱƽ5ꜱ§$",
  t: "тτᴛ",
  u: "υսцʋᴜμµ",
  v: "ѵνⅴᴠט",
  w: "шԝωաѡᴡɯ",
  x: "хχⅹ×ᕁ᙮",
  y: "уүγʏყɣўỿ",
  z: "ᴢʐƶ2ȥ",
};
const latinOf = new Map(
  Object.entries(likeLatin).flatMap(([latin, others]) => Array.from(others, (sign) => [sign, latin])),
);

/**
 * What a name looks like, for comparison only: two names with the same outline are told apart by looking closely at best.
 * Case, accents, widths, spaces and dashes make no difference.
 */
export function outlineOf(name: string): string {
  const folded = name
    .normalize("NFKD")
    .replaceAll(/[\p{Mark}\p{Z}\p{Pd}\p{Cf}'’ʼ`´.·_]/gu, "")
    .toLowerCase()
    .normalize("NFKD");
  return Array.from(folded, (sign) => latinOf.get(sign) ?? sign)
    .join("")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w");
}
