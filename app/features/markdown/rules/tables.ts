import type { MarkdownIt, StateCore } from "markdown-it";

/** Wide tables scroll in a focusable box. Alignment is a class, because styles are forbidden. */
export function tables(md: MarkdownIt) {
  md.core.ruler.before("text_join", "table_alignment", alignCells);
  // A group instead of a region: landmarks need unique names, and a page can have many tables.
  md.renderer.rules.table_open = () =>
    `<div class="table-scroll" tabindex="0" role="group" aria-label="Table">\n<table>\n`;
  md.renderer.rules.table_close = () => `</table>\n</div>\n`;
}

function alignCells(state: StateCore) {
  for (const token of state.tokens) {
    if (token.type !== "th_open" && token.type !== "td_open") continue;
    const side = /text-align:(left|center|right)/.exec(token.attrGet("style") ?? "")?.[1];
    token.attrs = side ? [["class", `align-${side}`]] : null;
  }
}
