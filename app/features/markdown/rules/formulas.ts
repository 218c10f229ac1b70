import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { escapeAttribute, escapeText } from "~/ui/html";
import { typeset } from "../typeset.server";

// Typesetting is slow and makes much html from little text. The limit fits a paper's formulas but not a flood.
const maxFormulas = 300;
const maxFormulasLength = 10_000;
/** A longer one in a line may have to be scrolled, also by keyboard. */
const longestUnscrolled = 60;

/** Renders what the two math rules found: MathML, or the source with the error. */
export function formulas(md: MarkdownIt) {
  md.core.ruler.push("formulas", chooseTypeset);
  md.renderer.rules.math = (tokens, index) => {
    const html = formula(tokens[index]!, false);
    if (html.startsWith("<code")) return html;
    const focus =
      tokens[index]!.content.length > longestUnscrolled ? ` tabindex="0" role="group" aria-label="Formula"` : "";
    return `<span class="math-inline"${focus}>${html}</span>`;
  };
  md.renderer.rules.math_block = (tokens, index) => {
    const html = formula(tokens[index]!, true);
    if (html.startsWith("<code")) return `<p>${html}</p>\n`;
    return `<div class="math-block" tabindex="0" role="group" aria-label="Formula">${html}</div>\n`;
  };
}

function chooseTypeset(state: StateCore) {
  let left = maxFormulasLength;
  let count = 0;
  for (const token of state.tokens.flatMap((each) => [each, ...(each.children ?? [])])) {
    if (token.type !== "math" && token.type !== "math_block") continue;
    left -= token.content.length;
    if (left >= 0 && ++count <= maxFormulas) token.meta = "typeset";
  }
}

function formula({ content, meta }: Token, isBlock: boolean) {
  const set =
    meta === "typeset"
      ? typeset(withLines(content.slice(2, -2).trim()), { isBlock })
      : { error: "The post has more formulas than are shown" };
  if ("mathml" in set) return set.mathml;
  return `<code class="math math-error" title="${escapeAttribute(set.error)}">${escapeText(content)}</code>`;
}

/** An empty line outside of environments and braces begins a new line of the formula, which TeX would refuse. */
function withLines(tex: string) {
  const parts = tex.split(/\n[^\S\n]*\n\s*/);
  if (parts.length === 1) return tex;
  let made = "";
  let depth = 0;
  for (const [index, part] of parts.entries()) {
    if (index > 0) made += depth === 0 ? " \\\\\n" : "\n";
    made += part;
    for (const [sign] of part.matchAll(/\\(?:begin|end)\b|\\[^]|[{}]/g))
      depth += sign === "{" || sign === "\\begin" ? 1 : sign === "}" || sign === "\\end" ? -1 : 0;
  }
  return made;
}
