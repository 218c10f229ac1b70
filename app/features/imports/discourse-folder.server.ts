/** A Discourse forum as a folder of what it answered: any JSON files of topics, posts and categories, in any folders. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Categories, type Category, Post, PostsAnswer, TopicView, type WholeTopic } from "./discourse";
import { readPosts } from "./discourse-http.server";
import { type ForumThere, Unreadable } from "./forum-there";

/** `address` is the forum's own; nothing is asked for there. */
export function discourseInFolder({ folder, address }: { folder: string; address: string }): ForumThere {
  const files = listFiles(folder);
  const topics = new Map<number, Omit<TopicView, "post_stream">>();
  const streams = new Map<number, number[]>();
  const posts = new Map<number, Map<number, Post>>();
  const categories: Category[] = [];

  const keep = (topicId: number, given: unknown[], file: string) => {
    const known = posts.get(topicId) ?? new Map<number, Post>();
    posts.set(topicId, known);
    for (const post of readPosts(given, file)) {
      const before = known.get(post.id);
      // The same post may stand in several files; the newest one counts, and one with its source before one without.
      const isNewer =
        !before || (post.raw !== undefined) > (before.raw !== undefined) || post.version >= before.version;
      if (isNewer && !(before?.raw !== undefined && post.raw === undefined)) known.set(post.id, post);
    }
  };

  for (const file of files.filter((name) => name.endsWith(".json"))) {
    const value = parse(readFileSync(join(folder, file), "utf8"), file);
    const view = TopicView.safeParse(value).data;
    if (view) {
      const { post_stream: stream, ...topic } = view;
      topics.set(topic.id, topic);
      if (stream.stream) streams.set(topic.id, stream.stream);
      keep(topic.id, stream.posts, file);
      continue;
    }
    const listed = PostsAnswer.safeParse(value).data?.post_stream.posts ?? (Array.isArray(value) ? value : [value]);
    const single = listed.map((one) => Post.safeParse(one).data);
    if (single.every((post) => post?.topic_id !== undefined) && single.length > 0) {
      for (const [index, post] of single.entries()) keep(post!.topic_id!, [listed[index]], file);
      continue;
    }
    const found = Categories.safeParse(value).data;
    if (found) categories.push(...found);
  }

  if (topics.size === 0)
    throw new Unreadable(
      `${folder} holds no topic: a file of one is what /t/ID.json answers, as JSON, and its name ends in .json.`,
    );
  return {
    address: address.replace(/\/+$/, ""),
    from: "a folder",
    listTopics: () => Promise.resolve([...topics.keys()].toSorted((a, b) => a - b)),
    readTopic(id): Promise<WholeTopic | null> {
      const topic = topics.get(id);
      if (!topic) return Promise.resolve(null);
      const known = [...(posts.get(id)?.values() ?? [])].toSorted((a, b) => a.post_number - b.post_number);
      const found = new Set(known.map((post) => post.id));
      const missing = (streams.get(id) ?? []).filter((one) => !found.has(one)).length;
      return Promise.resolve({ ...topic, posts: known, missing });
    },
    readCategories: () => Promise.resolve(categories),
    readUpload(given) {
      const name = basename(given.replace(/[?#].*$/, ""));
      const names = new Set([name, ...longName(name)]);
      const file = files.find((one) => names.has(basename(one)) && !one.endsWith(".json"));
      return Promise.resolve(file === undefined ? null : readFileSync(join(folder, file)));
    },
  };
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The name of a file where a short address stands for it: the same number, in base 16 instead of 62. */
function longName(name: string): string[] {
  const [, short, ending] = /^([0-9a-zA-Z]{20,27})(\.\w+)$/.exec(name) ?? [];
  if (!short) return [];
  let number = 0n;
  for (const digit of short) number = number * 62n + BigInt(digits.indexOf(digit));
  return [number.toString(16).padStart(40, "0") + ending];
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  } catch (error) {
    throw new Unreadable(`${folder} is no folder that can be read.`, { cause: error });
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(`${file} holds no JSON, or not all of it.`);
  }
}
