/** `/live?topics=…`: server-sent events. One stream per reader, one LISTEN connection per process. */
import type { Request, Response } from "express";
import { isMetricId } from "~/features/metrics/metrics";
import type { ChainSnapshot } from "~/features/chains/chains";
import { readChains } from "~/features/chains/chains.server";
import { type LiveEvent, liveHub } from "~/platform/live.server";
import { readId } from "~/platform/id-param";
import { isThreadTopic, threadInTopic, threadsTopic, threadTopic } from "~/platform/thread-topic";

const bounds = {
  /** The maximum topics of one stream; the home page has seven. */
  topics: 32,
  streams: 10_000,
  streamsOfOneAddress: 200,
  /** Bytes buffered for a slow reader before the stream is closed: the browser reconnects and reloads. */
  waiting: 64 * 1024,
};
const heartbeat = 25_000;

const open = new Set<Response>();
/** The number of open streams by address; addresses without one are not in it. */
const byAddress = new Map<string, number>();
let timer: NodeJS.Timeout | undefined;

/** The number of open streams; tests see by it that closed ones are released. */
export const openStreams = () => open.size;

/** The requested topics; null if one is malformed or unknown, or there are none or too many. */
export async function parseTopics(given: string): Promise<string[] | null> {
  const topics = [...new Set(given.split(",").filter(Boolean))];
  if (topics.length === 0 || topics.length > bounds.topics) return null;
  const isOfThreads = topics.every((topic) => isThreadTopic(topic) || topic === threadsTopic);
  const chains = isOfThreads ? null : await readChains();
  return topics.every((topic) => isTopic(topic, chains)) ? topics : null;
}

function isTopic(topic: string, chains: ChainSnapshot | null): boolean {
  if (topic === threadsTopic) return true;
  if (isThreadTopic(topic)) return readId(threadInTopic(topic)) !== null;
  const [, subject = "", metric = ""] = /^metric:([a-z0-9-]{1,40})\/([a-z0-9-]{1,40})$/.exec(topic) ?? [];
  return isMetricId(metric) && Boolean(chains?.find(subject));
}

/**
 * What the reader of each topic heard last: from `?after=42:17,43:5`, a thread with a sequence, and from `Last-Event-ID`, which
 * browsers send when they connect again. Whatever is no such pair, or of no topic of this stream, is left out.
 */
export function parsePositions(given: string, lastId: string, topics: string[]): Map<string, number> {
  const positions = new Map<string, number>();
  for (const pair of [...given.split(",").slice(0, bounds.topics), lastId]) {
    const [, id = "", sequence] = /^([1-9]\d{0,9}):(\d{1,9})$/.exec(pair) ?? [];
    const topic = threadTopic({ id });
    if (topics.includes(topic)) positions.set(topic, Math.max(Number(sequence), positions.get(topic) ?? 0));
  }
  return positions;
}

/** Opens a stream of its topics' events, until either side closes it. */
export async function serveStream(request: Request, response: Response, address: string) {
  const topics = await parseTopics(String(request.query["topics"] ?? ""));
  // The reader may have gone meanwhile: nobody would hear of it any more.
  if (response.destroyed || response.closed) return;
  if (!topics) return refuse(response, 400, "Ask for topics such as metric:base/tps, at most 32 of them.");
  const hub = liveHub();
  const ofAddress = byAddress.get(address) ?? 0;
  if (!hub || open.size >= bounds.streams) return refuse(response, 503, "Too many listen just now.");
  if (ofAddress >= bounds.streamsOfOneAddress) return refuse(response, 429, "Too many streams from this address.");

  response.writeHead(200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    // Tells proxies not to buffer.
    "X-Accel-Buffering": "no",
  });
  open.add(response);
  byAddress.set(address, ofAddress + 1);
  beat();
  response.write("retry: 3000\n\n: listening\n\n");
  /** Events that come while missed ones are read: they are sent after them. */
  let held: LiveEvent[] | null = [];
  const unsubscribe = hub.subscribe(topics, (event) => void (held ? held.push(event) : send(response, event)));
  // Send the newest points, so that none is lost between page and stream.
  for (const event of hub.newest(topics)) send(response, event);
  const positions = parsePositions(String(request.query["after"] ?? ""), request.get("Last-Event-ID") ?? "", topics);
  void hub
    .missed(positions)
    .then((missed) => {
      for (const event of [...missed, ...(held ?? [])]) send(response, event);
      held = null;
    })
    // The database is away: the reader connects again, with what it heard last.
    .catch(() => response.destroy());
  response.on("error", () => response.destroy());
  response.once("close", () => {
    unsubscribe();
    open.delete(response);
    const left = (byAddress.get(address) ?? 1) - 1;
    if (left > 0) byAddress.set(address, left);
    else byAddress.delete(address);
    beat();
  });
}

function refuse(response: Response, status: number, message: string) {
  if (status !== 400) response.set("Retry-After", "30");
  response.status(status).type("text/plain").set("Cache-Control", "no-store").send(`${message}\n`);
}

let lastLine: { event: LiveEvent; text: string } | undefined;

function send(response: Response, event: LiveEvent) {
  if (response.destroyed || response.writableEnded) return;
  if (response.writableLength > bounds.waiting) {
    response.destroy();
    return;
  }
  // Encode each event once for all readers.
  if (lastLine?.event !== event)
    lastLine = {
      event,
      text: textOf(event),
    };
  response.write(lastLine.text);
}

function textOf({ topic, event, data, sequence }: LiveEvent): string {
  const id = sequence === undefined ? "" : `id: ${threadInTopic(topic)}:${sequence}\n`;
  return `${id}event: ${event}\ndata: ${JSON.stringify({ topic, sequence, ...(data as object) })}\n\n`;
}

/** Periodic comments keep the stream alive through proxies. */
function beat() {
  if (open.size === 0) {
    clearInterval(timer);
    timer = undefined;
  } else {
    timer ??= setInterval(() => {
      for (const response of open) {
        if (response.writableLength > bounds.waiting) response.destroy();
        else response.write(": here\n\n");
      }
    }, heartbeat).unref();
  }
}

/** Tells readers to reconnect in a few seconds, and closes their streams, when the process stops. */
export function closeEventStreams() {
  for (const response of open) response.end("retry: 2000\n\nevent: bye\ndata: {}\n\n");
}
