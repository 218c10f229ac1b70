/** A picture as a line of Markdown, and the words in it for those who don't see the picture. */

/** `![words](address)`; brackets inside words are escaped. */
const picture = /!\[((?:[^[\]\\]|\\[\s\S])*)\]\(([^()\s]+)\)/g;

/** The address of the first picture in it, or null. */
export const addressIn = (markdown: string): string | null => markdown.matchAll(picture).next().value?.[2] ?? null;

/** The picture with these words, on one line. */
export function describedAs(markdown: string, words: string): string {
  const alt = words
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\[\]]/g, "\\$&");
  return markdown.replace(picture, (_whole, _alt, address: string) => `![${alt}](${address})`);
}

/** What has to be replaced in a text to describe the first picture with this address; null if it stands there no more. */
export function withDescription(text: string, address: string, words: string) {
  const found = [...text.matchAll(picture)].find((match) => match[2] === address);
  return found ? { before: found[0], after: describedAs(found[0], words) } : null;
}
