/** A Discourse forum as a folder of what it answered: any JSON files of topics, posts and categories, in any folders. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Categories, type Category, Post, PostsAnswer, TopicView, type WholeTopic } from "./discourse";
import { readPosts } from "./discourse-http.server";
import { type ForumThere, Unreadable } from "./forum-there";

/** `address` is the forum's own; nothing is asked for there. */
export function discourseInFolder({ folder, address }: { folder: string; address: string }): ForumThere {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
  const topics = new Map<number, Omit<TopicView, "post_stream">>();
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

  return {
    address: address.replace(/\/+$/, ""),
    from: "a folder",
    listTopics: () => Promise.resolve([...topics.keys()].toSorted((a, b) => a - b)),
    readTopic(id): Promise<WholeTopic | null> {
      const topic = topics.get(id);
      if (!topic) return Promise.resolve(null);
      const known = [...(posts.get(id)?.values() ?? [])].toSorted((a, b) => a.post_number - b.post_number);
      return Promise.resolve({ ...topic, posts: known });
    },
    readCategories: () => Promise.resolve(categories),
    readUpload(given) {
      const name = basename(given.replace(/[?#].*$/, ""));
      const file = files.find((one) => basename(one) === name && !one.endsWith(".json"));
      return Promise.resolve(file === undefined ? null : readFileSync(join(folder, file)));
    },
  };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(`${file} holds no JSON, or not all of it.`);
  }
}
