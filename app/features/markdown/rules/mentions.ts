import type { MarkdownIt, StateInline, Token } from "markdown-it";
import { escapeText } from "~/ui/html";
import { trimEnd } from "~/ui/trim-end";
import { maxId, maxUses } from "../limits";
import type { RenderContext } from "../render-context";
import { slotHtml } from "../slots";

// `=` prevents a mention inside an unfinished [quote=@….
// Only Latin letters and digits make one word with a name: Chinese and Japanese put no spaces around it.
const before = /[\p{Script=Latin}\p{Nd}/.@=#&]$/u;
const mention = /@([a-z0-9_-]{2,})(?![\p{Script=Latin}\p{Nd}@]|\/[\p{Script=Latin}\p{Nd}])/iuy;
const thread = /#([1-9]\d{0,9})(?![\p{Script=Latin}\p{Nd}_])/uy;

/** `@handle` and `#123`. They are read before emphasis, so that `@under_scored_` names stay whole. */
export function mentions(md: MarkdownIt) {
  md.inline.ruler.before("emphasis", "mention", readMention);
  md.inline.ruler.before("emphasis", "thread", readThread);
  md.core.ruler.before("text_join", "linked_mentions", (state) => {
    for (const token of state.tokens) literalInLinks(token.children ?? []);
  });
  md.core.ruler.after("linked_mentions", "counted_mentions", (state) => {
    for (const type of ["mention", "thread"]) literalBeyond(maxUses, type, state.tokens);
  });
  md.renderer.rules.mention = (tokens, index, _options, { resolution }: RenderContext) => {
    const { content, meta } = tokens[index]!;
    const handle: string = meta;
    // A handle can be `constructor`, so look only at own properties.
    const id = Object.hasOwn(resolution.members, handle) ? resolution.members[handle] : undefined;
    return id === undefined ? escapeText(content) : slotHtml("mention", id, content);
  };
  md.renderer.rules.thread = (tokens, index, _options, { resolution }: RenderContext) => {
    const { content, meta } = tokens[index]!;
    const id: number = meta;
    return resolution.threads[id] ? slotHtml("thread", id, content) : escapeText(content);
  };
}

function readMention(state: StateInline, silent: boolean) {
  const found = match(state, mention, "@");
  // A closing `_` is more often emphasis, and a closing `-` a dash, than part of a name.
  const handle = trimEnd(found ?? "", /[_-]/).toLowerCase();
  if (handle.length < 2 || handle.length > 30) return false;
  return takeToken(state, silent, "mention", handle.length + 1, handle);
}

function readThread(state: StateInline, silent: boolean) {
  const found = match(state, thread, "#");
  if (!found || Number(found) > maxId) return false;
  return takeToken(state, silent, "thread", found.length + 1, Number(found));
}

function match({ src, pos }: StateInline, pattern: RegExp, sign: string) {
  if (src[pos] !== sign || before.test(wordBefore(src, pos))) return undefined;
  pattern.lastIndex = pos;
  return pattern.exec(src)?.[1];
}

/** The character before, skipping underscores: `_@alice_` is emphasis, but `foo_@bar` is one word. */
function wordBefore(src: string, pos: number) {
  let end = pos;
  while (end > 0 && pos - end < 8 && src[end - 1] === "_") end--;
  return src.slice(Math.max(0, end - 2), end);
}

function takeToken(state: StateInline, silent: boolean, type: string, length: number, meta: string | number) {
  if (!silent) {
    const token = state.push(type, "", 0);
    token.content = state.src.slice(state.pos, state.pos + length);
    token.meta = meta;
  }
  state.pos += length;
  return true;
}

/** Each use is filled with a link: beyond so many they are text. */
function literalBeyond(most: number, type: string, tokens: Token[]) {
  const uses = tokens.flatMap(({ children }) => children ?? []).filter((token) => token.type === type);
  for (const token of uses.slice(most)) token.type = "text";
}

function literalInLinks(tokens: Token[]) {
  let isInLink = false;
  for (const token of tokens) {
    if (token.type === "link_open") isInLink = true;
    if (token.type === "link_close") isInLink = false;
    if (isInLink && (token.type === "mention" || token.type === "thread")) token.type = "text";
  }
}
