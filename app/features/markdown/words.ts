/**
 * The words of a plain text as search sees them. The index, the query and the marks in results use this one rule, so
 * that they agree.
 */
import { LRUCache } from "lru-cache";
import { inPlainLetters } from "~/platform/plain-letters";
import { trimEnd } from "~/ui/trim-end";
import { splitScript, withoutParticle } from "./scripts-without-spaces";
import { inOneSpelling } from "./spelling";
import { stem } from "./stem";
import {
  numberInFull,
  numberPieces,
  numberRuns,
  numbersWithin,
  proposalsIn,
  shortInFull,
  withoutNote,
  withTypedPower,
} from "./written-numbers";

export type Word = {
  /** Folded: lower case, no accents, no thousands separators. */
  text: string;
  /** The stem, of the American spelling; for code-like words, numbers and names with digits, the text itself. */
  stem: string;
  /** Its position among the words, from 0. A compound such as `op-stack` has the position of its first part. */
  position: number;
  /** Its offset in the text, in UTF-16 units. */
  start: number;
  end: number;
  /**
   * `eip4844` for "EIP-4844", `zksync` for "zkSync", `100000` for "100K": several words or another spelling in one,
   * followed by the parts as words of their own.
   */
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
  const made = stem(inOneSpelling(word));
  stems.set(word, made);
  return made;
}

const letter = String.raw`\p{L}\p{M}\p{N}\p{Cf}`;
/**
 * A run of characters that can be part of a word, which begins and ends with a letter, digit or underscore; or a picture.
 * Digits in groups of three are one run, and so is a number with its "million".
 */
