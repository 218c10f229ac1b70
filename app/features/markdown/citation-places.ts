import type { Token } from "markdown-it";
import { textOf } from "./plain-text";

/** A marker, note or link in a line, with the text around it. */
export type Place = {
  token: Token;
  line: number;
  before: string;
  after: string;
  passage: string;
  followsClaim: boolean;
  /** The claims of its sentence, by their place among the post's claims. */
  claims: number[];
};

const context = 48;
const longestPassage = 500;

/**
 * The markers, notes and links of one block of text, and its parts. A marker inside a link is moved behind the link.
 */
export function placesIn(block: Token): { children: Token[]; marked: Place[] } {
  const children = outOfLinks(block.children ?? []);
  if (!children.some(isMarked)) return { children, marked: [] };

  const texts = children.map((token) => textOf([token]));
  const whole = texts.join("");
  const marked: Place[] = [];
  let line = (block.map?.[0] ?? 0) + 1;
  let offset = 0;
  children.forEach((token, index) => {
    if (token.type === "softbreak" || token.type === "hardbreak") line++;
    if (isMarked(token))
      marked.push({
        token,
        line,
        before: tail(whole.slice(Math.max(0, offset - 2 * context), offset)),
        after: head(whole.slice(offset, offset + 2 * context)),
        passage: sentenceAt(whole, offset),
        followsClaim: children[index - 1]?.type === "figure_close",
        claims: claimsBeside(children, texts, index),
      });
    offset += texts[index]!.length;
  });
  return { children, marked };
}

const nextSentence = /[.!?…]["”’)]*\s+\S/;
const closedSentence = /[.!?…]["”’)]*\s*$/;

/**
 * The claims that the marker at `at` is for: the one directly before it, or else all of its sentence. Behind a full stop it
 * belongs to the sentence that ends there.
 */
function claimsBeside(children: Token[], texts: string[], at: number): number[] {
  let last = at - 1;
  while (children[last] && isMarked(children[last]!)) last--;
  const isDirect = children[last]?.type === "figure_close" && children[last]!.meta;
  if (isDirect) return [(children[last]!.meta as { ordinal: number }).ordinal];
  const isClosed = closedSentence.test(texts.slice(0, at).join(""));
  return children.flatMap((token, index) => {
    if (token.type !== "figure_close" || !token.meta) return [];
    const { ordinal } = token.meta as { ordinal: number };
    if (index < at) return nextSentence.test(texts.slice(index + 1, at).join("")) ? [] : [ordinal];
    return isClosed || nextSentence.test(texts.slice(at + 1, index).join("")) ? [] : [ordinal];
  });
}

function isMarked(token: Token) {
  if (token.type === "citation" || token.type === "note" || token.type === "eip") return true;
  return token.type === "link_open" && /^https?:\/\//i.test(token.attrGet("href") ?? "");
}

/** A link can't contain a link: in `[text[^a]](…)` the marker comes behind it. */
function outOfLinks(children: Token[]) {
  if (!children.some((token) => token.type === "link_open")) return children;
  const moved: Token[] = [];
  let held: Token[] = [];
  let depth = 0;
  for (const token of children) {
    if (token.type === "link_open") depth++;
    if (depth > 0 && (token.type === "citation" || token.type === "note")) held.push(token);
    else moved.push(token);
    if (token.type === "link_close" && --depth === 0) {
      moved.push(...held);
      held = [];
    }
  }
  return [...moved, ...held];
}

const tail = (text: string) => Array.from(text).slice(-context).join("").slice(-context);
const head = (text: string) => Array.from(text).slice(0, context).join("").slice(0, context);

/** The sentence that contains the marker at `offset`, or ends with it. */
function sentenceAt(text: string, offset: number) {
  const from = Math.max(0, offset - longestPassage);
  const earlier = text.slice(from, offset).trimEnd();
  const closed = /[.!?…]["”’)]*$/.test(earlier);
  const cut = closed ? earlier.replace(/[.!?…]["”’)]*$/, "") : earlier;
  const start = Math.max(cut.lastIndexOf(". "), cut.lastIndexOf("! "), cut.lastIndexOf("? ")) + 1;
  const rest = closed
    ? ""
    : (/^[^]*?[.!?](?=\s|$)/.exec(text.slice(offset, offset + longestPassage))?.[0] ??
      text.slice(offset, offset + 200));
  const sentence = `${(closed ? earlier : text.slice(from, offset)).slice(start)}${rest}`
    .replaceAll(/\s+/g, " ")
    .trim();
  return Array.from(sentence).slice(0, longestPassage).join("");
}
