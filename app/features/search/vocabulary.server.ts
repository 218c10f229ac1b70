/** The vocabulary: words that occur in posts, for completion, corrections and frequencies. */
import { LRUCache } from "lru-cache";
import { longestWord, type Word, wordsOf } from "~/features/markdown/markdown";
import { db, type Tx } from "~/platform/db.server";

export type KnownWord = { word: string; frequency: number };

const lately = new LRUCache<string, number>({ max: 5_000, ttl: 60_000 });

/** The number of posts with each of these stems; stems without posts are left out. */
export async function findFrequencies(stems: string[]): Promise<Map<string, number>> {
  if (stems.length === 0) return new Map();
  const rows = await db.$queryRaw<{ stem: string; frequency: number }[]>`
    select "stem", least(sum("frequency"), 2000000000)::int as "frequency" from "SearchWord"
    where "stem" = any(${stems}::text[]) group by "stem"`;
  const found = new Map(rows.map((row) => [row.stem, row.frequency]));
  for (const stem of stems) lately.set(stem, found.get(stem) ?? 0);
  return found;
}

/** The same, up to a minute old: for estimates, which a few posts more don't change. */
export async function guessFrequencies(stems: string[]): Promise<Map<string, number>> {
  const found = await findFrequencies(stems.filter((stem) => !lately.has(stem)));
  return new Map(stems.map((stem) => [stem, found.get(stem) ?? lately.get(stem) ?? 0]));
}

/** Those of these words that occur in posts. */
export async function findKnown(words: string[]): Promise<KnownWord[]> {
  if (words.length === 0) return [];
  return db.$queryRaw<KnownWord[]>`select "word", "frequency" from "SearchWord" where "word" = any(${words}::text[])`;
}

/** The most frequent words with this prefix. */
export async function findBeginning(beginning: string, take: number): Promise<KnownWord[]> {
  const pattern = `${beginning.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return db.$queryRaw<KnownWord[]>`
    select "word", "frequency" from "SearchWord" where "word" like ${pattern} and "frequency" > 0
    order by "frequency" desc, "word" limit ${take}`;
}

/** Similar words, most similar first. */
export async function findAlike(word: string, take: number): Promise<KnownWord[]> {
  return db.$queryRaw<KnownWord[]>`
    select "word", "frequency" from "SearchWord" where "word" % ${word}
    order by similarity("word", ${word}) desc, "frequency" desc limit ${take}`;
}

/** Addresses of accounts and contracts with this part, which has no other characters than they have. */
export async function findAddresses(part: string, take: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ word: string }[]>`
    select "word" from "SearchWord" where "word" like ${`%${part}%`} and "word" like '0x%' and length("word") >= 12
    order by "frequency" desc, "word" limit ${take}`;
  return rows.map(({ word }) => word);
}

/** Whether a word belongs in the vocabulary: bare numbers don't help to complete or correct, and other names of one do. */
const isWorthKeeping = (word: Word) =>
  word.isWhole || (word.text.length >= 2 && word.text.length <= longestWord && /\p{L}/u.test(word.text));

/** Adds the words of posts. Counts them when the posts are new, once for each post; later only adds unknown words. */
export async function learnWords(tx: Tx, postIds: number[], isNew: boolean) {
  if (postIds.length === 0) return;
  const posts = await tx.post.findMany({
    where: { id: { in: postIds }, status: "visible", thread: { status: "visible" } },
    select: { number: true, plainText: true, thread: { select: { title: true } } },
  });
  const found = new Map<string, { stem: string; count: number }>();
  for (const { number, plainText, thread } of posts) {
    const text = number === 1 ? `${thread.title}\n${plainText}` : plainText;
    const words = wordsOf(text).filter((word) => !word.isCommon && isWorthKeeping(word));
    for (const [word, stem] of new Map(words.map((word) => [word.text, word.stem])))
      found.set(word, { stem, count: (found.get(word)?.count ?? 0) + 1 });
  }
  if (found.size === 0) return;
  // Always in the same order, so that two posts with common words can't deadlock.
  const words = [...found.keys()].toSorted();
  await tx.$executeRaw`
    insert into "SearchWord" as w ("word", "stem", "frequency")
    select * from unnest(${words}::text[], ${words.map((word) => found.get(word)!.stem)}::text[],
      ${words.map((word) => found.get(word)!.count)}::int[])
    on conflict ("word") do update
      set "frequency" = w."frequency" + case when ${isNew} then excluded."frequency" else 0 end, "stem" = excluded."stem"
      where (${isNew} and w."frequency" < 2000000000) or w."stem" <> excluded."stem"`;
}
