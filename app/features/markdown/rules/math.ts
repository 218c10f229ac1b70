import type { MarkdownIt, StateInline } from "markdown-it";

const closings = new WeakMap<StateInline, Map<string, number>>();

/** `$$…$$` and `\(…\)` are formulas; emphasis inside is ignored. A single `$` is money. */
export function math(md: MarkdownIt) {
  // Before the rule `escape`, which reads `\(` as a bracket.
  md.inline.ruler.before("escape", "math", (state, silent) => {
    if (state.src.startsWith("\\(", state.pos)) return read(state, silent, "\\)");
    if (state.src.startsWith("$$", state.pos) && isPair(state.src, state.pos)) return read(state, silent, "$$");
    return false;
  });
}

function isPair(src: string, pos: number) {
  return src[pos - 1] !== "$" && src[pos + 2] !== "$";
}

function read(state: StateInline, silent: boolean, closing: string) {
  const start = state.pos + 2;
  const end = nextClosing(state, closing, start);
  if (end + 2 > state.posMax || state.src.slice(start, end).trim() === "") return false;

  if (!silent) state.push("math", "", 0).content = state.src.slice(state.pos, end + 2);
  state.pos = end + 2;
  return true;
}

/** Cached, because each of many openings would otherwise search the text to its end. */
function nextClosing(state: StateInline, closing: string, from: number) {
  const known = closings.get(state) ?? new Map<string, number>();
  closings.set(state, known);
  const last = known.get(closing);
  if (last !== undefined && last >= from) return last;

  let found = state.src.indexOf(closing, from);
  while (found !== -1 && closing === "$$" && !isPair(state.src, found)) found = state.src.indexOf(closing, found + 1);
  known.set(closing, found === -1 ? Infinity : found);
  return found === -1 ? Infinity : found;
}
