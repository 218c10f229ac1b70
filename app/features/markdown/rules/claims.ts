import type { MarkdownIt, Token } from "markdown-it";
import { maxClaims } from "../limits";
import type { ClaimReference } from "../parsed";
import { oneLine, textOf } from "../plain-text";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";
import { endOf, startOf } from "~/ui/shorten";

/** The link that a claim is written as. */
export type Figure = { address: string; title: string };

/** Stands on the closing token of a claim: its place among the post's own claims, from 1, and what is read of it. */
type Placed = { ordinal: number; isWrapped: boolean; claim: ClaimReference };

/** The tokens that may stand inside a link. A citation, a name or an EIP in a claim's words has a link of its own. */
const unlinked = new Set(["text", "code_inline", "softbreak", "hardbreak", "math_inline"]);
const isUnlinked = ({ type }: Token) => unlinked.has(type) || /^(em|strong|s)_(open|close)$/.test(type);

const context = 120;

/**
 * `[142 TPS](metric:base/tps)` is a claim. Its words stay as they are, between the two halves of a slot (`1:0` and `1:1`)
 * which make them a link with its mark; words with a link of their own have the whole mark (`1`) behind them. Inside a
 * quotation a claim is the quoted author's, and beyond the limit it has no mark.
 */
export function claims(md: MarkdownIt) {
  md.core.ruler.push("claims", (state) => {
    let count = 0;
    let quoteDepth = 0;
    let head: (Token | undefined)[] = [];
    let cell = 0;
    for (const [index, token] of state.tokens.entries()) {
      if (token.type === "quote_open" || token.type === "quote_close" || token.type.startsWith("blockquote_"))
        quoteDepth += token.nesting;
      if (token.type === "thead_open") head = [];
      if (token.type === "tr_open") cell = 0;
      if (token.type === "th_open") head.push(state.tokens[index + 1]);
      if (token.type === "td_open") cell++;
      if (quoteDepth > 0 || !token.children) continue;
      const heading = state.tokens[index - 1]?.type === "td_open" ? head[cell - 1] : undefined;
      for (const { open, close, claim, isWrapped } of claimsOf(
        token,
        () => textOf(heading?.children ?? []),
        maxClaims - count,
      )) {
        close.meta = { ordinal: ++count, isWrapped, claim } satisfies Placed;
        if (isWrapped) open.attrSet("data-ordinal", String(count));
      }
    }
  });
  md.renderer.rules["figure_open"] = (tokens, index, _options, { resolution }: RenderContext) => {
    const token = tokens[index]!;
    const ordinal = token.attrGet("data-ordinal");
    return `${ordinal && resolution.hasSlots ? slotHtml("claim", `${ordinal}:0`, "") : ""}<span class="${token.attrGet("class") ?? "figure"}">`;
  };
  md.renderer.rules["figure_close"] = (tokens, index, _options, { resolution }: RenderContext) => {
    const placed = tokens[index]!.meta as Placed | null;
    if (!placed || !resolution.hasSlots) return "</span>";
    return `</span>${slotHtml("claim", placed.isWrapped ? `${placed.ordinal}:1` : placed.ordinal, "")}`;
  };
}

/** At most `most` claims of a block of text. */
function claimsOf(block: Token, columnOf: () => string, most: number) {
  const children = block.children ?? [];
  // Most lines have none: a table of thousands of cells costs nothing here.
  if (!children.some(({ type, meta }) => type === "figure_open" && meta)) return [];
  const texts = children.map((child) => textOf([child]));
  const whole = texts.join("");
  const found: { open: Token; close: Token; isWrapped: boolean; claim: ClaimReference }[] = [];
  let line = (block.map?.[0] ?? 0) + 1;
  let offset = 0;
  for (const [index, child] of children.entries()) {
    const start = offset;
    offset += texts[index]!.length;
    if (child.type === "softbreak" || child.type === "hardbreak") line++;
    if (child.type !== "figure_open" || !child.meta) continue;
    if (found.length === most) break;
    let end = index + 1;
    while (end < children.length && children[end]!.type !== "figure_close") end++;
    if (end === children.length) continue;
    const inside = texts.slice(index, end).join("");
    const text = oneLine(inside);
    const { address, title } = child.meta as Figure;
    if (text === "") continue;
    found.push({
      open: child,
      close: children[end]!,
      isWrapped: children.slice(index + 1, end).every(isUnlinked),
      claim: {
        text: startOf(text, 300),
        address,
        title,
        column: startOf(columnOf(), 80),
        before: endOf(oneLine(whole.slice(Math.max(0, start - 4 * context), start)), context),
        after: startOf(oneLine(startOf(whole.slice(start + inside.length), 4 * context)), context),
        line,
      },
    });
  }
  return found;
}

/** A text's own claims in the order of their slots. */
export const claimsIn = (tokens: Token[]): ClaimReference[] =>
  tokens
    .flatMap((token) => token.children ?? [])
    .flatMap(({ type, meta }) => (type === "figure_close" && meta ? [(meta as Placed).claim] : []));
