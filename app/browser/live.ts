/**
 * Receives live points. Visible pages of a browser share one stream: the page with the lock listens and passes events
 * on. Hidden pages release the lock.
 */
import { countAgesFromNow, type Point, showAges, showPoint } from "./live-points";

const name = "counterproof-live";
const refreshEvery = 30_000;
const lookEvery = 60_000;

type Said = { kind: "want"; page: string; topics: string[] } | { kind: "ask" } | { kind: "point"; point: Point };

/** Subscribes to the series on this page. */
export function listen(page: Document) {
  const topics = [
    ...new Set([...page.querySelectorAll<HTMLElement>("[data-live]")].map((part) => part.dataset["live"] ?? "")),
  ];
  // `crypto.randomUUID` is missing on pages without TLS.
  const own = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const wanted = new Map<string, string[]>();
  /** The last point of each series and when it came, for pages that join later. */
  const newest = new Map<string, { point: Point; heardAt: number }>();
  let channel: BroadcastChannel | undefined;
  let stream: EventSource | undefined;
  let release: (() => void) | undefined;
  let refreshedAt = Date.now();
  let looking: ReturnType<typeof setInterval> | undefined;

  const hear = (point: Point) => {
    const isShown = showPoint(page, point);
    if (page.querySelector("[data-chart-drawn]"))
      void import("./live-charts").then(({ moveCharts }) => moveCharts(page, point));
    if (!isShown || Date.now() - refreshedAt < refreshEvery) return;
    refreshedAt = Date.now();
    void refreshParts(page);
  };
  const say = (said: Said) => channel?.postMessage(said);

  /** Reopens the stream with the topics of all pages. */
  const open = () => {
    const all = [...new Set([...topics, ...[...wanted.values()].flat()])].toSorted().slice(0, 32);
    const url = `/live?topics=${all.join(",")}`;
    if (stream && stream.url.endsWith(url) && stream.readyState !== EventSource.CLOSED) return;
    stream?.close();
    stream = new EventSource(url);
    stream.addEventListener("point", (event: MessageEvent<string>) => {
      const point = JSON.parse(event.data) as Point;
      newest.set(`${point.topic} ${point.definition} ${point.provider}`, { point, heardAt: performance.now() });
      hear(point);
      say({ kind: "point", point });
    });
  };

  const begin = () => {
    if (channel || page.visibilityState === "hidden") return;
    try {
      channel = new BroadcastChannel(name);
    } catch {
      return poll();
    }
    channel.addEventListener("message", ({ data }: MessageEvent<Said>) => {
      if (data.kind === "point" && !stream) hear(data.point);
      if (data.kind === "ask") say({ kind: "want", page: own, topics });
      if (data.kind === "want" && data.page !== own) {
        const isNew = !wanted.has(data.page);
        if (data.topics.length > 0) wanted.set(data.page, data.topics);
        else wanted.delete(data.page);
        if (!stream) return;
        open();
        if (isNew)
          for (const { point, heardAt } of newest.values())
            if (data.topics.includes(point.topic))
              say({
                kind: "point",
                point: { ...point, age: point.age + (performance.now() - heardAt) / 1_000 },
              });
      }
    });
    say({ kind: "want", page: own, topics });
    void listenAlone().catch(poll);
  };

  /** Holds the lock, and with it the stream, until the page is hidden. */
  const listenAlone = async () => {
    await navigator.locks.request(name, async () => {
      if (!channel) return;
      await new Promise<void>((letGo) => {
        release = letGo;
        open();
        say({ kind: "ask" });
      });
    });
  };

  /** Without locks or channels, as in a frame on another site or where stored data is blocked: a stream for each page would be too many. */
  const poll = () => {
    looking ??= setInterval(() => page.visibilityState === "visible" && void refreshParts(page), lookEvery);
  };

  const end = () => {
    say({ kind: "want", page: own, topics: [] });
    channel?.close();
    channel = undefined;
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

/** Replaces drawings and tables by current ones from the server. */
async function refreshParts(page: Document) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of page.querySelectorAll<HTMLElement>("[data-live-part]")) {
    const newer = fresh.querySelector(`[data-live-part="${part.dataset["livePart"]}"]`);
    // Don't replace an element that has the focus.
    if (!newer || part.contains(page.activeElement)) continue;
    part.replaceChildren(...newer.childNodes);
    countAgesFromNow(part);
  }
}
