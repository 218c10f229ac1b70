import type { MarkdownIt, StateBlock } from "markdown-it";
import { escapeText } from "~/ui/html";
import { maxId, maxQuoteDepth } from "../limits";
import type { QuoteReference } from "../parsed";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";
import { indentOf, lineText } from "./lines";
import { findQuoteEnd } from "./quote-end";

const opening = /^\[quote=@([a-z0-9_-]{2,30}), ?p:([1-9]\d{0,9}), ?r:([1-9]\d{0,8})\]\s*$/i;
const depths = new WeakMap<StateBlock, number>();

/**
 * `[quote=@alice, p:512, r:3]` … `[/quote]` on lines of their own. Unclosed or nested deeper than three, it stays
 * text.
 */
export function quotes(md: MarkdownIt) {
  md.block.ruler.before("table", "quote", readQuote, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.renderer.rules.quote_open = (tokens, index, _options, { resolution }: RenderContext) => {
    const { postId, revision }: PlacedQuote = tokens[index]!.meta;
    const dir = tokens[index]!.attrGet("dir") === "rtl" ? ` dir="rtl"` : "";
    if (!isKnown(postId, resolution)) return `<blockquote class="quote"${dir}>\n`;
    return `<blockquote class="quote"${dir} data-post="${postId}" data-revision="${revision}">\n`;
  };
  md.renderer.rules.quote_origin = (tokens, index, _options, { resolution }: RenderContext) => {
    const quote: PlacedQuote = tokens[index]!.meta;
    const name = `@${quote.handle}`;
    const origin = isKnown(quote.postId, resolution) ? slotHtml("quote-origin", idOf(quote), name) : escapeText(name);
    const fold = isWhole(quote, resolution)
      ? `<details class="quote-whole"><summary>All of the post directly above</summary>\n`
      : "";
    return `<p class="quote-origin">${origin}</p>\n${fold}`;
  };
  md.renderer.rules.quote_close = (tokens, index, _options, { resolution }: RenderContext) =>
    `${isWhole(tokens[index]!.meta, resolution) ? "</details>\n" : ""}</blockquote>\n`;
}

/** A quote's number within the post, from 1; nested quotes have 0. */
type PlacedQuote = QuoteReference & { ordinal: number };

const idOf = ({ postId, revision, ordinal }: PlacedQuote) => `${postId}:${revision}${ordinal > 0 ? `:${ordinal}` : ""}`;

const isWhole = ({ ordinal }: PlacedQuote, { wholeQuotes }: RenderContext["resolution"]) =>
  ordinal > 0 && (wholeQuotes ?? []).includes(ordinal);

/** Without a lookup the numbers are trusted. After a lookup without result, the quoted post doesn't exist. */
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

  const placed: PlacedQuote = { ...quote, ordinal: depth === 0 ? countQuote(state.env) : 0 };
  state.push("quote_open", "blockquote", 1).meta = placed;
  state.push("quote_origin", "p", 0).meta = placed;
  state.md.block.tokenize(state, startLine + 1, end);
  state.push("quote_close", "blockquote", -1).meta = placed;

  depths.set(state, depth);
  state.lineMax = lineMax;
  state.parentType = parentType;
  state.line = end + 1;
  return true;
}

/** The next ordinal of this document. */
function countQuote(document: { quotes?: number }) {
  document.quotes = (document.quotes ?? 0) + 1;
  return document.quotes;
}

function originOf(line: string): QuoteReference | undefined {
  const [, handle, postId, revision] = opening.exec(line) ?? [];
  if (!handle || Number(postId) > maxId) return undefined;
  return { handle: handle.toLowerCase(), postId: Number(postId), revision: Number(revision) };
}
