import type { MarkdownIt, StateBlock } from "markdown-it";

const maxNesting = 20;

/**
 * Limits the nesting of quotes and lists to a depth that nobody writes. markdown-it would drop deeper content; here it
 * stays as one plain paragraph. A list opens two levels at once, so the last two are kept free.
 */
export function nesting(md: MarkdownIt) {
  Object.assign(md.options, { maxNesting });
  md.block.ruler.before("table", "nesting", flatten);
}

function flatten(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  if (silent || state.level < maxNesting - 2) return false;

  state.push("paragraph_open", "p", 1);
  const inline = state.push("inline", "", 0);
  inline.content = state.getLines(startLine, endLine, state.blkIndent, false).trim();
  inline.children = [];
  state.push("paragraph_close", "p", -1);
  state.line = endLine;
  return true;
}
