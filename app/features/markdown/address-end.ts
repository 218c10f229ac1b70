/**
 * Signs that end an address in running text: punctuation, brackets and quotation marks of any script beyond ASCII, and
 * invisible signs. Dashes and middle dots stay, because names of pages have them.
 */
const ending = /(?![\u00b7\u30fb\uff65])[^\P{P}\p{Pd}\p{Pc}\p{ASCII}]|[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff]/u;

/** The part of a text before the first sign that ends an address. */
export function untilAddressEnds(text: string): string {
  const end = text.search(ending);
  return end === -1 ? text : text.slice(0, end);
}
