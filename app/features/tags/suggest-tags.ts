/** Finds the tags that a text names. */
import type { Tag } from "./tag";

type Word = { text: string; start: number; end: number };
type Named = Pick<Tag, "slug" | "name" | "kind"> & { synonyms?: string[] | undefined };

const longest = 4;
const lengthRead = 70_000;

const wordsIn = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((found) => ({
    text: found[0],
    start: found.index,
    end: found.index + found[0].length,
  }));

const singular = (word: string) => (word.length > 3 && /[^s]s$/.test(word) ? word.slice(0, -1) : word);

const keyOf = (words: string[]) =>
  words
    .map((word, index) => (index === words.length - 1 ? singular(word.toLowerCase()) : word.toLowerCase()))
    .join(" ");

/** Removes code, addresses, and references to people and threads. */
const withoutMachineWords = (text: string) =>
  text
    .slice(0, lengthRead)
    .replaceAll(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, " . ")
    .replaceAll(/\]\([^)\s]*\)?|https?:\/\/\S+/g, " . ")
    .replaceAll(/[@#][\p{L}\p{N}_-]+/gu, " . ");

/**
 * Whether a word, in this spelling, can mean this tag. "Base" and "Mode" are chains, "base" and "mode" are not; "OP"
 * and "DA" are abbreviations, "op" and "da" are not.
 */
function isMeant(tag: Named, words: string[]): boolean {
  const [word = "", ...more] = words;
  if (more.length > 0 || /\p{N}/u.test(word)) return true;
  if (word.length <= 2) return word === word.toUpperCase();
  return tag.kind !== "chain" || /\p{Lu}/u.test(word);
}

/** Tags by name; one name can mean several tags. */
function indexNames<T extends Named>(tags: T[]): Map<string, T[]> {
  const index = new Map<string, T[]>();
  for (const tag of tags) {
    const names = [
      tag.name,
      tag.slug,
      ...(tag.synonyms ?? []),
      ...(tag.kind === "eip" ? [tag.slug.replace("-", "")] : []),
    ];
    for (const key of new Set(names.map((name) => keyOf(wordsIn(name).map(({ text }) => text)))))
      if (key !== "") index.set(key, [...(index.get(key) ?? []), tag]);
  }
  return index;
}

/** The tags that a text names by name, synonym or EIP number; most frequent first, then in text order. */
export function suggestTags<T extends Named>(text: string, vocabulary: T[], take = 5): T[] {
  const index = indexNames(vocabulary);
  const read = withoutMachineWords(text);
  const words = wordsIn(read);
  const counts = new Map<T, number>();

  for (let at = 0; at < words.length;) {
    const found = longestNameAt(read, words, at, index);
    for (const tag of found?.tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    at += found?.length ?? 1;
  }
  // A map keeps insertion order, and sorting is stable.
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, take)
    .map(([tag]) => tag);
}

/** "Polygon zkEVM" is one name and doesn't also mean Polygon. */
function longestNameAt<T extends Named>(text: string, words: Word[], at: number, index: Map<string, T[]>) {
  for (let length = Math.min(longest, words.length - at); length > 0; length--) {
    const taken = words.slice(at, at + length);
    if (!areOneName(text, taken)) continue;
    const written = taken.map((word) => word.text);
    const tags = (index.get(keyOf(written)) ?? []).filter((tag) => isMeant(tag, written));
    if (tags.length > 0) return { tags, length };
  }
  return null;
}

/** The words of a name are adjacent, with a space, a line end or a hyphen between them. */
const areOneName = (text: string, words: Word[]) =>
  words.every((word, index) => index === 0 || /^[\s–-]{1,2}$/.test(text.slice(words[index - 1]!.end, word.start)));
