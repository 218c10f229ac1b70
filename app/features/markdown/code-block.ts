import { escapeText } from "./escape-html";

/** A plain text as a block of code, as posts show theirs. */
export const codeBlock = (text: string) => codeBlockOf(escapeText(text));

/** The same of html that is escaped or highlighted already. */
export function codeBlockOf(html: string, language?: string) {
  const name = language ? ` class="language-${language}"` : "";
  return `<div class="code"><pre tabindex="0"><code${name}>${html}</code></pre></div>\n`;
}
