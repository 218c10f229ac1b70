import type { MarkdownIt, StateBlock } from "markdown-it";
import reference from "markdown-it/lib/rules_block/reference.mjs";
import { indentOf, lineText } from "./lines";

/**
 * `[^key]: …` lines, shown as they are written, one under the other. The rule stands before markdown-it's own link
 * references, which would swallow the line and make a link of every `[^key]`.
 */
export function definitions(md: MarkdownIt) {
  const alt = ["paragraph", "reference", "blockquote", "list"];
  md.block.ruler.before("reference", "definitions", readDefinitions, { alt });
  // Neither is a label that begins with ^ and crosses a line one of theirs.
  md.block.ruler.at("reference", (state, startLine, endLine, silent) => {
    return !lineText(state, startLine).startsWith("[^") && reference(state, startLine, endLine, silent);
  });
  md.renderer.rules.definition_break = () => "<br />\n";
}

function readDefinitions(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  if (!isDefinition(state, startLine)) return false;
  if (silent) return true;

  state.push("definitions_open", "p", 1).attrSet("class", "definitions");
  let line = startLine;
  while (line < endLine && isDefinition(state, line)) {
    if (line > startLine) state.push("definition_break", "br", 0);
    const next = endOfDefinition(state, line, endLine);
    const inline = state.push("inline", "", 0);
    inline.content = state
      .getLines(line, next, state.blkIndent, false)
      .replaceAll(/\s*\n\s*/g, " ")
      .trim();
    inline.children = [];
    line = nextDefinition(state, next, endLine);
  }
  state.push("definitions_close", "p", -1);
  state.line = line;
  return true;
}

function isDefinition(state: StateBlock, line: number) {
  const indent = indentOf(state, line);
  return indent >= 0 && indent < 4 && /^\[\^[^\]]+\]:/.test(lineText(state, line));
}

/** A definition goes on in indented lines; a fence among them is a block of its own. */
function endOfDefinition(state: StateBlock, line: number, endLine: number) {
  let next = line + 1;
  while (next < endLine && !state.isEmpty(next) && indentOf(state, next) >= 2 && !isDefinition(state, next)) {
    if (/^(?:```|~~~)/.test(lineText(state, next))) break;
    next++;
  }
  return next;
}

/** Empty lines between definitions don't part them. */
function nextDefinition(state: StateBlock, line: number, endLine: number) {
  const next = state.skipEmptyLines(line);
  return next < endLine && isDefinition(state, next) ? next : line;
}
