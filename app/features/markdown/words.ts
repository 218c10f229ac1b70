/**
 * The words of a plain text as search sees them. The index, the query and the marks in results use this one rule, so
 * that they agree.
 */
import { LRUCache } from "lru-cache";
import { trimEnd } from "~/ui/trim-end";
import { stem } from "./stem";

export type Word = {
  /** Folded: lower case, no accents, no thousands separators. */
  text: string;
  /** The stem; for code-like words, numbers and names with digits, the text itself. */
  stem: string;
  /** Its position among the words, from 0. A compound such as `op-stack` has the position of its first part. */
  position: number;
  /** Its offset in the text, in UTF-16 units. */
  start: number;
  end: number;
  /** `eip-4844`, `eth_getlogs`, `1.5`: a compound, followed by its parts as words of their own. */
  isWhole: boolean;
  /** A stop word ("the", "of"): keeps its position in a phrase but isn't searched for. */
  isCommon: boolean;
};

export const longestWord = 64;

const common = new Set(
  "a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its me my no not of on or our s she should so t than that the their them then there these they this those to was we were what when where which while who why will with would you your".split(
    " ",
  ),
);

/** A cache of stems, since few words are used often; the least recently used one is dropped first. */
const stems = new LRUCache<string, string>({ max: 20_000 });
function stemOf(word: string) {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stem(word);
  stems.set(word, made);
  return made;
}

/** A run of characters that can be part of a word; it begins and ends with a letter, digit or underscore. */
const runs = /[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_'’.,:/\-‐‑–]*[\p{L}\p{M}\p{N}_])?/gu;
const parts = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
const plainWord = /^[a-z0-9]+$/i;
const single = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const singles =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const thousands = /^\d{1,3}(?:[,'’]\d{3})+(?:\.\d+)?$/;
const decimal = /^\d+\.\d+$/;

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let position = 0;
  const add = (raw: string, start: number, isWhole: boolean) => {
    const folded = fold(raw);
    if (folded === "") return;
    const isPlain = !isWhole && /^[a-z]+$/.test(folded);
    words.push({
      text: folded,
      stem: isPlain ? stemOf(folded) : folded,
      position,
      start,
      end: start + raw.length,
      isWhole,
      isCommon: isPlain && common.has(folded),
    });
    if (!isWhole) position += 1;
  };
  for (const run of text.matchAll(runs)) {
    // Most runs are one word of plain letters and digits.
    if (plainWord.test(run[0])) add(run[0], run.index, false);
    else for (const { raw, start } of splitRun(run[0], run.index)) addChunk(raw, start, add);
  }
  return words;
}

/** Slashes, colons and commas separate words, but not inside a number. The parts of an address are words too. */
function splitRun(run: string, at: number) {
  if (thousands.test(run)) return [{ raw: run, start: at }];
  return [...run.matchAll(/[^/:,]+/g)].map((piece) => ({ raw: piece[0], start: at + piece.index }));
}

function addChunk(raw: string, start: number, add: (raw: string, start: number, isWhole: boolean) => void) {
  const bare = trimEnd(raw.replace(/^[^\p{L}\p{M}\p{N}_]+/u, ""), /[^\p{L}\p{M}\p{N}_]/u);
  const from = start + raw.indexOf(bare);
  if (bare === "") return;
  if (thousands.test(bare) || decimal.test(bare)) return add(bare, from, false);
  const pieces = [...bare.matchAll(parts)].flatMap((part) =>
    single.test(part[0])
      ? [...part[0].matchAll(singles)].map((one) => ({ raw: one[0], start: from + part.index + one.index }))
      : [{ raw: part[0], start: from + part.index }],
  );
  if (pieces.length > 1 && /[_.\-‐‑–]/.test(bare)) add(bare, from, true);
  for (const piece of pieces) add(piece.raw, piece.start, false);
}

/** How a word is compared: "Überrollups’" → "uberrollups", "10,000" → "10000", "rollup's" → "rollup". */
export function fold(raw: string): string {
  if (/^[a-z0-9]+$/i.test(raw)) return raw.toLowerCase().slice(0, longestWord);
  const number = thousands.test(raw) ? raw.replaceAll(/[,'’]/g, "") : raw;
  return number
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[‐‑–]/g, "-")
    .replace(/['’]s$/, "")
    .replaceAll(/['’]/g, "")
    .slice(0, longestWord);
}
