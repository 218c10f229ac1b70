import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { diagramKey } from "~/ui/diagram-size";
import { cleanOutput } from "../characters";
import { codeBlockOf } from "../code-block";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";
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
  md.renderer.rules.fence = (tokens, index, _options, { diagrams = {} }: RenderContext) => {
    const { content, info, meta } = tokens[index]!;
    const language = languageOf(info);
    const html = codeBlockOf(
      language && meta === "highlighted" ? highlight(content, language) : escapeText(content),
      language,
    );
    if (language !== "mermaid") return html;
    const label = escapeAttribute(nameOf(content));
    const key = keyOf(content);
    const size = Object.hasOwn(diagrams, key) ? diagrams[key]! : null;
    const room = size ? slotHtml("diagram", size.join(":"), "") : "";
    return `<figure class="diagram" data-diagram="" aria-label="${label}">${room}${html.trim()}</figure>\n`;
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

/** The keys of a text's diagrams, quoted ones included, each once. */
export const diagramsIn = (tokens: Token[]): string[] => [
  ...new Set(
    tokens.flatMap(({ type, info, content }) =>
      type === "fence" && languageOf(info) === "mermaid" ? keyOf(content) : [],
    ),
  ),
];

/** A browser makes the key of what it reads in the page. */
const keyOf = (content: string) => diagramKey(cleanOutput(content));

/** The diagram's accessible title, from Mermaid's `accTitle`. */
function nameOf(diagram: string) {
  const title = /^[ \t]*accTitle[ \t]*:[ \t]*(\S[^\n]{0,199})/mu.exec(diagram)?.[1]?.trim();
  return title ? `Diagram: ${title}` : "Diagram";
}

function languageOf(info: string) {
  const name = info.trim().split(/\s/, 1)[0]?.toLowerCase() ?? "";
  return /^[a-z0-9+#-]{1,20}$/.test(name) ? name : undefined;
}
