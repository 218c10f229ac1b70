/** Pages that are read: what each is called, where it is, and how fast it is meant to be. */
import { paths } from "~/paths";
import type { Places } from "./places";
import { ask, type Target } from "./requests";

/** Each goal is a ratio in one run, because machines differ. */
export type Goal =
  /** Node's processor time of a page, in units. */
  | { units: number }
  /** A bare server that sends the same bytes answers this many times as many. */
  | { bare: number }
  /** Processor time or waiting, as a multiple of another page's of the same table. */
  | { times: number; of: "processor" | "p50"; beside: string };

export type Page = Target & { name: string; goal: Goal | null };

/** A request with any cookie is not answered from the page cache. */
const uncached = { Cookie: "bench=uncached" };

const front = "front page";
const besideFront: Goal = { times: 2, of: "processor", beside: front };

/** A list is as fast at its beginning as behind fifty pages. */
export async function listPages(origin: string, places: Places): Promise<Page[]> {
  return [
    { name: "front page, kept", url: origin + paths.home(), goal: { bare: 4 } },
    { name: front, url: origin + paths.home(), headers: uncached, goal: { units: 40 } },
    { name: "front page, not compressed", url: origin + paths.home(), headers: { ...uncached, ...plain }, goal: null },
    { name: "list of a tag", url: origin + places.tag, headers: uncached, goal: besideFront },
    { name: "list, page 50", url: await pageBehind(origin, 49), headers: uncached, goal: besideFront },
  ];
}

const plain = { "Accept-Encoding": "identity" };

async function pageBehind(origin: string, pages: number): Promise<string> {
  let url = origin + paths.home();
  for (let page = 0; page < pages; page++) {
    const { body } = await ask(url, { headers: plain });
    const next = /<a rel="next" href="([^"]+)"/.exec(body.toString())?.[1];
    if (!next) return url;
    url = new URL(next.replaceAll("&amp;", "&"), origin).href;
  }
  return url;
}

export function threadPages(origin: string, { short, middling }: Places, cookie: string): Page[] {
  const url = origin + paths.thread(short);
  return [
    { name: "thread of 20 posts, kept", url, goal: { bare: 4 } },
    { name: "thread of 20 posts", url, headers: uncached, goal: { units: 50 } },
    { name: "the same, not compressed", url, headers: { ...uncached, ...plain }, goal: null },
    { name: "the same, signed in", url, headers: { Cookie: cookie }, goal: { units: 60 } },
    { name: besideLong, url: origin + paths.thread(middling), headers: uncached, goal: null },
  ];
}

const besideLong = "thread of 50 posts";

export function longThreadPages(origin: string, { long, middling }: Places): Page[] {
  const at = (name: string, number: number): Page => ({
    name: `thread of ${long.postCount.toLocaleString("en")} posts, ${name}`,
    url: origin + paths.threadAt(long, number),
    headers: uncached,
    goal: { times: 1.3, of: "p50", beside: besideLong },
  });
  return [
    { name: besideLong, url: origin + paths.thread(middling), headers: uncached, goal: null },
    at("first window", 1),
    at("middle window", Math.round(long.postCount / 2)),
    at("last window", long.postCount),
  ];
}

/** Screens of the demonstration by path, made for the request. The first is the one beside which the others are measured. */
const screens = {
  [front]: "/",
  thread: "/t/1/did-we-scale-the-wrong-way",
  "thread's sources": "/t/1/did-we-scale-the-wrong-way/sources",
  "thread's claims": "/t/1/did-we-scale-the-wrong-way/claims",
  tags: "/tags",
  tag: "/tags/fees",
  chains: "/chains",
  chain: "/chains/base",
  metrics: "/metrics",
  metric: "/metrics/tps",
  series: "/metrics/base/tps",
  sources: "/sources",
  claims: "/claims",
  search: "/search?q=rollup",
  "search without a word": "/search",
  "feed of threads": "/index.rss",
  "feed of a thread": "/t/1/did-we-scale-the-wrong-way.rss",
};

export const screenPages = (origin: string, also: Record<string, string>): Page[] =>
  Object.entries({ ...screens, ...also }).map(([name, path]) => ({
    name,
    url: origin + path,
    headers: uncached,
    isLimited: path.startsWith("/search"),
    goal: name === front ? { units: 40 } : besideFront,
  }));

/** Pages of another server, by what was given as `NAME=PATH`. */
export function pagesAt(base: string, given: string[]): Page[] {
  return given.map((text) => {
    const cut = text.indexOf("=");
    const [name, path] = cut > 0 && !text.startsWith("/") ? [text.slice(0, cut), text.slice(cut + 1)] : [text, text];
    return { name, url: new URL(path, base).href, goal: null };
  });
}
