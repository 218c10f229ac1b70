/** A Discourse forum over HTTP: one request after the other, paced, and again after whatever passes by itself. */
import { setTimeout } from "node:timers/promises";
import type { z } from "zod";
import { fetchBytesFromOperator, FetchFault, parseJson } from "~/platform/operator-fetch.server";
import { guardedFetch, GuardedFault } from "~/platform/guarded-fetch.server";
import { uploadLimits } from "~/features/uploads/uploads";
import { Categories, Post, PostsAnswer, TopicList, TopicView, type WholeTopic } from "./discourse";
import { type ForumThere, Unreadable } from "./forum-there";

type Given = {
  address: string;
  /** Milliseconds between two requests. */
  pause: number;
  /** Is told why it waits. */
  tell: (words: string) => void;
  /** Milliseconds before the second attempt, doubled for each further one. */
  retryPause?: number;
};

const attempts = 6;
/** Longer than this an answer may not ask to wait, in seconds. */
const longestWait = 600;
const postsAtOnce = 20;
const mostPages = 10_000;

export function discourseOverHttp({ address: given, pause, tell, retryPause = 2_000 }: Given): ForumThere {
  const address = given.replace(/\/+$/, "");
  let nextAt = 0;
  const paced = async <T>(ask: () => Promise<T>): Promise<T> => {
    const now = performance.now();
    if (nextAt > now) await setTimeout(nextAt - now);
    try {
      return await ask();
    } finally {
      nextAt = performance.now() + pause;
    }
  };

  /** Null where there is no such page, or not for everybody. */
  async function read(path: string): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { bytes } = await paced(() => fetchBytesFromOperator(address + path, { totalMs: 30_000 }));
        return parseJson(bytes.toString("utf8"));
      } catch (error) {
        if (!(error instanceof FetchFault)) throw error;
        if (error.status !== null && [401, 403, 404, 410].includes(error.status)) return null;
        const isFinal =
          error.status !== null &&
          error.status >= 300 &&
          error.status < 500 &&
          error.status !== 429 &&
          error.status !== 408;
        if (isFinal || attempt === attempts) throw new Unreadable(`${address}${path}: ${error.message}`);
        const wait = Math.min(
          longestWait * 1_000,
          error.retryAfter !== null ? error.retryAfter * 1_000 : retryPause * 2 ** (attempt - 1),
        );
        tell(`${path}: ${error.message}; asked again in ${Math.ceil(wait / 1_000)} s.`);
        await setTimeout(wait);
      }
    }
  }

  async function readAs<T extends z.ZodType>(path: string, shape: T): Promise<z.output<T> | null> {
    const answer = await read(path);
    if (answer === null) return null;
    const parsed = shape.safeParse(answer);
    if (!parsed.success)
      throw new Unreadable(
        `${path} is not what Discourse answers: ${parsed.error.issues[0]?.path.join(".")} ${parsed.error.issues[0]?.message}`,
      );
    return parsed.data;
  }

  return {
    address,
    from: address,
    async listTopics() {
      const ids = new Set<number>();
      for (let page = 0; page < mostPages; page++) {
        const list = await readAs(
          `/latest.json?no_definitions=true&order=created&ascending=true&page=${page}`,
          TopicList,
        );
        if (!list && page === 0)
          throw new Unreadable(
            `${address}/latest.json is not there for everybody: this is no Discourse forum, or one that asks for a sign-in.`,
          );
        const before = ids.size;
        for (const { id } of list?.topic_list.topics ?? []) ids.add(id);
        // Pinned topics stand on more pages than one; a page with nothing else is the last.
        if (!list?.topic_list.more_topics_url || ids.size === before) break;
      }
      return [...ids].toSorted((a, b) => a - b);
    },
    async readTopic(id): Promise<WholeTopic | null> {
      const view = await readAs(`/t/${id}.json`, TopicView);
      if (!view) return null;
      const { post_stream: stream, ...topic } = view;
      const ids = stream.stream ?? stream.posts.map((post) => Post.parse(post).id);
      const posts: Post[] = [];
      for (let start = 0; start < ids.length; start += postsAtOnce) {
        const query = ids
          .slice(start, start + postsAtOnce)
          .map((one) => `post_ids[]=${one}`)
          .join("&");
        const answer = await readAs(`/t/${id}/posts.json?${query}&include_raw=true`, PostsAnswer);
        posts.push(...readPosts(answer?.post_stream.posts ?? [], `/t/${id}`));
      }
      const found = new Set(posts.map((post) => post.id));
      const missing = ids.filter((one) => !found.has(one)).length;
      return { ...topic, posts: posts.toSorted((a, b) => a.post_number - b.post_number), missing };
    },
    async readCategories() {
      return (await readAs("/site.json", Categories)) ?? (await readAs("/categories.json", Categories)) ?? [];
    },
    async readUpload(given) {
      const path = given.startsWith("upload://") ? `/uploads/short-url/${given.slice("upload://".length)}` : given;
      return paced(() => readFile(new URL(path, address).href, address));
    },
  };
}

/** Posts of an answer; one that can't be read is a fault of all of it, because nothing may get lost. */
export function readPosts(given: unknown[], where: string): Post[] {
  return given.map((one) => {
    const parsed = Post.safeParse(one);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Unreadable(
      `${where} has a post that is not as Discourse has it: ${issue?.path.join(".")} ${issue?.message}`,
    );
  });
}

/** A file of the operator's forum is asked for as given; where it leads elsewhere, as whatever a stranger typed. */
async function readFile(href: string, address: string): Promise<Buffer | null> {
  let url = new URL(href);
  try {
    for (let step = 0; step < 4; step++) {
      if (url.origin !== new URL(address).origin) {
        const { status, bytes } = await guardedFetch(url.href, { maxBytes: uploadLimits.bytes, totalMs: 30_000 });
        return status === 200 ? bytes : null;
      }
      try {
        const { bytes } = await fetchBytesFromOperator(url.href, { maxBytes: uploadLimits.bytes, totalMs: 30_000 });
        return bytes;
      } catch (error) {
        if (!(error instanceof FetchFault) || error.location === null) throw error;
        url = new URL(error.location, url);
      }
    }
    return null;
  } catch (error) {
    if (error instanceof FetchFault || error instanceof GuardedFault || error instanceof TypeError) return null;
    throw error;
  }
}
