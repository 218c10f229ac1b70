/**
 * Other ways to say what a query says: neighbours written as one word, a word written as two, the other names that the
 * vocabulary of tags knows, and addresses of which a part was typed.
 */
import { wordsOf } from "~/features/markdown/markdown";
import { rememberFor } from "~/platform/short-memory.server";
import type { SearchQuery, TextTerm } from "./search-query";
import { codeSpellings } from "./code-spellings";
import { irregularForms } from "./irregular-forms";
import { inDigits, inWords } from "./number-words";
import { tagNames } from "./tag-names.server";
import { type Measure, readMeasure, spellMeasure } from "./units";
import { findAddresses, findFrequencies } from "./vocabulary.server";

type WordTerm = Extract<TextTerm, { kind: "word" }>;

/** The query with `also` in its words. Only what occurs in posts is added, and names of the vocabulary. */
export async function withOtherWords(asked: SearchQuery): Promise<SearchQuery> {
  if (asked.all.every((term) => term.kind === "phrase")) return asked;
  const query = { ...asked, all: withJoinedNumbers(asked.all) };
  const names = await otherNames();
  const runs = runsOf(query.all);
  const joints = runs.flatMap(jointsIn);
  const seams = runs.flat().flatMap(({ term }) => seamsIn(term.word).map((halves) => ({ term, halves })));
  const measures = runs.flatMap(measuresIn);
  const codes = [
    ...[...joints, ...runs.flat().map(({ term }) => ({ terms: [term], word: term.word }))].map(({ terms, word }) => ({
      terms,
      others: codeSpellings(word),
    })),
    ...measures.map(({ terms, joined }) => ({ terms, others: joined })),
  ];
  const [known, addresses] = await Promise.all([
    findFrequencies([
      ...new Set([
        // The words as typed are asked for with them: the engine wants to know how rare they are.
        ...[
          ...joints.map(({ word }) => word),
          ...seams.flatMap(({ halves }) => halves),
          ...runs.flat().map(({ term }) => term.word),
        ].map(stemOf),
        ...codes.flatMap(({ others }) => others.map(wholeOf)),
      ]),
    ]),
    Promise.all(runs.flat().map(async ({ term }) => ({ term, found: await addressesWith(term.word) }))),
  ]);
  const isKnown = (word: string) => (known.get(stemOf(word)) ?? 0) > 0;

  const also = new Map<TextTerm, Set<string>>();
  const tags = new Map<TextTerm, number[]>();
  const add = (terms: TextTerm[], texts: string[]) => {
    for (const term of terms) also.set(term, new Set([...(also.get(term) ?? []), ...texts]));
  };
  for (const run of runs)
    for (const { terms, name } of namesIn(run, names)) {
      add(terms, name.others);
      for (const term of terms) tags.set(term, name.tagIds);
    }
  for (const { term } of runs.flat()) add([term], [...irregularForms(term.word), ...numberSpelled(term.word)]);
  for (const { terms, apart } of measures) add(terms, apart);
  for (const { terms, others } of codes)
    add(
      terms,
      others.filter((word) => (known.get(wholeOf(word)) ?? 0) > 0),
    );
  for (const { terms, word } of joints) if (isKnown(word)) add(terms, [word]);
  for (const { term, halves } of seams) if (halves.every(isKnown)) add([term], [halves.join(" ")]);
  for (const { term, found } of addresses) add([term], found);
  return {
    ...query,
    all: query.all.map((term) =>
      term.kind === "word" && also.has(term)
        ? { ...term, also: [...also.get(term)!].slice(0, mostOthers), tags: tags.get(term) ?? [] }
        : term,
    ),
  };
}

const mostOthers = 8;

/** `key` is how names are compared. */
type Place = { term: WordTerm; key: string };

/** Words that stand beside one another. */
function runsOf(terms: TextTerm[]): Place[][] {
  const runs: Place[][] = [[]];
  for (const term of terms)
    if (term.kind === "word") runs.at(-1)!.push({ term, key: keyOf(term.word) });
    else runs.push([]);
  return runs.filter((run) => run.length > 0);
}

const partsOf = (text: string) => wordsOf(text).filter((word) => !word.isWhole);

/** Names in singular and plural are one; stems would make "optimising" a form of "Optimism". */
const keyOf = (text: string) =>
  partsOf(text)
    .map((word) => (word.text.length > 3 ? word.text.replace(/s$/, "") : word.text))
    .join(" ");

type Joint = { terms: TextTerm[]; word: string };

const stemOf = (word: string) =>
  partsOf(word)
    .map(({ stem }) => stem)
    .join(" ");

/** A word of letters and digits, or a number with its unit. */
const isJoint = /^(?:[a-z][a-z0-9]{2,39}|\d+(?:\.\d+)?[a-z]{2,4})$/;

/** The stem of a word that is one although it has parts ("eip7683"). */
const wholeOf = (word: string) => wordsOf(word).find(({ isWhole }) => isWhole)?.stem ?? stemOf(word);

/** Two or three neighbours as one word. */
function jointsIn(run: Place[]): Joint[] {
  return run.flatMap((_, at) =>
    [2, 3].flatMap((length): Joint[] => {
      const some = run.slice(at, at + length).map(({ term }) => term);
      const word = some.map((term) => term.word).join("");
      return some.length === length && isJoint.test(word) ? [{ terms: some, word }] : [];
    }),
  );
}

