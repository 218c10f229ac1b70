import type { MarkdownIt, StateBlock, StateCore } from "markdown-it";
import table from "markdown-it/lib/rules_block/table.mjs";
import { formulasIn } from "./math";

/** Stands for a `|` inside a formula while cells are parted. No text has it: it is no character. */
const bar = "\ufdda";

/** Wide tables scroll in a focusable box. Alignment is a class, because styles are forbidden. */
export function tables(md: MarkdownIt) {
  md.block.ruler.at("table", readTable, { alt: ["paragraph", "reference"] });
  md.core.ruler.before("text_join", "table_alignment", alignCells);
  // A group instead of a region: landmarks need unique names, and a page can have many tables.
  md.renderer.rules.table_open = (tokens, index) => {
    const isRtl = tokens[index]!.attrGet("dir") === "rtl";
    const dir = isRtl ? ` dir="rtl"` : "";
    return `<div class="table-scroll" tabindex="0" role="group" aria-label="Table"${dir}>\n<table dir="${isRtl ? "rtl" : "auto"}">\n`;
  };
  md.renderer.rules.table_close = () => `</table>\n</div>\n`;
}

/** Also, an empty cell of a header names no column: it is a cell like others. */
function alignCells(state: StateCore) {
  state.tokens.forEach((token, index) => {
    if (token.type !== "th_open" && token.type !== "td_open") return;
    const side = /text-align:(left|center|right)/.exec(token.attrGet("style") ?? "")?.[1];
    token.attrs = side ? [["class", `align-${side}`]] : null;
    const [content, close] = state.tokens.slice(index + 1, index + 3);
    if (token.type === "th_open" && content?.content.trim() === "" && close?.type === "th_close")
      token.tag = close.tag = "td";
  });
}

const sources = new WeakMap<StateBlock, string>();

/** A `|` inside a formula parts no cells. */
function readTable(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  const { src } = state;
  const withoutBars = sources.get(state) ?? src.split("\n").map(hideBars).join("\n");
  sources.set(state, withoutBars);
  if (withoutBars === src) return table(state, startLine, endLine, silent);

  const from = state.tokens.length;
  state.src = withoutBars;
  const isTable = table(state, startLine, endLine, silent);
  state.src = src;
  for (const token of state.tokens.slice(from)) token.content = token.content.replaceAll(bar, "|");
  return isTable;
}

/** A line with the bars of its formulas replaced; it keeps its length. */
function hideBars(line: string) {
  if (!line.includes("|") || !/\$\$|\\[([]/.test(line)) return line;
  let made = "";
  let at = 0;
  for (const { start, end } of formulasIn(line)) {
    made += line.slice(at, start) + line.slice(start, end).replaceAll(/(?<!\\)\|/g, bar);
    at = end;
  }
  return made + line.slice(at);
}
