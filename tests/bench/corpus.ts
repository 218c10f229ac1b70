/**
 * A forum of any size from a seed: threads, posts, members, tags and votes in realistic shapes and skew, written by COPY.
 * 500,000 posts take some minutes; the same seed gives the same forum everywhere.
 */
import pg from "pg";
import { rendererVersion, stem, wordsOf } from "~/features/markdown/markdown";
import { documentKeys, searchVector } from "~/features/posts/search-document";
import { slugOf } from "~/features/threads/thread";
import { type Cell, copyRows } from "./copy";
import { frequent, glue, tailWords, topics } from "./corpus-words";
import { Random } from "./random";

export type Corpus = { posts: number; seed?: number };

const firstDay = Date.UTC(2021, 0, 4);
const lastDay = Date.UTC(2026, 10, 1);
const tail = tailWords(30_000, 7);

type Draft = { threadId: number; number: number; authorId: number; at: Date; text: string };

/** Fills an empty, migrated database that has the vocabulary. Answers with the number of posts and what each thread is about. */
export async function writeCorpus(databaseUrl: string, { posts: wantedPosts, seed = 20_261_122 }: Corpus) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const random = new Random(seed);
    const tags = new Map<string, number>();
    for (const row of (await client.query(`select "id", "slug" from "Tag"`)).rows) tags.set(row.slug, row.id);
    await client.query(`drop index if exists "SearchDocument_vector_keys_idx", "SearchWord_word_trigrams"`);
    await client.query("set maintenance_work_mem = '512MB'");
    const memberCount = Math.max(25, Math.round(Math.sqrt(wantedPosts) * 7));
    await client.query(`create temporary table "ThreadEnd" ("id" int primary key, "at" timestamptz, "by" int)`);
    await writeMembers(client, memberCount);
    const made = await writeThreads(client, random, tags, wantedPosts, memberCount);
    await settle(client);
    return made;
  } finally {
    await client.end();
  }
}

async function writeMembers(client: pg.Client, count: number) {
  const rows = Array.from({ length: count }, (_, index): Cell[] => [
    index + 1,
    `writer-${index + 1}`,
    `Writer ${index + 1}`,
    `writer-${index + 1}@example.org`,
    new Date(firstDay),
  ]);
  await copyRows(client, "Member", ["id", "handle", "name", "email", "joinedAt"], rows);
}

const columns = {
  Thread: [
    "id",
    "title",
    "slug",
    "authorId",
    "createdAt",
    "nextNumber",
    "postCount",
    "lastPostAt",
    "lastPosterId",
    "worthCount",
    "hotScore",
  ],
  ThreadTag: ["threadId", "tagId", "position"],
  Post: [
    "id",
    "threadId",
    "number",
    "authorId",
    "parentId",
    "path",
    "createdAt",
    "worthCount",
    "html",
    "rendererVersion",
    "derived",
    "plainText",
  ],
  PostRevision: ["postId", "number", "body", "editorId", "createdAt"],
  SearchDocument: ["postId", "threadId", "createdAt", "keys", "vector"],
};
type Batch = Record<"ThreadTag" | "Post" | "PostRevision" | "SearchDocument", Cell[][]>;
const emptyBatch = (): Batch => ({ ThreadTag: [], Post: [], PostRevision: [], SearchDocument: [] });

type Opened = {
  id: number;
  at: Date;
  size: number;
  opener: number;
  title: string;
  topic: number;
  second: number;
  tagIds: number[];
  written: number;
  lastAt: Date;
  lastPoster: number;
};

