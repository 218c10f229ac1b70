import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { maxLinkCards } from "../limits";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";

type Card = { url: string; ordinal: number };

/** An address alone in its paragraph stays a link and gets a slot behind it for a card. */
export function bareLinks(md: MarkdownIt) {
  md.core.ruler.push("bare_links", mark);
  md.renderer.rules["link_card"] = (tokens, index, _options, { resolution }: RenderContext) =>
    resolution.hasSlots ? slotHtml("card", (tokens[index]!.meta as Card).ordinal, "") : "";
}

function mark(state: StateCore) {
  if (state.inlineMode) return;
  let count = 0;
  let depth = 0;
  for (const [index, inline] of state.tokens.entries()) {
    if (/^(?:quote|blockquote)_(?:open|close)$/.test(inline.type)) depth += inline.nesting;
    const before = state.tokens[index - 1];
    if (depth > 0 || inline.type !== "inline" || before?.type !== "paragraph_open" || before.hidden) continue;
    const url = addressAlone(inline.children ?? []);
    if (url === undefined || count >= maxLinkCards) continue;
    const token = new state.Token("link_card", "span", 0);
    token.meta = { url, ordinal: ++count } satisfies Card;
    inline.children!.push(token);
    before.attrSet("class", "bare-link");
  }
}

/** The address of a line that contains only a pasted link. */
function addressAlone(tokens: Token[]): string | undefined {
  const [open, , close, ...rest] = tokens.filter(({ type, content }) => type !== "text" || content.trim() !== "");
  if (open?.type !== "link_open" || close?.type !== "link_close" || rest.length > 0) return undefined;
  const isPasted = open.markup === "linkify" || open.markup === "autolink";
  const href = open.attrGet("href") ?? "";
  return isPasted && /^https?:/i.test(href) ? href : undefined;
}

export const bareLinksIn = (tokens: Token[]): string[] =>
  tokens
    .flatMap((token) => token.children ?? [])
    .flatMap(({ type, meta }) => (type === "link_card" ? [(meta as Card).url] : []));
