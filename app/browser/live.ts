/**
 * Receives live points and what is new in a thread. Visible pages of a browser share one stream: the page with the lock
 * listens and passes events on. Hidden pages release the lock.
 */
import { countAgesFromNow, type Point, showAges, showPoint } from "./live-points";
import type { ListNews } from "./list-news";
import type { ThreadNews } from "./thread-news";
import { type Heard, Topics, updateKinds } from "./live-topics";
import { threadsTopic } from "~/platform/thread-topic";

const name = "counterproof-live";
const refreshEvery = 30_000;
const lookEvery = 60_000;
/** Milliseconds until a page looks for what it missed; its readers don't all ask at once. */
const untilLook = () => crypto.getRandomValues(new Uint16Array(1))[0]! / 20;
/** Milliseconds after which a stream that was refused is asked for again; readers don't come back all at once. */
const untilAgain = () => 10_000 + crypto.getRandomValues(new Uint16Array(1))[0]! / 7;

type Said =
  { kind: "want"; page: string; topics: string[]; after: number } | { kind: "ask" } | { kind: "heard"; heard: Heard };

/** Subscribes to the series, the thread and the list of threads on this page. */
export function listen(page: Document) {
  const thread = page.querySelector<HTMLElement>("[data-thread-live]");
  const threadTopic = thread?.dataset["threadLive"];
  const list = page.querySelector<HTMLElement>("[data-threads-live]");
  const topics = [
    // First, because a stream has a bound: a page without live points is still right.
    ...(threadTopic ? [threadTopic] : []),
    ...(list ? [threadsTopic] : []),
    ...new Set([...page.querySelectorAll<HTMLElement>("[data-live]")].map((part) => part.dataset["live"] ?? "")),
  ];
  // `crypto.randomUUID` is missing on pages without TLS.
  const own = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const wanted = new Topics();
  /** The sequence of the last update of the thread that this page has heard. */
  let after = Number(thread?.dataset["after"] ?? 0);
  let news: Promise<ThreadNews> | undefined;
  let listNews: Promise<ListNews> | undefined;
  let wasAway = false;
  /** The last point of each series and when it came, for pages that join later. */
  const newest = new Map<string, { point: Point; heardAt: number }>();
  let channel: BroadcastChannel | undefined;
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let missing: ReturnType<typeof setTimeout> | undefined;
  let release: (() => void) | undefined;
  let refreshedAt = Date.now();
  let looking: ReturnType<typeof setInterval> | undefined;

  const hear = (heard: Heard) => {
    if (heard.event === "point") return hearPoint(heard.data);
    if (heard.event === "news") return void newsOfList()?.then((shown) => shown.hear(heard.data));
    if (heard.event === "missed") return lookForMissed(heard.data.topic);
    if (!thread || heard.data.topic !== threadTopic || heard.data.sequence <= after) return;
    after = heard.data.sequence;
    document.dispatchEvent(new Event("thread-news"));
    news ??= import("./thread-news").then(({ ThreadNews }) => new ThreadNews(page, thread));
    void news.then((shown) => shown.hear(heard));
  };
  const newsOfList = () => {
    if (!list) return undefined;
    listNews ??= import("./list-news").then(({ ListNews }) => new ListNews(page, list));
    return listNews;
  };
  /** What happens in threads is told once and not kept: after a pause the list is read once more. */
  const readListAgain = async () => {
    const fresh = await refreshParts(page);
    if (fresh) void newsOfList()?.then((shown) => shown.compare(fresh));
    return fresh;
  };
  /** Reads the page once more, however many of its topics say that something was missed. */
  const lookForMissed = (topic: string) => {
    const isShown = topic === "*" ? topics.some((own) => own !== threadTopic) : topics.includes(topic);
    if (!isShown) return;
    missing ??= setTimeout(() => void look(), untilLook());
  };
  /** A server that lost its database, and with it news, may need a while until its pages are new again. */
  const look = async () => {
    const fresh = await (list ? readListAgain() : refreshParts(page));
    missing = fresh || !channel ? undefined : setTimeout(() => void look(), untilAgain());
  };
  const hearPoint = (point: Point) => {
    const isShown = showPoint(page, point);
    if (page.querySelector("[data-chart-drawn]"))
      void import("./live-charts").then(({ moveCharts }) => moveCharts(page, point));
    if (!isShown || Date.now() - refreshedAt < refreshEvery) return;
    refreshedAt = Date.now();
    void refreshParts(page);
  };
  const say = (said: Said) => channel?.postMessage(said);
  const want = () => {
    wanted.set(own, { topics, after });
    say({ kind: "want", page: own, topics, after });
  };

  /** What the stream said, for all pages. */
  const pass = (heard: Heard) => {
    if (heard.event !== "point" && heard.event !== "news" && heard.event !== "missed")
      wanted.reached(heard.data.topic, heard.data.sequence);
    hear(heard);
    say({ kind: "heard", heard });
  };

  /** Reopens the stream with the topics of all pages, unless it tells them all that they have not heard. */
  const open = () => {
    clearTimeout(again);
    if (stream && stream.readyState !== EventSource.CLOSED && wanted.areCovered()) return;
    stream?.close();
    stream = new EventSource(wanted.cover());
    stream.addEventListener("point", ({ data }: MessageEvent<string>) => {
      const point = JSON.parse(data) as Point;
      newest.set(`${point.topic} ${point.definition} ${point.provider}`, { point, heardAt: performance.now() });
      pass({ event: "point", data: point });
    });
    stream.addEventListener("news", ({ data }: MessageEvent<string>) =>
      pass({ event: "news", data: JSON.parse(data) }),
    );
    for (const event of updateKinds)
      stream.addEventListener(event, ({ data }: MessageEvent<string>) => pass({ event, data: JSON.parse(data) }));
    stream.addEventListener("missed", ({ data }: MessageEvent<string>) =>
      pass({ event: "missed", data: JSON.parse(data) }),
    );
    // After a break the server tells again what it keeps; the rest is looked for.
    let isBroken = false;
    stream.addEventListener("open", () => {
      if (isBroken) pass({ event: "missed", data: { topic: "*" } });
      isBroken = false;
    });
    // Browsers connect again by themselves, but not to a server that refused.
    stream.addEventListener("error", () => {
      isBroken = true;
      if (stream?.readyState === EventSource.CLOSED) again = setTimeout(open, untilAgain());
    });
  };

  const begin = () => {
    if (channel || page.visibilityState === "hidden") return;
    if (list && wasAway) void readListAgain();
    try {
      channel = new BroadcastChannel(name);
    } catch {
      return poll();
    }
    channel.addEventListener("message", ({ data }: MessageEvent<Said>) => {
      if (data.kind === "heard" && !stream) hear(data.heard);
      if (data.kind === "ask") want();
      if (data.kind === "want" && data.page !== own) {
        const isNew = wanted.set(data.page, data);
        if (!stream) return;
        open();
        if (isNew)
          for (const { point, heardAt } of newest.values())
            if (data.topics.includes(point.topic)) {
              const age = point.age + (performance.now() - heardAt) / 1_000;
              say({ kind: "heard", heard: { event: "point", data: { ...point, age } } });
            }
      }
    });
    want();
    void listenAlone().catch(poll);
  };

  /** Holds the lock, and with it the stream, until the page is hidden. */
  const listenAlone = async () => {
    await navigator.locks.request(name, async () => {
      if (!channel) return;
      await new Promise<void>((letGo) => {
        release = letGo;
        wanted.set(own, { topics, after });
        open();
        say({ kind: "ask" });
      });
    });
  };

  /** Without locks or channels, as in a frame on another site or where stored data is blocked: a stream for each page would be too many. */
  const poll = () => {
    looking ??= setInterval(async () => {
      if (page.visibilityState !== "visible") return;
      if (list) return readListAgain();
      const fresh = await refreshParts(page);
      const sequence = Number(fresh?.querySelector<HTMLElement>("[data-thread-live]")?.dataset["after"] ?? 0);
      if (threadTopic) hear({ event: "gap", data: { topic: threadTopic, sequence } });
    }, lookEvery);
  };

  const end = () => {
    wasAway = true;
    say({ kind: "want", page: own, topics: [], after: 0 });
    channel?.close();
    channel = undefined;
    clearTimeout(again);
    clearTimeout(missing);
    missing = undefined;
    stream?.close();
    stream = undefined;
    wanted.clear();
    newest.clear();
    release?.();
    release = undefined;
  };

  page.addEventListener("visibilitychange", () => (page.visibilityState === "hidden" ? end() : begin()));
  addEventListener("pagehide", end);
  addEventListener("pageshow", begin);
  begin();
  showAges(page);
  setInterval(() => showAges(page), 10_000);
}

/** Replaces drawings and tables by current ones; answers with the page as it is now, null where the server has none or an old one. */
async function refreshParts(page: Document): Promise<Document | null> {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.headers.has("Warning")) return null;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of page.querySelectorAll<HTMLElement>("[data-live-part]")) {
    const newer = fresh.querySelector(`[data-live-part="${part.dataset["livePart"]}"]`);
    // Don't replace an element that has the focus.
    if (!newer || part.contains(page.activeElement)) continue;
    part.replaceChildren(...newer.childNodes);
    countAgesFromNow(part);
  }
  return fresh;
}
