/** Puts other words into a claim's link, and leaves everything else in a text as it is. */

/** A link of a claim as written: its words without brackets, its address, and what else stands in its parentheses. */
const claimLink = /\[([^[\]\n]{1,300})\](\(\s*<?((?:metric|claim):[^\s()>]*)>?[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))/giu;

const plain = (words: string) =>
  words
    .replaceAll(/\\([^\p{L}\d\s])/gu, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();

/**
 * The texts in which one link with these words and this address has `to` as its words, in the order of the links. Several
 * links may look like the one that is meant: the caller parses each text and takes the one that changes it alone.
 */
export function withClaimWords(body: string, from: { text: string; address: string }, to: string): string[] {
  return [...body.matchAll(claimLink)].flatMap((link) => {
    const [whole, words, behind, address] = link;
    if (plain(words!) !== from.text || address !== from.address) return [];
    return [`${body.slice(0, link.index)}[${to}]${behind}${body.slice(link.index + whole.length)}`];
  });
}