/** Neighbours that are one number are one term ("100 000", "60 million", "sixteen million"): its parts alone mean nothing. */
function withJoinedNumbers(terms: TextTerm[]): TextTerm[] {
  const joined: TextTerm[] = [];
  for (let at = 0; at < terms.length;) {
    const length = [4, 3, 2].find((some) => at + some <= terms.length && isNumber(terms.slice(at, at + some)));
    const some = terms.slice(at, at + (length ?? 1));
    joined.push(length === undefined ? some[0]! : { ...(some[0] as WordTerm), word: spaced(some as WordTerm[]) });
    at += some.length;
  }
  return joined;
}

const spaced = (some: WordTerm[]) => some.map(({ word }) => word).join(" ");

const isNumber = (some: TextTerm[]): some is WordTerm[] =>
  some.every((term) => term.kind === "word") && (digitsIn(spaced(some)) ?? inDigits(spaced(some))) !== null;

/** The digits of a text that is one number ("100K", "100 000"); null if it isn't. */
function digitsIn(text: string): string | null {
  const number = wordsOf(text).find(({ start, end, isCommon }) => start === 0 && end === text.length && !isCommon);
  return number && /^\d+$/.test(number.text) ? number.text : null;
}

/** A number in its other spellings: in words for digits, in digits for words. */
function numberSpelled(word: string): string[] {
  const digits = digitsIn(word);
  if (digits === null) return [inDigits(word) ?? []].flat();
  return [inWords(digits) ?? []].flat();
}

/** Numbers with their units, in one word or in two neighbours. */
function measuresIn(run: Place[]): (Measure & { terms: TextTerm[] })[] {
  return run.flatMap(({ term }, at) => {
    const next = run[at + 1]?.term;
    const number = inDigits(term.word) ?? (/^\d+(?:\.\d+)?$/.test(term.word) ? term.word : null);
    const [alone, both] = [readMeasure(term.word), next && number && readMeasure(`${number} ${next.word}`)];
    return [
      ...(alone ? [{ terms: [term], ...spellMeasure(alone) }] : []),
      ...(next && both ? [{ terms: [term, next], ...spellMeasure(both) }] : []),
    ];
  });
}

const shortestHalf = 2;

/** One word as two: each place where it can be cut. */
function seamsIn(word: string): [string, string][] {
  if (!/^[a-z][a-z0-9]{3,29}$/.test(word)) return [];
  return Array.from(
    { length: word.length - 2 * shortestHalf + 1 },
    (_, at) => [word.slice(0, at + shortestHalf), word.slice(at + shortestHalf)] as [string, string],
  );
}

/** A part of an address: six hexadecimal digits or more, or fewer behind "0x". */
async function addressesWith(word: string): Promise<string[]> {
  const isPart =
    /^0x[0-9a-f]{4,39}$/.test(word) || (/^[0-9a-f]{6,39}$/.test(word) && /\d/.test(word) && /[a-f]/.test(word));
  return isPart ? findAddresses(word, mostOthers) : [];
}

/** By a name's key: its tags, and their other names. */
type Name = { tagIds: number[]; others: string[] };
type Names = Map<string, Name>;
const longestName = 6;

const otherNames = (): Promise<Names> =>
  rememberFor("search names", 60_000, async () => {
    const names: Names = new Map();
    for (const tag of await tagNames())
      for (const key of new Set([...tag.names, ...tag.shared].map(keyOf))) {
        // A name of several tags finds the threads of each, and none of the words for one of them.
        const isShared = tag.shared.some((name) => keyOf(name) === key);
        const others = isShared ? [] : tag.names.filter((other) => keyOf(other) !== key);
        const known = names.get(key) ?? { tagIds: [], others: [] };
        if (key !== "") names.set(key, { tagIds: [...known.tagIds, tag.id], others: [...known.others, ...others] });
      }
    return names;
  });

/** The names in a row of words, the longest first; a word belongs to one. */
function namesIn(run: Place[], names: Names): { terms: TextTerm[]; name: Name }[] {
  const found: { terms: TextTerm[]; name: Name }[] = [];
  for (let at = 0; at < run.length;) {
    const length = [...Array(longestName).keys()]
      .map((shorter) => longestName - shorter)
      .find((some) => at + some <= run.length && names.has(nameOf(run.slice(at, at + some))));
    if (length !== undefined) {
      const some = run.slice(at, at + length);
      found.push({ terms: some.map(({ term }) => term), name: names.get(nameOf(some))! });
    }
    at += length ?? 1;
  }
  return found;
}

const nameOf = (some: Place[]) => some.map(({ key }) => key).join(" ");

/** The tags that are called by one of these words. */
export async function tagsNamed(words: string[]): Promise<number[]> {
  const names = await otherNames();
  return [...new Set(words.flatMap((word) => names.get(keyOf(word))?.tagIds ?? []))];
}

/**
 * Whether a word, alone or with its neighbours, is a name of the vocabulary or one word of posts. A word that can be cut into
 * two known ones is still mended when these stand nowhere side by side: short pieces of words are known by chance.
 */
export const isNamed = (term: TextTerm) =>
  term.kind === "word" && (term.tags.length > 0 || term.also.some((text) => !text.includes(" ")));
