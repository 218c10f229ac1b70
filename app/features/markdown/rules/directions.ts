import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { textOf } from "../plain-text";

const withText = new Set(["paragraph_open", "th_open", "td_open"]);
const containers = new Set(["blockquote_open", "list_item_open", "table_open", "quote_open"]);
const rightToLeft =
  /^[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;

/** Whether the first letter of a text is written from the right. */
export const isRightToLeft = (text: string): boolean => rightToLeft.test(/\p{L}/u.exec(text)?.[0] ?? "");

/**
 * Each block takes its direction from its own text, so that Arabic and Hebrew posts read correctly. A browser doesn't look
 * for `auto` into parts with a `dir` of their own, so containers say the direction of their first letter.
 */
export function directions(md: MarkdownIt) {
  md.core.ruler.before("text_join", "directions", direct);
}

function direct(state: StateCore) {
  /** Containers without a letter so far. */
  let open: Token[] = [];
  for (const [index, token] of state.tokens.entries()) {
    if (withText.has(token.type)) token.attrSet("dir", "auto");
    if (containers.has(token.type)) {
      if (token.type !== "quote_open") token.attrSet("dir", "auto");
      open.push(token);
    }
    if (/^(?:blockquote|list_item|table|quote)_close$/.test(token.type))
      open = open.filter(({ level }) => level < token.level);
    const letter = open.length > 0 && token.children ? /\p{L}/u.exec(textOf(token.children))?.[0] : undefined;
    if (letter === undefined) continue;
    // The words of a tight list stand in the item itself, where `auto` finds them.
    const isTight = state.tokens[index - 1]?.hidden === true;
    const directed = isTight && open.at(-1)?.type === "list_item_open" ? open.slice(0, -1) : open;
    if (rightToLeft.test(letter)) for (const container of directed) container.attrSet("dir", "rtl");
    open = [];
  }
}
