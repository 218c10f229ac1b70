/** Compressing a page that is sent once: all of it is there, so that one call does it. */
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { LRUCache } from "lru-cache";
import { addVary } from "./answer-headers.server";
import { brotliParams } from "./brotli-params.server";
import { takesEncoding } from "./wishes.server";

export type Encoding = "br" | "gzip";

/** What browsers say that they take: a few texts, each judged once. */
const judged = new LRUCache<string, { encoding: Encoding | null }>({ max: 100 });
const longestJudged = 100;

/** Brotli for whoever takes it, in whatever order a browser names what it takes; null for a page as it is. */
export function encodingFor(request: Incoming): Encoding | null {
  const taken = String(request.headers["accept-encoding"] ?? "");
  const known = judged.get(taken);
  if (known) return known.encoding;
  const encoding = (["br", "gzip"] as const).find((one) => takesEncoding(request, one)) ?? null;
  if (taken.length <= longestJudged) judged.set(taken, { encoding });
  return encoding;
}

/** Smaller ones gain nothing. */
const fewBytes = 1_024;

/**
 * Levels of brotli. The first costs a fourth of the fifth, which leaves a fifth less of a page: 1.2 ms for a long thread's 200 kB
 * where nobody waits for them, and more than that is won on most ways to a reader.
 */
const levels = { othersWait: 1, nobodyWaits: 5 };
/** A larger page would hold up whoever asks meanwhile. */
const manyBytes = 300_000;

/**
 * The bytes to send in place of these, with their encoding among the headers: fewer where nobody else waits for an answer. A
 * stream costs twice as much as one call.
 */
export function compressPage(body: Buffer, request: Incoming, response: Outgoing, haste: keyof typeof levels): Buffer {
  addVary(response, "Accept-Encoding");
  const encoding = request.method === "HEAD" || body.length < fewBytes ? null : encodingFor(request);
  if (encoding === null) return body;
  response.setHeader("Content-Encoding", encoding);
  if (encoding === "gzip") return gzipSync(body, { level: 4 });
  const params = {
    ...brotliParams,
    [constants.BROTLI_PARAM_QUALITY]: levels[body.length > manyBytes ? "othersWait" : haste],
    [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
  };
  return brotliCompressSync(body, { params });
}
