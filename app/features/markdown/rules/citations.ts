import type { MarkdownIt, StateInline } from "markdown-it";
import { escapeText } from "../escape-html";

// Keys hold no spaces (but `EIP 7732`), so that a slip such as [^see below] stays ordinary, visible text.
// Its parts have a longest length, or a text of unfinished markers would be read to its end for each of them.
const marker = /\[\^(?:EIP \d|ERC \d|[^\s\][,;"“])(?:"[^"\n]{0,400}"|“[^”\n]{0,400}”|[^\]\n"“]){0,400}\](?!\()/iuy;
const key = /^\[\^(?:(?:EIP|ERC) \d+|[^\s,;\]]+)(?=[,;\]])/i;

/** `[^key]` is shown as it is typed, and nothing in it is read as emphasis, a link or a mention. */
export function citations(md: MarkdownIt) {
  md.inline.ruler.before("link", "citation", readMarker);
  md.renderer.rules.citation = (tokens, index) => escapeText(tokens[index]!.content);
}

function readMarker(state: StateInline, silent: boolean) {
  if (!state.src.startsWith("[^", state.pos)) return false;
  marker.lastIndex = state.pos;
  const found = marker.exec(state.src)?.[0];
  if (!found || !key.test(found) || state.pos + found.length > state.posMax) return false;

  if (!silent) state.push("citation", "", 0).content = found;
  state.pos += found.length;
  return true;
}
