/** Texts in a markdown document of which nothing passes for the document's own structure. */

/** A text of one line in which no sign means anything. */
export const inlineMarkdown = (text: string) =>
  text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>#|~&!]|^[-+]|(?<=^\d+)[.)]/g, String.raw`\$&`);

/** A text as a block quote: each of its lines has the sign. */
export const quotedMarkdown = (text: string) =>
  text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
