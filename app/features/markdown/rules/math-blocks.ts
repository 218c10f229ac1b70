import type { MarkdownIt, StateBlock } from "markdown-it";
import { indentOf, lineText } from "./lines";
import { isTex } from "./math";

/** A block from `$$` or `\[` at the start of a line to `$$` or `\]` at the end of the same or a later line. */
export function mathBlocks(md: MarkdownIt) {
  const alt = ["paragraph", "reference", "blockquote", "list"];
  md.block.ruler.before("fence", "math_block", readMath, { alt });
}

function readMath(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  if (indentOf(state, startLine) >= 4) return false;
  const opening = lineText(state, startLine).slice(0, 2);
  const closing = opening === "$$" ? "$$" : opening === "\\[" ? "\\]" : "";
  const last = closing === "" ? undefined : lastLine(state, startLine, endLine, closing);
  if (last === undefined) return false;
  const content = state.getLines(startLine, last + 1, state.blkIndent, false).trim();
  const tex = content.slice(2, -2);
  if (content.startsWith("$$$") || tex.trim() === "" || (closing === "\\]" && !isTex(tex))) return false;
  if (silent) return true;

  state.push("math_block", "p", 0).content = content;
  state.line = last + 1;
  return true;
}

/**
 * The next line with a closing or opening sign decides: at the end of a line it closes the block, elsewhere this is prose. So
 * no line is read twice. An empty line is part of the formula only if its opening stands alone: a paragraph can begin with `$$5`.
 */
function lastLine(state: StateBlock, startLine: number, endLine: number, closing: string) {
  const isAlone = lineText(state, startLine).trim().length === 2;
  for (let line = startLine; line < endLine; line++) {
    if (state.isEmpty(line)) {
      if (isAlone) continue;
      return undefined;
    }
    if (indentOf(state, line) < 0) return undefined;
    const text = lineText(state, line).trimEnd();
    const at = text.indexOf(closing, line === startLine ? 2 : 0);
    if (at !== -1) return at === text.length - 2 ? line : undefined;
    if (line > startLine && text.startsWith("\\[")) return undefined;
  }
  return undefined;
}
