import type { StateBlock } from "markdown-it";

// markdown-it keeps these arrays one entry longer than the text, so an index within the text always exists.

export function lineStart(state: StateBlock, line: number) {
  return state.bMarks[line]! + state.tShift[line]!;
}

export function lineText(state: StateBlock, line: number) {
  return state.src.slice(lineStart(state, line), state.eMarks[line]);
}

/** A line's indentation relative to its container; from 4 on it is code. */
export function indentOf(state: StateBlock, line: number) {
  return state.sCount[line]! - state.blkIndent;
}
