/** Matches tags against typed text, for completion, filters and suggestions. */
import type { Tag } from "./tag";

type Named = Pick<Tag, "slug" | "name"> & { threadCount?: number | undefined; synonyms?: string[] | undefined };

/** A matching tag, with the synonym that matched, if any. */
export type Match<T> = { tag: T; via: string | null };

/** The form for comparison: lower case, no accents, words separated by one space. */
export const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const none = 9;

/** How well a name matches: 0 equal, 1 same beginning, 2 a later word begins so, 3 contains it. */
function rank(name: string, typed: string): number {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (` ${name}`.includes(` ${typed}`)) return 2;
  return typed.length > 1 && name.includes(typed) ? 3 : none;
}

/** Completions of typed text, best first: by name, then synonym, then number of threads. Empty text matches all. */
export function completeTags<T extends Named>(typed: string, tags: T[]): Match<T>[] {
  const wanted = plain(typed);
  if (wanted === "" && typed.trim() !== "") return [];
  return tags
    .map((tag) => {
      const own = Math.min(rank(plain(tag.name), wanted), rank(plain(tag.slug), wanted));
      const others = (tag.synonyms ?? []).map((name) => ({ name, rank: rank(plain(name), wanted) + 0.5 }));
      const other = others.toSorted((a, b) => a.rank - b.rank)[0];
      return other && other.rank < own ? { tag, via: other.name, rank: other.rank } : { tag, via: null, rank: own };
    })
    .filter((match) => match.rank < none)
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        (b.tag.threadCount ?? 0) - (a.tag.threadCount ?? 0) ||
        a.tag.name.localeCompare(b.tag.name, "en"),
    )
    .map(({ tag, via }) => ({ tag, via }));
}

/** Trigrams of each word including its edges, as in PostgreSQL's pg_trgm. */
function trigrams(text: string): Set<string> {
  const cut = new Set<string>();
  for (const word of plain(text).split(" "))
    for (let at = 0, padded = `  ${word} `; at + 3 <= padded.length; at++) cut.add(padded.slice(at, at + 3));
  return cut;
}

/** The similarity of two names from 0 to 1: Dice's coefficient of their trigrams. */
function likeness(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((trigram) => b.has(trigram)).length;
  return (2 * shared) / (a.size + b.size);
}

/** Tags with a similar name or synonym, most similar first. */
export function nearTags<T extends Named>(word: string, tags: T[], take = 5): T[] {
  const wanted = trigrams(word.slice(0, 80));
  return tags
    .map((tag) => {
      const names = [tag.name, tag.slug, ...(tag.synonyms ?? [])];
      return { tag, score: Math.max(...names.map((name) => likeness(wanted, trigrams(name)))) };
    })
    .filter(({ score }) => score >= 0.42)
    .toSorted((a, b) => b.score - a.score || a.tag.name.localeCompare(b.tag.name, "en"))
    .slice(0, take)
    .map(({ tag }) => tag);
}

/** What a picker offers for typed text: completions, else the tags whose names are most like it, for a slip of the keys. */
export function offerTags<T extends Named>(typed: string, tags: T[]): Match<T>[] {
  const completed = completeTags(typed, tags);
  if (completed.length > 0 || plain(typed).length < 4) return completed;
  return nearTags(typed, tags).map((tag) => ({ tag, via: null }));
}
