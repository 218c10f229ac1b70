import type { MarkdownIt } from "markdown-it";
import { untilAddressEnds } from "../address-end";

type Linkifier = MarkdownIt["linkify"];

/** Signs that open a part of an address, with the sign that ends it; an address ends before one that is never closed. */
const pairs = { "(": ")", "[": "]", "{": "}" } as const;

/**
 * Finds typed addresses in time that grows with the text. The library's own rule reads on to the text's end for each
 * bracket that is never closed, and once more for each address inside another one.
 */
export function linearAddresses(md: MarkdownIt) {
  const run = new Run();
  md.linkify.add("http:", {
    validate(text, position, linkify) {
      const end = run.endOfAddress(text, position);
      const tail = tailOf(linkify);
      const whole = tail.exec(text.slice(position, end))?.[0] ?? "";
      const own = untilAddressEnds(whole);
      const found = (own === whole ? whole : (tail.exec(own)?.[0] ?? "")).length;
      run.skip(found);
      return found;
    },
  });
}

/** Signs without a space between them, in a text that is read from its beginning to its end. */
class Run {
  /** What is read, and the whole text whose end it is: a line is asked for in ever shorter parts. */
  #text = "";
  #whole = "";
  /** Places in the whole text: where it is read, the run's end, and up to where an address was found in this part. */
  #position = 0;
  #end = 0;
  #found = 0;
  /** For each kind of bracket, the last sign that closes one, and the next sign behind it that opens one. */
  #brackets: { open: string; lastClosed: number; next: number }[] = [];

  /** Where an address that begins at this position ends at the latest; the position itself inside another address. */
  endOfAddress(text: string, position: number): number {
    const before = this.#move(text, position);
    if (this.#position < this.#found) return position;
    const ends = this.#brackets.map((bracket) => {
      const from = Math.max(this.#position, bracket.lastClosed + 1);
      if (bracket.next < from) bracket.next = indexWithin(this.#whole, bracket.open, from, this.#end);
      return bracket.next;
    });
    return Math.min(this.#end, ...ends) - before;
  }

  /** An address of this length was found. */
  skip(length: number) {
    this.#found = Math.max(this.#found, this.#position + length);
  }

  /** Answers with the length of what stands before this text in the whole one. */
  #move(text: string, position: number): number {
    const isSame = text === this.#text;
    let before = this.#whole.length - text.length;
    // Positions only grow until the library begins again.
    if (!(isSame || this.#whole.endsWith(text)) || before + position <= this.#position) {
      this.#whole = text;
      [before, this.#end, this.#found] = [0, 0, 0];
    } else if (!isSame) this.#found = 0;
    this.#text = text;
    this.#position = before + position;
    if (this.#position >= this.#end) this.#begin();
    return before;
  }

  #begin() {
    this.#end = endOfRun(this.#whole, this.#position);
    const signs = this.#whole.slice(this.#position, this.#end);
    this.#brackets = Object.entries(pairs).map(([open, close]) => {
      const last = signs.lastIndexOf(close);
      return { open, lastClosed: last === -1 ? -1 : this.#position + last, next: -1 };
    });
  }
}

const space = /[\s\p{Z}\p{Cc}]/gu;

function endOfRun(text: string, from: number) {
  space.lastIndex = from;
  return space.exec(text)?.index ?? text.length;
}

/** Where the sign stands next; the end when it stands nowhere before that. */
function indexWithin(text: string, sign: string, from: number, end: number) {
  const index = text.indexOf(sign, from);
  return index === -1 || index > end ? end : index;
}

const tails = new WeakMap<Linkifier, RegExp>();

/** What follows `https:` in an address, by the library's own parts. */
function tailOf(linkify: Linkifier): RegExp {
  const known = tails.get(linkify);
  if (known) return known;
  const { src_auth, src_host_port_strict, src_path } = linkify.re as unknown as Record<string, string>;
  const tail = new RegExp(`^//${src_auth}${src_host_port_strict}${src_path}`, "i");
  tails.set(linkify, tail);
  return tail;
}
