import type { MarkdownIt } from "markdown-it";
import { escapeText } from "../escape-html";

/** Code scrolls sideways, so the keyboard must be able to reach it. */
export function code(md: MarkdownIt) {
  md.renderer.rules.fence = (tokens, index) => {
    const { content, info } = tokens[index]!;
    return block(content, languageOf(info));
  };
  md.renderer.rules.code_block = (tokens, index) => block(tokens[index]!.content);
  md.renderer.rules.code_inline = (tokens, index) => `<code>${escapeText(tokens[index]!.content)}</code>`;
}

function block(content: string, language?: string) {
  const name = language ? ` class="language-${language}"` : "";
  return `<pre tabindex="0"><code${name}>${escapeText(content)}</code></pre>\n`;
}

function languageOf(info: string) {
  const name = info.trim().split(/\s/, 1)[0]?.toLowerCase() ?? "";
  return /^[a-z0-9+#-]{1,20}$/.test(name) ? name : undefined;
}
