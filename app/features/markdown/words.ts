/**
 * The words of a plain text as search sees them: on the writing side for the index, on the asking side for the query, and
 * between the two for marking what was found. One rule for all three, or they would disagree.
 */
import { LRUCache } from "lru-cache";
import { stem } from "./stem";

export type Word = {
  /** Folded: lower case, no accents, no thousands separators. */
  text: string;
  /** The letters it shares with its other forms; the text itself for code-like words, numbers and names with digits. */
  stem: string;
  /** Where it stands among the words, from 0. A whole such as `op-stack` stands where its first part does. */
  position: number;
  /** In the text, in UTF-16 units. */
  start: number;
  end: number;
  /** `eip-4844`, `eth_getlogs`, `1.5`: found whole, its parts follow as words of their own. */
  isWhole: boolean;
  /** "the", "of": keeps its place in a phrase and is not searched for. */
  isCommon: boolean;
};

export const longestWord = 64;

const common = new Set(
  "a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its me my no not of on or our s she should so t than that the their them then there these they this those to was we were what when where which while who why will with would you your".split(
    " ",
  ),
);

/** People use few words often: stems are remembered, and the word that was used longest ago is forgotten first. */
const stems = new LRUCache<string, string>({ max: 20_000 });
function stemOf(word: string) {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const made = stem(word);
  stems.set(word, made);
  return made;
}

/** A run of what belongs to words; at its ends only letters, digits and underscores count. */
const runs = /[\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_'’.,:/\-‐‑–]*[\p{L}\p{M}\p{N}_])?/gu;
const parts = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
const single = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const singles =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;
const thousands = /^\d{1,3}(?:[,'’]\d{3})+(?:\.\d+)?$/;
const decimal = /^\d+\.\d+$/;

/** Words in order of the text. */
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
  for (const run of text.matchAll(runs))
    for (const { raw, start } of splitRun(run[0], run.index)) addChunk(raw, start, add);
  return words;
}

/** Slashes, colons and commas part words, but not inside a number; an address's parts are words too. */
function splitRun(run: string, at: number) {
  if (thousands.test(run)) return [{ raw: run, start: at }];
  return [...run.matchAll(/[^/:,]+/g)].map((piece) => ({ raw: piece[0], start: at + piece.index }));
}

function addChunk(raw: string, start: number, add: (raw: string, start: number, isWhole: boolean) => void) {
  const bare = raw.replace(/^[^\p{L}\p{M}\p{N}_]+|[^\p{L}\p{M}\p{N}_]+$/gu, "");
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