async function writeThreads(
  client: pg.Client,
  random: Random,
  tags: Map<string, number>,
  wantedPosts: number,
  members: number,
) {
  const threads = openings(random, wantedPosts).map((opening, index) =>
    openThread(random, tags, members, opening, index + 1),
  );
  // Posts of all threads in the order of time, as they would have been written: ids tell which is newer.
  const places = threads.flatMap((thread) => timesOf(random, thread).map((at) => ({ at: at.getTime(), thread })));
  places.sort((a, b) => a.at - b.at);

  const frequencies = new Map<string, number>();
  let batch = emptyBatch();
  for (const thread of threads)
    for (const [position, tagId] of thread.tagIds.entries()) batch.ThreadTag.push([thread.id, tagId, position]);
  const threadRows: Cell[][] = threads.map((thread) => [
    thread.id,
    thread.title,
    slugOf(thread.title),
    thread.opener,
    thread.at,
    thread.size + 1,
    thread.size,
    thread.at,
    thread.opener,
    random.zipf(60),
    thread.at.getTime() / 45_000_000,
  ]);
  await copyRows(client, "Thread", columns.Thread, threadRows);
  await copyRows(client, "ThreadTag", columns.ThreadTag, batch.ThreadTag);
  for (const [index, { at, thread }] of places.entries()) {
    const number = ++thread.written;
    const authorId = number === 1 ? thread.opener : 1 + random.zipf(members, 20);
    const text = textOf(random, topics[thread.topic]!.words, topics[thread.second]!.words, number === 1 ? 180 : 62);
    const worth = random.chance(0.3) ? random.zipf(40) : 0;
    addPost(
      batch,
      frequencies,
      { threadId: thread.id, number, authorId, at: new Date(at), text },
      { postId: index + 1, title: thread.title, tagIds: thread.tagIds, worth },
    );
    [thread.lastAt, thread.lastPoster] = [new Date(at), authorId];
    if (batch.Post.length >= 10_000) {
      await writeBatch(client, batch);
      batch = emptyBatch();
    }
  }
  await writeBatch(client, batch);
  await copyRows(
    client,
    "ThreadEnd",
    ["id", "at", "by"],
    threads.map((thread) => [thread.id, thread.lastAt, thread.lastPoster]),
  );
  const words = [...frequencies].filter(([word]) => /\p{L}/u.test(word));
  await copyRows(
    client,
    "SearchWord",
    ["word", "stem", "frequency"],
    words.map(([word, frequency]) => [word, /^[a-z]+$/.test(word) ? stem(word) : word, frequency]),
  );
  return { posts: places.length, threads: threads.map(({ id, topic, second }) => ({ id, topic, second })) };
}

async function writeBatch(client: pg.Client, batch: Batch) {
  for (const table of ["Post", "PostRevision", "SearchDocument"] as const)
    await copyRows(client, table, columns[table], batch[table]);
}

function openThread(
  random: Random,
  tags: Map<string, number>,
  members: number,
  { at, size }: { at: Date; size: number },
  id: number,
): Opened {
  const topic = random.below(topics.length);
  const second = random.chance(0.4) ? random.below(topics.length) : topic;
  const opener = 1 + random.zipf(members);
  const slugs = [...new Set([...topics[topic]!.tags, topics[second]!.tags[0]!])].filter((slug) => tags.has(slug));
  return {
    id,
    at,
    size,
    opener,
    title: titleOf(random, topics[topic]!.words, topics[second]!.words),
    topic,
    second,
    tagIds: slugs.map((slug) => tags.get(slug)!),
    written: 0,
    lastAt: at,
    lastPoster: opener,
  };
}

/** The opening at once, answers over hours and weeks. */
function timesOf(random: Random, { at, size }: Opened): Date[] {
  let time = at.getTime();
  return Array.from({ length: size }, (_, index) => {
    if (index > 0) time += Math.round((random.logNormal(4, 1.6) * 3_600_000) / Math.max(1, size / 100));
    return new Date(Math.min(time, lastDay));
  });
}

