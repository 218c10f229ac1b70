/** Typos: what unknown words probably mean. */
import { stem } from "~/features/markdown/markdown";
import { WorkUnderWay } from "~/platform/work-under-way.server";
import { isNamed, tagsNamed, withOtherWords } from "./other-words.server";
import type { SearchQuery, TextTerm } from "./search-query";
import { forgivenSlips, oneSlipAway, slipsBetween } from "./typos";
import { findAlike, findBeginning, findFrequencies, findKnown, type KnownWord } from "./vocabulary.server";

export type Mended = { query: SearchQuery; changes: { from: string; to: string }[] };

/** The maximum number of completions of a prefix: enough to find what is meant, few enough to be fast. */
const mostEndings = 12;

const isMendable = (word: string) => /^[a-z]+$/.test(word) && forgivenSlips(word) > 0;

/** The query with its last word as a prefix. Returns the same query if no known word begins with it. */
export async function completeLastWord(query: SearchQuery): Promise<SearchQuery> {
  const last = query.all.at(-1);
  if (!last || last.kind !== "word" || last.word.length < 2) return query;
  const endings = await findBeginning(last.word, mostEndings);
  if (endings.length === 0) return query;
  const instead = [...new Set([last.word, ...endings.map(({ word }) => word)])];
  const tags = [...new Set([...last.tags, ...(await tagsNamed(instead))])];
  return { ...query, all: [...query.all.slice(0, -1), { ...last, instead, tags }] };
}

/**
 * The query with each unknown word replaced by the likeliest known one; null if there is nothing to replace.
 * `isRareToo`: very rare words count as unknown.
 */
export async function mendQuery(query: SearchQuery, isRareToo: boolean): Promise<Mended | null> {
  const words = query.all.flatMap((term) =>
    term.kind === "word" && isMendable(term.word) && !isNamed(term) ? [term.word] : [],
  );
  const frequencies = await findFrequencies(words.map(stem));
  const changes = new Map<string, string>();
  for (const word of new Set(words)) {
    const frequency = frequencies.get(stem(word)) ?? 0;
    if (frequency > (isRareToo ? 3 : 0)) continue;
    const meant = await likeliest(word, frequency === 0 ? 1 : frequency * 20);
    if (meant) changes.set(word, meant);
  }
  if (changes.size === 0) return null;
  const mend = (term: TextTerm): TextTerm =>
    term.kind === "word" && changes.has(term.word)
      ? { ...term, word: changes.get(term.word)!, instead: [], also: [], tags: [] }
      : term;
  return {
    query: await withOtherWords({ ...query, all: query.all.map(mend) }),
    changes: [...changes].map(([from, to]) => ({ from, to })),
  };
}

/** Fewest typos first; then the same first letter, since people rarely get it wrong; then the most frequent. */
async function likeliest(word: string, atLeast: number): Promise<string | null> {
  const most = forgivenSlips(word);
  const near = await together(`near ${word}`, () => findKnown(oneSlipAway(word)));
  const isEnough = near.some((known) => known.frequency >= atLeast) || most < 2;
  const candidates = isEnough ? near : await together(`alike ${word}`, () => findAlike(word, 40));
  const scored = candidates
    .filter((known) => known.frequency >= atLeast && known.word !== word && /^[a-z]+$/.test(known.word))
    .map((known) => ({ ...known, slips: slipsBetween(word, known.word, most) }))
    .filter((known) => known.slips <= most && (word.length > 5 || known.word[0] === word[0]))
    .toSorted((a, b) => a.slips - b.slips || firstLetter(word, a, b) || b.frequency - a.frequency);
  return scored[0]?.word ?? null;
}

const asking = new WorkUnderWay<KnownWord[]>();

/** One question for all who ask it at the same time: the near searches of an empty one mend the same words. */
const together = (name: string, ask: () => Promise<KnownWord[]>): Promise<KnownWord[]> =>
  asking.find(name, "") ?? asking.begin(name, "", ask);

const firstLetter = (word: string, a: KnownWord, b: KnownWord) =>
  Number(b.word[0] === word[0]) - Number(a.word[0] === word[0]);
