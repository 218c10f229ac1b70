/**
 * Visitors' pages, kept whole: they are the same bytes for everybody. A page is good while what it shows is at the version it
 * was made at: a thread's page while that thread and the threads it quotes are, every other page while nothing has changed.
 */
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { lastContentVersion } from "~/platform/content-version.server";
import { KeptValues } from "~/platform/kept-values.server";
import { namesTag, versionOf } from "~/platform/revalidation.server";
import { wantsMarkdown } from "./discussion-form.server";
import { dataMark } from "./request-context.server";
import { addVary, writeHeaders } from "./answer-headers.server";
import { brotliParams } from "./brotli-params.server";
import { type Encoding, encodingFor } from "./compress-page.server";

/** How long after the database was last heard its pages are still sent. */
const longestSilence = 60 * 60 * 1_000;
const longestAddress = 500;
/** Lists, threads and tags: the most visited pages. */
const paths = /^\/(?:$|t\/|tags(?:$|\/))/;

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) };

export type Page = {
  /** When it was made, by `performance.now()` and by the clock. */
  at: number;
  date: Date;
  headers: [string, string][];
  tag: string;
  plain: Buffer;
  compressed: Map<Encoding, Promise<Buffer>>;
};

/** Compressed copies are added later; half as much again covers both. */
function sizeOf({ plain }: Page) {
  return Math.ceil(plain.length * 1.5);
}

const pages = new KeptValues<Page>({
  mostBytes: 64 * 1024 * 1024,
  mostBytesOfValue: 4 * 1024 * 1024,
  bytesOf: sizeOf,
});

/** The cache key of a request; null if it has a cookie, wants markdown, or isn't for one of these pages. */
export function pageKey(request: Incoming): string | null {
  const { method, headers, url = "" } = request;
  if ((method !== "GET" && method !== "HEAD") || headers.cookie !== undefined || url.length > longestAddress)
    return null;
  const [path = "", query = ""] = url.split("?", 2);
  // Exclude feeds, loader data and other formats.
  const isPage = paths.test(path) && !/\.[a-z]+$/.test(path) && !new URLSearchParams(query).has(dataMark);
  return isPage && !wantsMarkdown(request, path) ? url : null;
}

/**
 * The page of that name: one that is kept and still good, else made and kept; many who ask at once for the same version
 * have it made once. `make` answers null when what came is not for everybody; then so does this, and without a `make`.
 * Throws what `make` throws, and when the database does not answer.
 */
export async function visitorsPage(key: string, make?: () => Promise<Answered | null>): Promise<Page | null> {
  // Read the versions before the page: a change during rendering makes the page outdated.
  const versions = await pages.versionsOf([key]);
  if (!make) return pages.read(key, versions);
  return pages.read(key, versions, async () => {
    const answered = await make();
    return answered && toPage(answered);
  });
}

/**
 * The page of that name that was good when the database was last heard, at most an hour ago; null if none is kept. For
 * times when it can't be made: the database is away, or too much is going on.
 */
export function lastGoodPage(key: string): Page | null {
  const heard = lastContentVersion();
  return heard && heard.at + longestSilence >= performance.now() ? pages.goodAt(key, heard.version) : null;
}

/** The kept pages, their bytes, and how many answers were kept ones and newly made ones since the start. */
export function pageCacheCounts() {
  const { values, ...counts } = pages.counts();
  return { pages: values, ...counts };
}

export type Answered = { headers: [string, string][]; body: Buffer };

const toPage = ({ headers, body }: Answered): Page => ({
  at: performance.now(),
  date: new Date(),
  headers,
  tag: versionOf(body.toString()),
  plain: body,
  compressed: new Map(),
});

/** Sends a page in the preferred encoding, or 304 if the client has it. */
export async function sendPage(page: Page, request: Incoming, response: Outgoing) {
  writeHeaders(response, page.headers);
  response.setHeader("Cache-Control", "public, no-cache");
  addVary(response, "Cookie, Accept-Encoding");
  response.setHeader("ETag", page.tag);
  const named = request.headers["if-none-match"];
  if (named !== undefined && namesTag(named, page.tag)) return void response.writeHead(304).end();
  const encoding = encodingFor(request);
  const body = encoding ? await inEncoding(page, encoding) : page.plain;
  if (encoding) response.setHeader("Content-Encoding", encoding);
  response.setHeader("Content-Length", body.length);
  response.writeHead(200).end(request.method === "HEAD" ? undefined : body);
}

function inEncoding({ plain, compressed }: Page, encoding: Encoding): Promise<Buffer> {
  const known = compressed.get(encoding);
  if (known) return known;
  const made =
    encoding === "br"
      ? compress.br(plain, {
          params: {
            ...brotliParams,
            [constants.BROTLI_PARAM_QUALITY]: 5,
            [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
          },
        })
      : compress.gzip(plain);
  compressed.set(encoding, made);
  return made;
}
