/** Finding tags by what somebody typed: completion, filters, and what stands near a word that names none. */
import type { Tag } from "./tag";

type Named = Pick<Tag, "slug" | "name"> & { threadCount?: number | undefined; synonyms?: string[] | undefined };

/** A tag that matches, and the other name by which it does, if it is one. */
export type Match<T> = { tag: T; via: string | null };

/** As it is compared: lower case, without marks, words parted by one space. */
export const plain = (text: string) =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const none = 9;

/** How well a name fits: 0 is it, 1 begins so, 2 a later word begins so, 3 holds it. */
function rank(name: string, typed: string): number {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (` ${name}`.includes(` ${typed}`)) return 2;
  return typed.length > 1 && name.includes(typed) ? 3 : none;
}

/** Tags that what was typed may become, best first: by name, then by another name, then by number of threads. Nothing typed fits all. */
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

/** Three letters at a time, each word with its edges, as PostgreSQL's pg_trgm cuts them. */
function trigrams(text: string): Set<string> {
  const cut = new Set<string>();
  for (const word of plain(text).split(" "))
    for (let at = 0, padded = `  ${word} `; at + 3 <= padded.length; at++) cut.add(padded.slice(at, at + 3));
  return cut;
}

/** How alike two names are, from 0 to 1: Dice's coefficient of their trigrams. */
function likeness(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((trigram) => b.has(trigram)).length;
  return (2 * shared) / (a.size + b.size);
}

/** Tags whose name or other name is like this word, the most alike first. */
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
