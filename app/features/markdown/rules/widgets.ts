import type { MarkdownIt, Token } from "markdown-it";
import { escapeText } from "~/ui/html";
import { maxWidgets } from "../limits";
import type { WidgetReference } from "../parsed";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";
import { aloneInParagraphs } from "./alone-in-paragraphs";

/** An image with a metric's address. Its number among the post's widgets, or null if only its caption is shown. */
export type Widget = WidgetReference & { ordinal: number | null };

/**
 * `![words](metric:base/tps)` alone in a paragraph is a slot for a chart. Inside text, in a quote, or beyond the
 * limit, it is its caption.
 */
export function widgets(md: MarkdownIt) {
  md.core.ruler.push("widgets", (state) => {
    let count = 0;
    for (const { token, line, isQuoted, hide } of aloneInParagraphs(state.tokens, "widget")) {
      if (isQuoted || count >= maxWidgets) continue;
      Object.assign(token.meta as Widget, { ordinal: ++count, line });
      hide();
    }
  });
  md.renderer.rules["widget"] = (tokens, index, _options, { resolution }: RenderContext) => {
    const { content, meta } = tokens[index]!;
    const { ordinal } = meta as Widget;
    if (ordinal !== null && resolution.hasSlots) return `${slotHtml("widget", ordinal, content)}\n`;
    const words = `<span class="widget-caption">${escapeText(content)}</span>`;
    return ordinal === null ? words : `<p dir="auto">${words}</p>\n`;
  };
}

export const widgetsIn = (tokens: Token[]): WidgetReference[] =>
  tokens
    .flatMap((token) => token.children ?? [])
    .flatMap(({ type, meta }) => {
      const { ordinal, ...widget } = (type === "widget" ? meta : { ordinal: null }) as Widget;
      return ordinal === null ? [] : [widget];
    });
