import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { oneLine, textOf } from "../plain-text";
import { shorten } from "~/ui/shorten";

const label = /^\s*tl\s?[;:]?\s?dr\b\s*[:.,–—-]*\s*/i;
const maxSummary = 300;

/**
 * Moves the TL;DR to the top of the post: a paragraph that begins with the word, or the content below a heading of
 * that name. Only the first one counts, and none inside a quote.
 */
export function tldr(md: MarkdownIt) {
  md.core.ruler.before("text_join", "tldr", lift);
  md.renderer.rules.tldr_open = () => `<div class="tldr" role="group" aria-label="TL;DR">\n`;
  md.renderer.rules.tldr_close = () => `</div>\n`;
}

/** The TL;DR on one line, at most 300 characters; empty if there is none. */
export function tldrOf(tokens: Token[]): string {
  const close = tokens.findIndex((token) => token.type === "tldr_close");
  const words = oneLine(
    tokens
      .slice(0, Math.max(0, close))
      .map((token) => textOf(token.children ?? []))
      .join(" "),
  );
  return shorten(words, maxSummary);
}

function lift(state: StateCore) {
  const found = findParagraph(state.tokens) ?? findSection(state.tokens);
  if (!found) return;
  const { from, to, drop } = found;
  const lifted = state.tokens.slice(from + drop, to);
  state.tokens = [
    new state.Token("tldr_open", "div", 1),
    ...lifted,
    new state.Token("tldr_close", "div", -1),
    ...state.tokens.slice(0, from),
    ...state.tokens.slice(to),
  ];
}

type Found = { from: number; to: number; drop: number };

/** A top-level paragraph that begins with the word and continues after it; the word is removed. */
function findParagraph(tokens: Token[]): Found | undefined {
  const from = tokens.findIndex(
    (token, index) =>
      token.type === "paragraph_open" && token.level === 0 && isLabelled(tokens[index + 1]?.children ?? []),
  );
  if (from < 0) return undefined;
  const inline = tokens[from + 1]!;
  inline.children = withoutLabel(inline.children!);
  return { from, to: from + 3, drop: 0 };
}

/** The content between a heading of that name and the next heading. */
function findSection(tokens: Token[]): Found | undefined {
  const from = tokens.findIndex(
    (token, index) =>
      token.type === "heading_open" &&
      token.level === 0 &&
      /^tl\s?[;:]?\s?dr\s*:?$/i.test(textOf(tokens[index + 1]?.children ?? []).trim()),
  );
  if (from < 0) return undefined;
  const next = tokens.findIndex((token, index) => index > from && token.level === 0 && endsSection(token));
  const to = next < 0 ? tokens.length : next;
  return to > from + 3 ? { from, to, drop: 3 } : undefined;
}

const endsSection = ({ type }: Token) => type === "heading_open" || type === "hr";

/** The word may be bold or in italics, its colon inside or outside. */
function isLabelled(children: Token[]) {
  const words = textOf(children);
  return label.test(words) && words.replace(label, "") !== "";
}

function withoutLabel(children: Token[]): Token[] {
  const rest = [...children];
  let taken = 0;
  const length = label.exec(textOf(children))![0].length;
  for (const token of rest) {
    if (taken >= length) break;
    if (token.type === "softbreak" || token.type === "hardbreak") {
      taken += 1;
      continue;
    }
    if (token.type !== "text") continue;
    const cut = Math.min(length - taken, token.content.length);
    token.content = token.content.slice(cut);
    taken += cut;
  }
  return dropEmpty(rest);
}

/** Empty emphasis, and line breaks at the beginning. */
function dropEmpty(children: Token[]): Token[] {
  const rest = children.filter((token) => token.type !== "text" || token.content !== "");
  while (rest.length > 0) {
    const [first, second] = rest;
    if (first!.type === "softbreak" || first!.type === "hardbreak") rest.shift();
    else if (first!.nesting === 1 && second?.nesting === -1) rest.splice(0, 2);
    else break;
  }
  if (rest[0]?.type === "text") rest[0].content = rest[0].content.trimStart();
  return rest;
}
