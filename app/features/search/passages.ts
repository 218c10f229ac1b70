/** The part of a text that shows why it was found, as plain pieces; React writes the html. */
import { LRUCache } from "lru-cache";
import { startOf } from "~/ui/shorten";
import { type Word, wordsOf, wordsThatBegin } from "~/features/markdown/markdown";
import type { SearchQuery } from "./search-query";
import { isAlsoApart } from "./text-match";

export type Piece = { text: string; isHit: boolean };

/** Which words of a text are marked. */
export type Marker = {
  stems: ReadonlySet<string>;
  forms: ReadonlySet<string>;
  /** The first letters of all of them. */
  begins: ReadonlySet<string>;
};

export const noMarker: Marker = { stems: new Set(), forms: new Set(), begins: new Set() };

/** Marks words of the query in any form; words in phrases only as written. */
export function markerOf({ all }: Pick<SearchQuery, "all">): Marker {
  const stems = new Set<string>();
  const forms = new Set<string>();
  for (const term of all) {
    if (term.kind === "phrase") {
      for (const word of wordsOf(term.text)) if (!word.isCommon && !word.isWhole) forms.add(word.text);
      continue;
    }
    for (const text of [...(term.instead.length > 0 ? term.instead : [term.word]), ...term.also]) {
      const words = wordsOf(text);
      const whole = words.find((word) => word.isWhole);
      if (whole) forms.add(whole.text);
      // "100000" is also written "100K", and "opstack" as "op-stack".
      else if (words.length === 1) forms.add(words[0]!.text);
      // "op-stack" also matches "OP Stack"; "l2beat.com" matches only whole.
      if (whole && !isAlsoApart(whole, words)) continue;
      for (const word of words) if (!word.isWhole && !word.isCommon) stems.add(word.stem);
    }
  }
  return { stems, forms, begins: new Set([...stems, ...forms].map((word) => word[0]!)) };
}

const isHit = (word: Word, { stems, forms }: Marker) => forms.has(word.text) || (!word.isWhole && stems.has(word.stem));

type Hit = Pick<Word, "start" | "end" | "stem" | "isWhole">;

/** Ranges to mark, in order, not overlapping. */
function hitsIn(text: string, marker: Marker): Hit[] {
  if (marker.begins.size === 0) return [];
  const { parts, letters } = lookingFor(marker);
  const hits: Hit[] = [];
  for (const { 0: part, index } of text.matchAll(parts))
    if (letters.test(part))
      for (const hit of hitsInPart(part, marker)) hits.push({ ...hit, start: hit.start + index, end: hit.end + index });
  return hits.filter(
    (hit, index) => !hits.slice(Math.max(0, index - 12), index).some((whole) => whole.isWhole && hit.start < whole.end),
  );
}

type Looking = { parts: RegExp; letters: RegExp };

/** By the letters with which words begin: patterns are dear to make. */
const patterns = new LRUCache<string, Looking>({ max: 200 });

/**
 * Patterns that find where a word of the query may stand, which is far cheaper than reading every word. `parts` finds what stands
 * between blanks and is no plain word that begins otherwise; numbers and lists of proposals have blanks, so that what has digits
 * is one part with what stands beside it. `letters` tells whether a part has one of the letters, or one that folds into others.
 */
function lookingFor({ begins }: Marker): Looking {
  const small = [...begins].filter((letter) => /^[a-z_]$/.test(letter)).join("");
  const any = small + small.toUpperCase() + ([...begins].some((letter) => /\d/.test(letter)) ? "0-9" : "");
  const known = patterns.get(any);
  if (known) return known;
  // Beyond ASCII, dashes and quotation marks fold into none.
  const letters = String.raw`[${any}\x80-\u200f\u2027-\uffff]`;
  const [other, word] = [String.raw`[^ \n\r\t]`, String.raw`[^ \n\r\t\d]+`];
  const digits = String.raw`${other}*\d${other}*`;
  const withDigits = String.raw`(?:${word} )?${digits}(?: (?:${word} )?${digits})*(?: ${word})?(?!${other})`;
  const plain = String.raw`["(]*(?![${any}])[A-Z]?[a-z]+[)",.;:!?]*(?!${other})`;
  const parts = String.raw`(?<!${other})(?:${withDigits}|(?!${plain})(?=${other}*${letters})${other}+)`;
  const made = { parts: new RegExp(parts, "g"), letters: new RegExp(letters) };
  patterns.set(any, made);
  return made;
}

