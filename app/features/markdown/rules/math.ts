import type { MarkdownIt, StateInline } from "markdown-it";

const closings = new WeakMap<StateInline, Map<string, number>>();

/**
 * `$$…$$`, `\(…\)` and `\[…\]` are formulas; emphasis inside is ignored. A single `$` is money, and so is `$$5 to $$6`.
 * `\[` is a bracket unless what follows is TeX.
 */
export function math(md: MarkdownIt) {
  // Before the rule `escape`, which reads `\(` as a bracket.
  md.inline.ruler.before("escape", "math", (state, silent) => {
    if (state.src.startsWith("\\(", state.pos)) return read(state, silent, "\\)");
    if (state.src.startsWith("\\[", state.pos)) return read(state, silent, "\\]");
    if (state.src.startsWith("$$", state.pos) && isPair(state.src, state.pos)) return read(state, silent, "$$");
    return false;
  });
}

function isPair(src: string, pos: number) {
  return src[pos - 1] !== "$" && src[pos + 2] !== "$";
}

/** No amount of money follows the closing sign. */
const isClosing = (src: string, pos: number) => isPair(src, pos) && !/\d/.test(src[pos + 2] ?? "");

function read(state: StateInline, silent: boolean, closing: string) {
  const start = state.pos + 2;
  const end = nextClosing(state, closing, start);
  if (end + 2 > state.posMax) return false;
  const content = state.src.slice(start, end);
  if (content.trim() === "" || (closing === "$$" && isMoney(content)) || (closing === "\\]" && !isTex(content)))
    return false;

  if (!silent) state.push("math", "", 0).content = state.src.slice(state.pos, end + 2);
  state.pos = end + 2;
  return true;
}

/** The content between two `$$`: an amount and words up to the next one. */
const isMoney = (content: string) => /^\d/.test(content) && /\s$/.test(content);

/** Whether the content of `\[…\]` is TeX: set off by spaces, or with a command. */
export const isTex = (content: string): boolean => /^\s[^]*\s$|\\[a-z]/i.test(content);

/** Cached, because each of many openings would otherwise search the text to its end. */
function nextClosing(state: StateInline, closing: string, from: number) {
  const known = closings.get(state) ?? new Map<string, number>();
  closings.set(state, known);
  const last = known.get(closing);
  if (last !== undefined && last >= from) return last;

  let found = state.src.indexOf(closing, from);
  while (found !== -1 && closing === "$$" && !isClosing(state.src, found))
    found = state.src.indexOf(closing, found + 1);
  known.set(closing, found === -1 ? Infinity : found);
  return found === -1 ? Infinity : found;
}

/** Where the formulas of one line are, as the rule above finds them; code is left out. */
export function formulasIn(line: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const next = nextIn(line);
  for (let at = 0; at < line.length;) {
    const [sign = ""] = opening.exec(line.slice(at, at + 64)) ?? [];
    const closing = sign === "\\(" ? "\\)" : sign === "\\[" ? "\\]" : /^[`$]/.test(sign) ? sign : "";
    const end = closing === "" ? -1 : next(closing, at + sign.length);
    const content = end === -1 ? "" : line.slice(at + sign.length, Math.min(end, at + 2_100));
    if (content === "" || (sign === "$$" && isMoney(content)) || (sign === "\\[" && !isTex(content))) {
      at += Math.max(1, sign.length);
      continue;
    }
    if (!sign.startsWith("`")) found.push({ start: at, end: end + closing.length });
    at = end + closing.length;
  }
  return found;
}

const opening = /^(?:`+|\\[^]|\$\$(?!\$))/;

/** The next closing sign of a kind from a place on, or -1. Found ones are kept: a line can have thousands of openings. */
function nextIn(line: string) {
  const known = new Map<string, number>();
  return (closing: string, from: number) => {
    const last = known.get(closing);
    if (last !== undefined && (last === -1 || last >= from)) return last;
    let end = line.indexOf(closing, from);
    while (end !== -1 && closing === "$$" && !isClosing(line, end)) end = line.indexOf("$$", end + 1);
    known.set(closing, end);
    return end;
  };
}
