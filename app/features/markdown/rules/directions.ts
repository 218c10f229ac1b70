import type { MarkdownIt } from "markdown-it";

const blocks = new Set(["paragraph_open", "blockquote_open", "list_item_open", "th_open", "td_open"]);

/** Each block takes its direction from its own text, so that Arabic and Hebrew posts read correctly. */
export function directions(md: MarkdownIt) {
  md.core.ruler.before("text_join", "directions", (state) => {
    for (const token of state.tokens) {
      if (blocks.has(token.type)) token.attrSet("dir", "auto");
    }
  });
}
