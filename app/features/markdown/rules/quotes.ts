import type { MarkdownIt, StateBlock } from "markdown-it";
import { escapeText } from "../escape-html";
import { maxId, maxQuoteDepth } from "../limits";
import type { QuoteReference } from "../parsed";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";
import { indentOf, lineText } from "./lines";
import { findQuoteEnd } from "./quote-end";

const opening = /^\[quote=@([a-z0-9_-]{2,30}), ?p:([1-9]\d{0,9}), ?r:([1-9]\d{0,8})\]\s*$/i;
const depths = new WeakMap<StateBlock, number>();

/** `[quote=@alice, p:512, r:3]` … `[/quote]` on lines of their own; unclosed or deeper than three it stays text. */
export function quotes(md: MarkdownIt) {
  md.block.ruler.before("table", "quote", readQuote, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.renderer.rules.quote_open = (tokens, index, _options, { resolution }: RenderContext) => {
    const { postId, revision }: QuoteReference = tokens[index]!.meta;
    if (!isKnown(postId, resolution)) return `<blockquote class="quote">\n`;
    return `<blockquote class="quote" data-post="${postId}" data-revision="${revision}">\n`;
  };
  md.renderer.rules.quote_origin = (tokens, index, _options, { resolution }: RenderContext) => {
    const { handle, postId, revision }: QuoteReference = tokens[index]!.meta;
    const name = `@${handle}`;
    const origin = isKnown(postId, resolution)
      ? slotHtml("quote-origin", `${postId}:${revision}`, name)
      : escapeText(name);
    return `<p class="quote-origin">${origin}</p>\n`;
  };
}

/** Nobody looked: the numbers are believed. Somebody looked and found nothing: the post was made up. */
function isKnown(postId: number, { posts }: RenderContext["resolution"]) {
  return !posts || posts[postId] === true;
}

function readQuote(state: StateBlock, startLine: number, endLine: number, silent: boolean) {
  if (state.src[state.bMarks[startLine]! + state.tShift[startLine]!] !== "[" || indentOf(state, startLine) >= 4)
    return false;
  const quote = originOf(lineText(state, startLine));
  const depth = depths.get(state) ?? 0;
  if (!quote || depth >= maxQuoteDepth) return false;
  const end = findQuoteEnd(state, startLine, endLine);
  if (end === undefined) return false;
  if (silent) return true;

  const { lineMax, parentType } = state;
  state.parentType = "blockquote";
  state.lineMax = end;
  depths.set(state, depth + 1);

  state.push("quote_open", "blockquote", 1).meta = quote;
  state.push("quote_origin", "p", 0).meta = quote;
  state.md.block.tokenize(state, startLine + 1, end);
  state.push("quote_close", "blockquote", -1);

  depths.set(state, depth);
  state.lineMax = lineMax;
  state.parentType = parentType;
  state.line = end + 1;
  return true;
}

function originOf(line: string): QuoteReference | undefined {
  const [, handle, postId, revision] = opening.exec(line) ?? [];
  if (!handle || Number(postId) > maxId) return undefined;
  return { handle: handle.toLowerCase(), postId: Number(postId), revision: Number(revision) };
}
