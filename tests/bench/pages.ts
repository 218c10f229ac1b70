/** Pages that are read: what each is called, where it is, and how fast it is meant to be. */
import { paths } from "~/paths";
import { atLeast, type Budget } from "./figures";
import type { Places } from "./places";
import { ask, type Target } from "./requests";

export type Page = Target & {
  name: string;
  /** Of requests answered in a second. */
  budget: Budget | null;
  /** The page beside which this one is measured: its time may be this many times as long. */
  beside?: { name: string; times: number };
};

/** Pages of 20 posts and of 20 threads that NodeBB 4.11 answered in a second on the same class of machine; not measured here. */
const peer = { thread: 86, list: 107 };

const times = (factor: number, perSecond: number) =>
  atLeast(factor * perSecond, `≥ ${factor * perSecond}/s (${factor} × the peer's ${perSecond})`);

/** A request with any cookie is not answered from the page cache. */
const uncached = { Cookie: "bench=uncached" };

/** A list is as fast at its beginning as behind fifty pages. */
export async function listPages(origin: string, places: Places): Promise<Page[]> {
  const budget = times(2, peer.list);
  return [
    { name: "list, front page, kept", url: origin + paths.home(), budget: times(40, peer.list) },
    { name: "list, front page", url: origin + paths.home(), headers: uncached, budget },
    { name: "list of a tag", url: origin + places.tag, headers: uncached, budget },
    { name: "list, page 50", url: await pageBehind(origin, 49), headers: uncached, budget },
  ];
}

async function pageBehind(origin: string, pages: number): Promise<string> {
  let url = origin + paths.home();
  for (let page = 0; page < pages; page++) {
    const { body } = await ask(url, { headers: { "Accept-Encoding": "identity" } });
    const next = /<a rel="next" href="([^"]+)"/.exec(body.toString())?.[1];
    if (!next) return url;
    url = new URL(next.replaceAll("&amp;", "&"), origin).href;
  }
  return url;
}

export function threadPages(origin: string, { short, middling }: Places, cookie: string): Page[] {
  return [
    { name: "thread of 20 posts, kept", url: origin + paths.thread(short), budget: times(40, peer.thread) },
    { name: "thread of 20 posts", url: origin + paths.thread(short), headers: uncached, budget: times(2, peer.thread) },
    {
      name: "the same, signed in",
      url: origin + paths.thread(short),
      headers: { Cookie: cookie },
      budget: times(1.5, peer.thread),
    },
    { name: besideLong, url: origin + paths.thread(middling), headers: uncached, budget: null },
  ];
}

const besideLong = "thread of 50 posts";

export function longThreadPages(origin: string, { long, middling }: Places): Page[] {
  const at = (name: string, number: number): Page => ({
    name: `thread of ${long.postCount.toLocaleString("en")} posts, ${name}`,
    url: origin + paths.threadAt(long, number),
    headers: uncached,
    budget: null,
    beside: { name: besideLong, times: 1.3 },
  });
  return [
    { name: besideLong, url: origin + paths.thread(middling), headers: uncached, budget: null },
    at("first window", 1),
    at("middle window", Math.round(long.postCount / 2)),
    at("last window", long.postCount),
  ];
}

/** Pages of another server, by what was given as `NAME=PATH`. */
export function pagesAt(base: string, given: string[]): Page[] {
  return given.map((text) => {
    const cut = text.indexOf("=");
    const [name, path] = cut > 0 && !text.startsWith("/") ? [text.slice(0, cut), text.slice(cut + 1)] : [text, text];
    return { name, url: new URL(path, base).href, budget: null };
  });
}