/** By marker, the hits in parts that were read already: the texts that one search finds say the same words again and again. */
const readParts = new WeakMap<Marker, Map<string, Hit[]>>();

function hitsInPart(part: string, marker: Marker): Hit[] {
  let read = readParts.get(marker);
  if (!read) readParts.set(marker, (read = new Map()));
  let hits = read.get(part);
  if (!hits) read.set(part, (hits = wordsThatBegin(part, marker.begins).filter((word) => isHit(word, marker))));
  return hits;
}

/** A whole line with its hits marked. */
export function markLine(text: string, marker: Marker): Piece[] {
  return pieces(text, 0, text.length, hitsIn(text, marker));
}

const longestPassage = 260;
/** A space that is farther from the cut than this is not looked for: scripts without spaces are cut between letters. */
const nearby = 50;
const longestText = 16_000;

/** The excerpt with most of the query's words, cut at word boundaries. */
export function passageOf(text: string, marker: Marker): Piece[] {
  const flat = text.replaceAll(/\s+/g, " ");
  for (let from = 0; from < flat.length; from += longestText) {
    const part = flat.slice(from, from + longestText);
    const hits = hitsIn(part, marker);
    if (hits.length === 0) continue;
    const { start, end } = bestStretch(hits);
    const middle = Math.round((start + end) / 2);
    const begin = beginning(part, Math.max(0, Math.min(start, middle - longestPassage / 2)), start);
    const stop = ending(part, Math.min(part.length, Math.max(end, begin + longestPassage)), end);
    const inside = hits.filter((hit) => hit.start >= begin && hit.end <= stop);
    return [
      ...(begin > 0 || from > 0 ? [{ text: "… ", isHit: false }] : []),
      ...pieces(part, begin, stop, inside),
      ...(stop < part.length || from + longestText < flat.length ? [{ text: " …", isHit: false }] : []),
    ];
  }
  const stop = ending(flat, Math.min(flat.length, longestPassage), 0);
  return [{ text: flat.slice(0, stop) + (stop < flat.length ? " …" : ""), isHit: false }];
}

/** Chooses the window with most different words, then most words, then the first. */
function bestStretch(hits: Hit[]): { start: number; end: number } {
  let best = { start: hits[0]!.start, end: hits[0]!.end, score: 0 };
  for (let first = 0; first < hits.length; first++) {
    const inside = [];
    for (let next = first; next < hits.length && hits[next]!.end - hits[first]!.start <= longestPassage; next++)
      inside.push(hits[next]!);
    const score = new Set(inside.map((hit) => hit.stem)).size * 100 + Math.min(inside.length, 20);
    if (score > best.score) best = { start: inside[0]!.start, end: inside.at(-1)!.end, score };
  }
  return best;
}

/** Moves to the beginning of a sentence nearby, else of a word. */
function beginning(text: string, from: number, before: number) {
  if (from === 0) return 0;
  const sentence = /[.!?] (?=\S)/.exec(text.slice(Math.max(0, from - 60), before));
  if (sentence) return Math.max(0, from - 60) + sentence.index + 2;
  const space = text.indexOf(" ", from);
  const isNear = space !== -1 && space < before && space - from <= nearby;
  return isNear ? space + 1 : startOf(text, from).length;
}

function ending(text: string, to: number, after: number) {
  if (to >= text.length) return text.length;
  const space = text.lastIndexOf(" ", to);
  return space >= after && to - space <= nearby ? space : Math.max(after, startOf(text, to).length);
}

function pieces(text: string, from: number, to: number, hits: Hit[]): Piece[] {
  const found: Piece[] = [];
  let at = from;
  for (const { start, end } of hits) {
    if (start > at) found.push({ text: text.slice(at, start), isHit: false });
    if (end > at) found.push({ text: text.slice(Math.max(at, start), end), isHit: true });
    at = Math.max(at, end);
  }
  if (at < to) found.push({ text: text.slice(at, to), isHit: false });
  return found;
}
