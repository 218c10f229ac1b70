import type { MarkdownIt, StateCore } from "markdown-it";
import { codeBlockOf } from "../code-block";
import { escapeAttribute, escapeText } from "~/ui/html";
import { highlight, highlightedLanguages } from "../highlight.server";

// Highlighting is slow: this much code takes about a third of a post's deadline.
const maxHighlightedLength = 10_000;
const maxLineLength = 2000;

/**
 * Code scrolls sideways, so it must be focusable; its button is outside the scrolling element. A diagram keeps its
 * source; the browser draws it.
 */
export function code(md: MarkdownIt) {
  md.core.ruler.push("highlighting", chooseHighlighted);
  md.renderer.rules.fence = (tokens, index) => {
    const { content, info, meta } = tokens[index]!;
    const language = languageOf(info);
    const html = codeBlockOf(
      language && meta === "highlighted" ? highlight(content, language) : escapeText(content),
      language,
    );
    if (language !== "mermaid") return html;
    const label = escapeAttribute(nameOf(content));
    return `<figure class="diagram" data-diagram="" aria-label="${label}">${html.trim()}</figure>\n`;
  };
  md.renderer.rules.code_block = (tokens, index) => codeBlockOf(escapeText(tokens[index]!.content));
  md.renderer.rules.code_inline = (tokens, index) => `<code>${escapeText(tokens[index]!.content)}</code>`;
}

function chooseHighlighted(state: StateCore) {
  let left = maxHighlightedLength;
  for (const token of state.tokens) {
    if (token.type !== "fence" || !highlightedLanguages.has(languageOf(token.info) ?? "")) continue;
    const { content } = token;
    if (content.length > left || content.split("\n").some((line) => line.length > maxLineLength)) continue;
    left -= content.length;
    token.meta = "highlighted";
  }
}

/** The diagram's accessible title, from Mermaid's `accTitle`. */
function nameOf(diagram: string) {
  const title = /^[ \t]*accTitle[ \t]*:[ \t]*(\S[^\n]{0,199})/mu.exec(diagram)?.[1]?.trim();
  return title ? `Diagram: ${title}` : "Diagram";
}

function languageOf(info: string) {
  const name = info.trim().split(/\s/, 1)[0]?.toLowerCase() ?? "";
  return /^[a-z0-9+#-]{1,20}$/.test(name) ? name : undefined;
}
