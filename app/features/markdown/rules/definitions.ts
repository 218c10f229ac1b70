import type { MarkdownIt, StateBlock, Token } from "markdown-it";
import reference from "markdown-it/lib/rules_block/reference.mjs";
import { escapeText } from "~/ui/html";
import type { Definition } from "../parsed";
import type { RenderContext } from "../render-context";
import { indentOf, lineStart, lineText } from "./lines";

/** A line that defines a key. Its own line begins at 1; `more` has the blocks that follow it, indented. */
export type DefinitionMeta = { key: string; line: number; data: Definition["data"]; more: Token[] };

/** Texts in which the blocks of a definition are being read: a definition holds none. */
const inside = new WeakSet<StateBlock>();

const opening = /^\[\^(<[^\]\n]*>|[^\]\n]+)\]:/;

/**
 * `[^key]: …` lines. The rule runs before markdown-it's link references, which would consume the line and turn every
 * `[^key]` into a link. They count at the block level of their scope, which is the post or a quotation. In a post they
 * become sources and notes; elsewhere they are shown as typed, one per line.
 */
export function definitions(md: MarkdownIt) {
  const alt = ["paragraph", "reference", "blockquote", "list"];
  md.block.ruler.before("reference", "definitions", readDefinitions, { alt });
  // A label that begins with ^ and spans lines isn't a link reference either.
  md.block.ruler.at("reference", (state, startLine, endLine, silent) => {
    return !lineText(state, startLine).startsWith("[^") && reference(state, startLine, endLine, silent);
  });
  md.renderer.rules.definitions = (tokens, index, options, context: RenderContext, renderer) => {
    if (context.resolution.citations) return "";
    const lines: Token[] = tokens[index]!.meta;
    const shown = lines.map((line) => {
      const { key, data }: DefinitionMeta = line.meta;
      const words = renderer.renderInline(line.children ?? [], options, context);
      return `[^${escapeText(key)}]: ${words}${data ? `<code>${escapeText(data.text)}</code>` : ""}`;
    });
    const more = lines.flatMap((line) => (line.meta as DefinitionMeta).more);
    return `<p class="definitions" dir="auto">${shown.join("<br />\n")}</p>\n${renderer.render(more, options, context)}`;
  };
}

/** Below the block level of its scope a definition stays text. */
function isInList({ tokens, level }: StateBlock): boolean {
  let closed = 0;
  for (let at = tokens.length - 1; at >= 0 && level > 0; at--) {
    const { nesting, type } = tokens[at]!;
    if (nesting === -1) closed += 1;
    else if (nesting === 1 && closed > 0) closed -= 1;
    else if (nesting === 1) return type === "list_item_open";
  }
  return false;
}

function readDefinitions(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  if (inside.has(state) || !isDefinition(state, startLine) || isInList(state)) return false;
  if (silent) return true;

  state.push("definitions_open", "p", 1);
  let line = startLine;
  while (line < endLine && isDefinition(state, line)) {
    const next = endOfDefinition(state, line, endLine);
    const [, key = ""] = opening.exec(lineText(state, line)) ?? [];
    const data = readData(state, next, endLine);
    const inline = state.push("inline", "", 0);
    inline.content = state
      .getLines(line, next, state.blkIndent, false)
      .split("\n")
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .join(" ")
      .replace(opening, "")
      .trim();
    inline.children = [];
    inline.map = [line, next];
    inline.meta = {
      key: key.replace(/^<(.*)>$/, "$1"),
      line: line + 1,
      data: data?.data ?? null,
      more: [],
    } satisfies DefinitionMeta;
    const end = readMore(state, data?.next ?? next, endLine);
    line = nextDefinition(state, end, endLine);
  }
  state.push("definitions_close", "p", -1);
  state.line = line;
  return true;
}

function isDefinition(state: StateBlock, line: number) {
  if (state.src[lineStart(state, line)] !== "[") return false;
  const indent = indentOf(state, line);
  return indent >= 0 && indent < 4 && opening.test(lineText(state, line));
}

/** Indented lines continue a definition; a fence among them is a block of its own. */
function endOfDefinition(state: StateBlock, line: number, endLine: number) {
  let next = line + 1;
  while (next < endLine && !state.isEmpty(next) && indentOf(state, next) >= 2 && !isDefinition(state, next)) {
    if (/^(?:```|~~~)/.test(lineText(state, next))) break;
    next++;
  }
  return next;
}

/** Indented paragraphs, lists and code after a definition belong to it. Returns the line behind them. */
function readMore(state: StateBlock, after: number, endLine: number) {
  const start = state.skipEmptyLines(after);
  if (start >= endLine || indentOf(state, start) < 2 || isDefinition(state, start)) return after;
  const indent = Math.min(4, indentOf(state, start));
  let end = start;
  for (let line = start; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    if (indentOf(state, line) < 2 || isDefinition(state, line)) break;
    end = line + 1;
  }
  const { blkIndent, lineMax, parentType } = state;
  state.push("definition_more_open", "div", 1);
  state.blkIndent += indent;
  state.lineMax = end;
  state.parentType = "list";
  inside.add(state);
  state.md.block.tokenize(state, start, end);
  inside.delete(state);
  Object.assign(state, { blkIndent, lineMax, parentType });
  state.push("definition_more_close", "div", -1);
  return end;
}

/** An indented block of CSL-JSON, BibTeX or RIS under a definition. */
function readData(state: StateBlock, after: number, endLine: number) {
  const start = state.skipEmptyLines(after);
  if (start >= endLine || start > after + 1 || indentOf(state, start) < 2) return undefined;
  const [, fence = "", format] = /^(`{3,}|~{3,})\s*(csl-json|bibtex|ris)\s*$/.exec(lineText(state, start)) ?? [];
  if (format !== "csl-json" && format !== "bibtex" && format !== "ris") return undefined;
  for (let line = start + 1; line < endLine; line++) {
    if (!state.isEmpty(line) && indentOf(state, line) < 2) return undefined;
    if (lineText(state, line).trimEnd() === fence) {
      const text = state.getLines(start + 1, line, state.blkIndent, false);
      return { data: { format, text, line: start + 1 } as const, next: line + 1 };
    }
  }
  return undefined;
}

/** Empty lines between definitions don't separate them. */
function nextDefinition(state: StateBlock, line: number, endLine: number) {
  const next = state.skipEmptyLines(line);
  return next < endLine && isDefinition(state, next) ? next : line;
}