function openings(random: Random, wantedPosts: number) {
  const threads: { at: Date; size: number }[] = [];
  for (let left = wantedPosts; left > 0;) {
    const giant = giantAt(threads.length, wantedPosts);
    const size = Math.min(left, giant ?? Math.max(1, Math.round(random.logNormal(11, 1.05))));
    // The square root of chance: twice as late, twice as busy.
    threads.push({ at: new Date(Math.round(firstDay + Math.sqrt(random.next()) * (lastDay - firstDay))), size });
    left -= size;
  }
  return threads.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/** The size of a thread that goes on for years; null for all others. A forum that is not small has one at least. */
function giantAt(index: number, wantedPosts: number): number | null {
  if (wantedPosts >= 100_000) return index % 12_000 === 5_000 ? 10_000 : null;
  return wantedPosts >= 20_000 && index === 500 ? 2_000 : null;
}

function addPost(
  batch: Batch,
  frequencies: Map<string, number>,
  { threadId, number, authorId, at, text }: Draft,
  { postId, title, tagIds, worth }: { postId: number; title: string; tagIds: number[]; worth: number },
) {
  const html = text
    .split("\n")
    .map((line) => `<p dir="auto">${line}</p>\n`)
    .join("");
  const path = number.toString(36).padStart(5, "0");
  batch.Post.push([
    postId,
    threadId,
    number,
    authorId,
    null,
    path,
    at,
    worth,
    html,
    rendererVersion,
    '{"headings":[],"wordCount":0,"has":[]}',
    text,
  ]);
  batch.PostRevision.push([postId, 1, text, authorId, at]);
  const keys = documentKeys({ id: postId, number, threadId, authorId, createdAt: at, relation: null, has: [], tagIds });
  const vector = searchVector({ number, title, headings: [], plainText: text, asides: [], tagIds });
  batch.SearchDocument.push([postId, threadId, at, keys, vector]);
  const said = new Set(
    wordsOf(number === 1 ? `${title}\n${text}` : text)
      .filter((word) => !word.isCommon)
      .map((word) => word.text),
  );
  for (const word of said) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
}

function titleOf(random: Random, own: string[], other: string[]) {
  const words = [
    random.pick(own),
    random.pick(frequent),
    random.pick(glue),
    random.pick(other),
    tail[random.zipf(tail.length)]!,
    random.pick(frequent),
  ];
  const title = words.join(" ");
  return `${title[0]!.toUpperCase()}${title.slice(1)}?`;
}

function textOf(random: Random, own: string[], other: string[], median: number): string {
  const length = Math.max(6, Math.min(3_000, Math.round(random.logNormal(median, 0.8))));
  const lines: string[] = [];
  let line: string[] = [];
  for (let count = 0; count < length; count++) {
    line.push(wordFor(random, own, other));
    if (line.length > 40 && random.chance(0.1)) lines.push(`${line.splice(0).join(" ")}.`);
  }
  if (line.length > 0) lines.push(`${line.join(" ")}.`);
  return lines.join("\n");
}

function wordFor(random: Random, own: string[], other: string[]) {
  const chance = random.next();
  if (chance < 0.42) return glue[random.zipf(glue.length)]!;
  if (chance < 0.68) return inflected(random, frequent[random.zipf(frequent.length, 8)]!);
  if (chance < 0.8) return random.pick(own);
  if (chance < 0.84) return random.pick(other);
  if (chance < 0.86) return `${1 + random.below(9_999)}`;
  return tail[random.zipf(tail.length)]!;
}

const inflected = (random: Random, word: string) => (random.chance(0.25) ? `${word}s` : word);

/** Indexes, sequences, counters and statistics, as a forum that grew over years has them. */
async function settle(client: pg.Client) {
  await client.query(
    `create index "SearchDocument_vector_keys_idx" on "SearchDocument" using gin ("vector", "keys") with (gin_pending_list_limit = 512)`,
  );
  await client.query(`create index "SearchWord_word_trigrams" on "SearchWord" using gin ("word" gin_trgm_ops)`);
  for (const table of ["Member", "Thread", "Post"])
    await client.query(`select setval(pg_get_serial_sequence('"${table}"', 'id'), (select max("id") from "${table}"))`);
  await client.query(
    `update "Thread" t set "lastPostAt" = e."at", "lastPosterId" = e."by" from "ThreadEnd" e where e."id" = t."id"`,
  );
  await client.query(
    `update "Tag" t set "threadCount" = (select count(*) from "ThreadTag" tt where tt."tagId" = t."id")`,
  );
  await client.query(`update "Member" m set "postCount" = c.posts, "threadCount" = c.threads from (
    select "authorId", count(*)::int as posts, count(*) filter (where "number" = 1)::int as threads from "Post" group by 1) c where c."authorId" = m."id"`);
  await client.query("vacuum analyze");
}
