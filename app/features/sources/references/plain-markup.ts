/** Text of reference managers holds entities and the tags of CSL's rich text. */

const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  aacute: "á",
  oacute: "ó",
  iacute: "í",
  uacute: "ú",
  ccedil: "ç",
  ntilde: "ñ",
  oslash: "ø",
  aring: "å",
  copy: "©",
  reg: "®",
  deg: "°",
  times: "×",
};

const tags =
  /<\/?(?:i|b|u|em|strong|sub|sup|sc|scp|span|small|tt|p|jats:[a-z]+|bold|italic)(?:\s[^<>]*)?>|<br\s*\/?>/gi;

/** `Rollups &amp; <i>proofs</i>` → "Rollups & proofs". */
export function plainMarkup(text: string): string {
  if (!/[&<]/.test(text)) return text;
  return text
    .replaceAll(tags, (tag) => (/^<(?:br|p)\b/i.test(tag) ? " " : ""))
    .replaceAll(/&(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi, decoded);
}

function decoded(whole: string, name: string): string {
  if (!name.startsWith("#")) return Object.hasOwn(named, name) ? named[name]! : whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0x1f && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
}

/** A period of pages has a dash: "12-20" → "12–20". A dash without a page is what a program left of none: "". */
export const pagesWithDash = (pages: string) =>
  /[\p{L}\p{N}]/u.test(pages) ? pages.replaceAll(/(?<=[\p{L}\d])\s*[-–—]+\s*(?=[\p{L}\d])/gu, "–") : "";
