import type { MarkdownIt, StateBlock } from "markdown-it";
import { indentOf, lineText } from "./lines";

/** A block from `$$` at the start of a line to `$$` at the end of the same or a later line. */
export function mathBlocks(md: MarkdownIt) {
  const alt = ["paragraph", "reference", "blockquote", "list"];
  md.block.ruler.before("fence", "math_block", readMath, { alt });
}

function readMath(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  if (indentOf(state, startLine) >= 4 || !lineText(state, startLine).startsWith("$$")) return false;
  const last = lastLine(state, startLine, endLine);
  if (last === undefined) return false;
  const content = state.getLines(startLine, last + 1, state.blkIndent, false).trim();
  if (content.startsWith("$$$") || content.slice(2, -2).trim() === "") return false;
  if (silent) return true;

  state.push("math_block", "p", 0).content = content;
  state.line = last + 1;
  return true;
}

/** The next line with `$$` decides: at its end the block closes, elsewhere this is prose. So no line is read twice. */
function lastLine(state: StateBlock, startLine: number, endLine: number) {
  for (let line = startLine; line < endLine && !state.isEmpty(line) && indentOf(state, line) >= 0; line++) {
    const text = lineText(state, line).trimEnd();
    const closing = text.indexOf("$$", line === startLine ? 2 : 0);
    if (closing !== -1) return closing === text.length - 2 ? line : undefined;
  }
  return undefined;
}
