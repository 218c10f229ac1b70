import type { Token } from "markdown-it";
import { textOf } from "./plain-text";
import { endOf, startOf } from "~/ui/shorten";

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

  const text = new BlockText(children);
  const { whole } = text;
  const marked: Place[] = [];
  let line = (block.map?.[0] ?? 0) + 1;
  children.forEach((token, index) => {
    if (token.type === "softbreak" || token.type === "hardbreak") line++;
    if (!isMarked(token)) return;
    const offset = text.offsets[index]!;
    marked.push({
      token,
      line,
      before: tail(whole.slice(Math.max(0, offset - 2 * context), offset)),
      after: head(whole.slice(offset, offset + 2 * context)),
      passage: sentenceAt(whole, offset),
      followsClaim: children[index - 1]?.type === "figure_close",
      claims: text.claimsBeside(index),
    });
  });
  return { children, marked };
}

const closedSentence = /[.!?…]["”’)]*$/;

/** Where one sentence ends and the next one begins: from the full stop to the first letter. */
const sentenceBreak = /[.!?…]["”’)]*\s+(?=\S)/g;

/** A claim of a block, by its place among the post's claims and among the block's tokens. */
type Claim = { ordinal: number; index: number };

/** A block's tokens with what is asked of them for each marker, read once. */
class BlockText {
  readonly whole: string;
  /** Where each token's text begins; after the last one the end. */
  readonly offsets: number[] = [0];
  readonly #claims: Claim[];
  readonly #breaks: { from: number; to: number }[];

  constructor(private readonly children: Token[]) {
    const texts = children.map((token) => textOf([token]));
    this.whole = texts.join("");
    for (const [index, text] of texts.entries()) this.offsets.push(this.offsets[index]! + text.length);
    this.#claims = children.flatMap((token, index) => {
      const ordinal = ordinalOf(token);
      return ordinal === null ? [] : [{ ordinal, index }];
    });
    const breaks = this.#claims.length === 0 ? [] : this.whole.matchAll(sentenceBreak);
    this.#breaks = Array.from(breaks, ({ 0: signs, index }) => ({ from: index, to: index + signs.length + 1 }));
  }

  /**
   * The claims that the marker at `at` is for: the one directly before it, or else all of its sentence. Behind a full stop
   * it belongs to the sentence that ends there.
   */
  claimsBeside(at: number): number[] {
    if (this.#claims.length === 0) return [];
    let last = at - 1;
    while (this.children[last] && isMarked(this.children[last]!)) last--;
    const direct = this.children[last] && ordinalOf(this.children[last]!);
    if (typeof direct === "number") return [direct];
    const isClosed = endsSentence(this.whole, this.offsets[at]!);
    return this.#claims
      .filter(({ index }) =>
        index < at
          ? !this.#isBroken(this.offsets[index + 1]!, this.offsets[at]!)
          : !isClosed && !this.#isBroken(this.offsets[at + 1]!, this.offsets[index]!),
      )
      .map(({ ordinal }) => ordinal);
  }

  /** Whether another sentence begins between these two places. */
  #isBroken(from: number, to: number) {
    let [low, high] = [0, this.#breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#breaks[middle]!.from < from) low = middle + 1;
      else high = middle;
    }
    const first = this.#breaks[low];
    return first !== undefined && first.to <= to;
  }
}

const ordinalOf = ({ type, meta }: Token) =>
  type === "figure_close" && meta ? (meta as { ordinal: number }).ordinal : null;

/** Whether the text up to `offset` ends with a whole sentence. */
function endsSentence(text: string, offset: number) {
  let end = offset;
  while (end > 0 && /\s/.test(text[end - 1]!)) end--;
  let from = end;
  while (from > 0 && /["”’)]/.test(text[from - 1]!)) from--;
  return from > 0 && closedSentence.test(text.slice(from - 1, end));
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

const tail = (text: string) => endOf(text, context);
const head = (text: string) => startOf(text, context);

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
  return startOf(sentence, longestPassage);
}
