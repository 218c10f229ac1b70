import { escapeText } from "~/ui/html";

/** Plain text as a code block, with the html that posts use. */
export const codeBlock = (text: string) => codeBlockOf(escapeText(text));

/** Like `codeBlock`, for html that is already escaped or highlighted. */
export function codeBlockOf(html: string, language?: string) {
  const name = language ? ` class="language-${language}"` : "";
  return `<div class="code"><pre tabindex="0"><code${name}>${html}</code></pre></div>\n`;
}