const runs = new RegExp(
  [
    ...numberRuns(letter),
    String.raw`[${letter}_](?:[${letter}_'’.,:/\-‐‑–]*[${letter}_])?`,
    String.raw`\p{Extended_Pictographic}|\p{RI}\p{RI}`,
  ].join("|"),
  "giu",
);
const parts = new RegExp(String.raw`[${letter}]+(?:['’][${letter}]+)*`, "gu");
const plainWord = /^(?:[A-Z]?[a-z]+|\d+)$/;
const thousands = /^\d{1,3}(?:[,'’]\d{3})+(?:\.\d+)?$/;
const decimal = /^\d+\.\d+$/;
type Add = (raw: string, start: number, whole?: string) => void;

/** All words of a text, in its order. */
export const wordsOf = (text: string): Word[] => readWords(text, null);

/**
 * The same without plain words that begin with none of these letters and digits: a stem begins as its word does, so these are
 * enough to find one.
 */
export const wordsThatBegin = (text: string, begins: ReadonlySet<string>): Word[] => readWords(text, begins);

function readWords(text: string, begins: ReadonlySet<string> | null): Word[] {
  const words: Word[] = [];
  let position = 0;
  const proposals = proposalsIn(text);
  const add: Add = (raw, start, whole) => {
    const folded = whole?.slice(0, longestWord) ?? fold(raw);
    if (folded === "") return;
    const isWhole = whole !== undefined;
    const proposal = isWhole ? undefined : proposals.get(start);
    if (proposal !== undefined) add(raw, start, proposal);
    words.push({
      text: folded,
      stem: stemFor(folded),
      position,
      start,
      end: start + raw.length,
      isWhole,
      isCommon: !isWhole && common.has(folded),
    });
    if (!isWhole) position += 1;
  };
  // `matchAll` would copy the pattern, which takes longer than to read one word.
  runs.lastIndex = 0;
  for (let run = runs.exec(text); run !== null; run = runs.exec(text)) {
    // Most runs are one word of small letters.
    if (plainWord.test(run[0])) {
      if (begins?.has(run[0][0]!.toLowerCase()) === false && !proposals.has(run.index)) position += 1;
      else add(run[0], run.index);
      continue;
    }
    const whole = numberInFull(run[0]);
    if (whole !== null) {
      add(run[0], run.index, whole);
      for (const piece of run[0].matchAll(numberPieces)) addChunk(piece[0], run.index + piece.index, add);
    } else for (const { raw, start } of splitRun(run[0], run.index)) addChunk(raw, start, add);
  }
  return words;
}

function stemFor(folded: string) {
  if (/^[a-z]+$/.test(folded)) return stemOf(folded);
  return withoutParticle(folded);
}

/** Slashes, colons and commas separate words, but not inside a number. The parts of an address are words too. */
function splitRun(run: string, at: number) {
  if (!/[/:,]/.test(run) || thousands.test(run) || shortInFull(run) !== null) return [{ raw: run, start: at }];
  return [...run.matchAll(/[^/:,]+/g)].map((piece) => ({ raw: piece[0], start: at + piece.index }));
}

function addChunk(raw: string, start: number, add: Add) {
  const begun = raw.replace(/^[^\p{L}\p{M}\p{N}_\p{Extended_Pictographic}\p{RI}]+/u, "");
  const bare = trimEnd(withoutNote(trimEnd(begun, unfit)), unfit);
  const from = start + raw.indexOf(bare);
  if (bare === "") return;
  if (thousands.test(bare) || decimal.test(bare) || /^[^\p{L}\p{M}\p{N}_]/u.test(bare)) return add(bare, from);
  const number = shortInFull(bare);
  if (number !== null) add(bare, from, number);
  if (number !== null && !/[,.]/.test(bare)) return add(bare, from);
  const pieces = /^[A-Za-z0-9]+$/.test(bare)
    ? splitPart(bare, from)
    : [...bare.matchAll(parts)].flatMap((part) => splitPart(part[0], from + part.index));
  const whole = pieces.length > 1 && number === null ? wholeOf(bare) : null;
  if (whole !== null) add(bare, from, whole);
  for (const { raw: within, at } of numbersWithin(bare)) add(within, from + at, fold(within));
  for (const piece of pieces) add(piece.raw, piece.start);
}

const unfit = /[^\p{L}\p{M}\p{N}_\p{Extended_Pictographic}\p{RI}]/u;

/**
 * Where capital letters begin words within a word ("zkSync", "ePBS"), and where a name ends and its number begins
 * ("EIP4844").
 */
const seams = /(?<=[a-z]{2})(?=[A-Z][A-Za-z])|(?<=^[a-z])(?=[A-Z]{2})|(?<=^[A-Za-z]{2,})(?=\d{2,}$)/g;

function splitPart(raw: string, start: number): { raw: string; start: number }[] {
  const byScript = splitScript(raw);
  if (byScript) return byScript.map((piece) => ({ ...piece, start: start + piece.start }));
  if (!/^[A-Za-z]{3}[A-Za-z0-9]+$/.test(raw) || /^0x/i.test(raw)) return [{ raw, start }];
  let at = start;
  return raw.split(seams).map((piece) => {
    at += piece.length;
    return { raw: piece, start: at - piece.length };
  });
}

/**
 * A compound as one word, without the hyphens that join it, so that "time-lock" meets "timelock". In "1.2.3", "2026-03" and
 * "eth_getLogs" what joins them stays.
 */
function wholeOf(bare: string): string | null {
  if (splitScript(bare)) return null;
  const folded = fold(bare);
  return /[a-z]/u.test(folded) ? folded.replaceAll("-", "") : folded;
}

/** How a word is compared: "Überrollups’" → "uberrollups", "10,000" → "10000", "rollup's" → "rollup". */
export function fold(raw: string): string {
  if (/^[a-z0-9]+$/i.test(raw)) return raw.toLowerCase().slice(0, longestWord);
  const number = thousands.test(raw) ? raw.replaceAll(/[,'’]/g, "") : withTypedPower(raw);
  return inPlainLetters(number.replace(/['’]s$/i, "")).slice(0, longestWord);
}
