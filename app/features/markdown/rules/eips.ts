import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { escapeText } from "~/ui/html";

const latin = String.raw`\p{Script=Latin}\p{Nd}_`;
// A prefix such as "pre-" may stand before it; `x-EIP-1` is another identifier.
const eip = new RegExp(
  String.raw`(?<![${latin}/.#@])(?:(?<!-)|(?<=\p{Script=Latin}{2}-))(?:EIP|ERC)[-‐‑–]([1-9]\d{0,4})(?![${latin}]|[-.]\p{Nd}|\.[a-z])`,
  "giu",
);

/** `EIP-7732` and `ERC-20` become links. EIPs and ERCs share one numbering and one site. */
export function eips(md: MarkdownIt) {
  md.core.ruler.before("text_join", "eips", (state) => {
    for (const token of state.tokens) {
      if (token.children) token.children = split(token.children, state);
    }
  });
  md.renderer.rules.eip = (tokens, index) => {
    const { content, meta } = tokens[index]!;
    const number: number = meta;
    const href = `https://eips.ethereum.org/EIPS/eip-${number}`;
    return `<a class="eip" data-eip="${number}" href="${href}">${escapeText(content)}</a>`;
  };
}

function split(tokens: Token[], state: StateCore) {
  let isInLink = false;
  return tokens.flatMap((token, index) => {
    if (token.type === "link_open") isInLink = true;
    if (token.type === "link_close") isInLink = false;
    if (token.type !== "text" || isInLink) return [token];
    // Escaped characters are separate tokens but belong to the word.
    const before = wordPart(tokens[index - 1]).slice(-1);
    const after = wordPart(tokens[index + 1]).slice(0, 2);
    return splitText(token, before, after, state);
  });
}

function splitText(token: Token, before: string, after: string, state: StateCore) {
  const pieces: Token[] = [];
  const text = before + token.content + after;
  const end = text.length - after.length;
  let start = before.length;
  for (const found of text.matchAll(eip)) {
    if (found.index < start || found.index + found[0].length > end) continue;
    pieces.push(piece(state, "text", text.slice(start, found.index)));
    pieces.push(piece(state, "eip", found[0], Number(found[1])));
    start = found.index + found[0].length;
  }
  if (pieces.length === 0) return [token];
  return [...pieces, piece(state, "text", text.slice(start, end))].filter(({ content }) => content !== "");
}

function piece(state: StateCore, type: "text" | "eip", content: string, meta?: number) {
  const token = new state.Token(type, "", 0);
  token.content = content;
  token.meta = meta;
  return token;
}

function wordPart(token: Token | undefined) {
  return token?.type === "text" || token?.type === "text_special" ? token.content : "";
}
