import type { StateBlock } from "markdown-it";

// markdown-it keeps these arrays one entry longer than the text has lines, so an index within them is always there.

export function lineStart(state: StateBlock, line: number) {
  return state.bMarks[line]! + state.tShift[line]!;
}

export function lineText(state: StateBlock, line: number) {
  return state.src.slice(lineStart(state, line), state.eMarks[line]);
}

/** How far a line stands to the right of its container; from 4 on it is code. */
export function indentOf(state: StateBlock, line: number) {
  return state.sCount[line]! - state.blkIndent;
}
