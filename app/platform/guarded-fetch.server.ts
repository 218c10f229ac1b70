/**
 * Requests to addresses that a person typed or that came from a post: the second class of requests to others. They reach
 * public addresses only, whatever their spelling, their DNS or their redirects say. What is checked is the socket that was
 * really opened: names are looked at before, but a name can lie, and a second look-up can say something else.
 */
import { lookup as systemLookup } from "node:dns";
import { isIP, type Socket } from "node:net";
import type { LookupFunction } from "node:net";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Readable } from "node:stream";
import ipaddr from "ipaddr.js";
import { Agent, buildConnector, errors, request } from "undici";
import { isBeforeSending } from "./operator-fetch.server";

/** Why nothing was fetched, in a category: the words tell a stranger neither an address nor what stands there. */
export type Refusal =
  "bad-address" | "not-public" | "not-found" | "redirect" | "too-slow" | "too-large" | "wrong-kind" | "unreachable";

const refusalWords: Record<Refusal, string> = {
  "bad-address": "This address can't be asked: it must begin with https:// and name a public host.",
  "not-public": "This address doesn't lead to a public place.",
  "not-found": "No such host is known.",
  redirect: "The address leads on too often, or to a place that can't be asked.",
  "too-slow": "There was no answer in time.",
  "too-large": "The answer is too large.",
  "wrong-kind": "The answer is of another kind than was expected.",
  unreachable: "The host could not be reached.",
};

/** A refusal or failure; the message is fit for anybody's eyes. */
export class GuardedFault extends Error {
  override name = "GuardedFault";
  constructor(
    readonly refusal: Refusal,
    /** Whether no connection came to be, so that the other side has not seen the request. */
    readonly wasNeverSent = refusal === "bad-address" || refusal === "not-public" || refusal === "not-found",
  ) {
    super(refusalWords[refusal]);
  }
}

export const guardedBounds = { totalMs: 8_000, connectMs: 3_000, bytes: 1024 * 1024, redirects: 3 };

/** Names that are never of a public host. */
const privateName = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|test|invalid|onion|arpa)$/;

/** The host of an address as it is dialled, without the dot at its end. */
const hostOf = (url: URL) => url.hostname.replace(/\.$/, "").replace(/^\[|\]$/g, "");

type Rules = {
  ports?: readonly number[] | undefined;
  /** How an address may begin; both ways unless told. */
  schemes?: readonly string[] | undefined;
  /** Hosts that the operator named, each with its port where it has one: they are dialled as given. */
  named?: readonly string[] | undefined;
};

const bothSchemes = ["http:", "https:"];

/** The parsed address when a stranger's word may be dialled at all; throws `GuardedFault` otherwise. Asks no DNS. */
export function publicUrl(given: string, { ports = [80, 443], schemes = bothSchemes, named = [] }: Rules = {}): URL {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new GuardedFault("bad-address");
  }
  if (!bothSchemes.includes(url.protocol)) throw new GuardedFault("bad-address");
  if (url.username !== "" || url.password !== "") throw new GuardedFault("bad-address");
  if (named.includes(url.host)) return url;
  if (!schemes.includes(url.protocol)) throw new GuardedFault("bad-address");
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  if (!ports.includes(port)) throw new GuardedFault("bad-address");
  const host = hostOf(url);
  // An address in digits names no host; every odd spelling of one is digits by now.
  if (isIP(host) !== 0) throw new GuardedFault("not-public");
  if (!host.includes(".") || host.includes("..") || privateName.test(host)) throw new GuardedFault("not-public");
  return url;
}

/** Whether an address in digits is one of the public internet, also behind IPv6's ways of writing IPv4. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return false;
  // `process` turns ::ffff:10.0.0.1 into 10.0.0.1; translated, tunnelled and all other special ranges have names of their own.
  return ipaddr.process(bare).range() === "unicast";
}

export type Dialling = Rules & {
  /** Looks names up; the system's own unless told. */
  lookup?: LookupFunction | undefined;
  /** Which addresses may be dialled; the public ones unless told. */
  isAllowed?: ((address: string) => boolean) | undefined;
  /** Certificates of the authorities that are trusted, in PEM; the usual ones unless told. */
  ca?: string | undefined;
};

/**
 * Looks a host up that is to be dialled later; throws `GuardedFault` unless all its addresses are public ones. Only a hint for
 * whoever types the address: what is dialled is looked at again.
 */
export async function demandPublicHost(
  url: URL,
  { lookup = systemLookup, isAllowed = isPublicAddress, named = [] }: Dialling = {},
): Promise<void> {
  if (named.includes(url.host)) return;
  const late = AbortSignal.timeout(guardedBounds.connectMs);
  const addresses = await new Promise<string[]>((found, failed) => {
    late.addEventListener("abort", () => failed(new GuardedFault("too-slow")));
    lookup(hostOf(url), { all: true }, (error, given) => {
      if (error) failed(faultOf(error, late));
      else found([given].flat().map((one) => (typeof one === "string" ? one : one.address)));
    });
  });
  if (addresses.length === 0) throw new GuardedFault("not-found");
  if (!addresses.every(isAllowed)) throw new GuardedFault("not-public");
}

/** An agent for one chain of redirects: each socket is looked at when it is open, and closed unless it leads to a public place. */
function guardedAgent({ lookup, isAllowed: isPublic = isPublicAddress, named = [], ca }: Dialling): Agent {
  const connector = buildConnector({
    timeout: guardedBounds.connectMs,
    ...(lookup && { lookup }),
    ...(ca !== undefined && { ca }),
    // One address of a name is dialled: no race opens a second socket that nobody looks at.
    autoSelectFamily: false,
  });
  return new Agent({
    connections: 1,
    pipelining: 0,
    maxHeaderSize: 16_384,
    connect: (options, callback) => {
      const refuse = () => callback(new GuardedFault("not-public"), null);
      const isAllowed = named.includes(options.host ?? "") ? () => true : isPublic;
      // Digits never pass the look-up: they are refused before a socket opens.
      if (isIP(options.hostname.replace(/^\[|\]$/g, "")) !== 0 && !isAllowed(options.hostname.replace(/^\[|\]$/g, "")))
        return refuse();
      connector(options, (error, socket) => {
        if (error) return callback(error, null);
        const { remoteAddress } = socket as Socket;
        if (remoteAddress === undefined || !isAllowed(remoteAddress)) {
          socket.destroy();
          return refuse();
        }
        callback(null, socket);
      });
    },
  });
}

export type Guarded = {
  method?: "GET" | "POST" | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | Buffer | undefined;
  /** Milliseconds for everything together, redirects included. */
  totalMs?: number | undefined;
  /** The most bytes that are read, counted after decompression. */
  maxBytes?: number | undefined;
  /** Kinds of answers that are read, such as `text/html`; all unless told. */
  kinds?: readonly string[] | undefined;
  /** How often it may lead on; a POST is never repeated elsewhere. */
  redirects?: number | undefined;
  /** Only the status counts: what follows is read up to the bound, thrown away, and never a fault. */
  throwsBodyAway?: boolean | undefined;
} & Dialling;

export type GuardedAnswer = {
  status: number;
  headers: Record<string, string>;
  bytes: Buffer;
  /** The address that answered in the end. */
  url: string;
};

/**
 * Fetches from a public address that somebody typed. Any status is an answer; what leads elsewhere is followed by hand, each
 * step checked like the first. Sends no cookies, no referrer, and no secret of ours unless a header given here is one, which
 * is then left out on the way to another origin. Throws `GuardedFault`.
 */
export async function guardedFetch(address: string, asked: Guarded = {}): Promise<GuardedAnswer> {
  const { totalMs = guardedBounds.totalMs, method = "GET" } = asked;
  const signal = AbortSignal.timeout(totalMs);
  const agent = guardedAgent(asked);
  try {
    let url = publicUrl(address, asked);
    const { origin } = url;
    for (let step = 0; ; step++) {
      const answer = await askOnce(url, asked, { agent, signal, isAtHome: url.origin === origin });
      const next = leadsTo(answer, url);
      if (next === null) return answer;
      const most = method === "GET" ? (asked.redirects ?? guardedBounds.redirects) : 0;
      if (step >= most) throw new GuardedFault("redirect");
      url = nextUrl(next, url, asked);
    }
  } catch (error) {
    throw faultOf(error, signal);
  } finally {
    await agent.destroy().catch(() => {});
  }
}

const leadsTo = ({ status, headers }: GuardedAnswer, from: URL): string | null => {
  const location = headers["location"];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return null;
  try {
    return new URL(location, from).href;
  } catch {
    throw new GuardedFault("redirect");
  }
};

function nextUrl(next: string, from: URL, asked: Dialling): URL {
  let url: URL;
  try {
    url = publicUrl(next, asked);
  } catch {
    throw new GuardedFault("redirect");
  }
  if (from.protocol === "https:" && url.protocol === "http:") throw new GuardedFault("redirect");
  return url;
}

type Under = { agent: Agent; signal: AbortSignal; isAtHome: boolean };

async function askOnce(url: URL, asked: Guarded, { agent, signal, isAtHome }: Under): Promise<GuardedAnswer> {
  const { method = "GET", body, maxBytes = guardedBounds.bytes, kinds, totalMs = guardedBounds.totalMs } = asked;
  const answer = await request(url, {
    dispatcher: agent,
    method,
    headers: {
      accept: "*/*",
      "accept-encoding": "gzip, deflate, br",
      "user-agent": "Counterproof",
      ...(isAtHome && asked.headers),
    },
    ...(body !== undefined && { body }),
    signal,
    headersTimeout: totalMs,
    bodyTimeout: totalMs,
  });
  // Cutting a body off is an error to its stream, and none to us.
  answer.body.on("error", () => {});
  const headers = Object.fromEntries(
    Object.entries(answer.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
  );
  if (asked.throwsBodyAway) {
    await answer.body.dump({ limit: maxBytes }).catch(() => {});
    return { status: answer.statusCode, headers, bytes: Buffer.alloc(0), url: url.href };
  }
  const kind = (headers["content-type"] ?? "").split(";")[0]!.trim().toLowerCase();
  const isRead = answer.statusCode >= 200 && answer.statusCode < 300;
  if (isRead && kinds && !kinds.includes(kind)) {
    answer.body.destroy();
    throw new GuardedFault("wrong-kind");
  }
  const bytes = await readBounded(answer.body, headers["content-encoding"], maxBytes);
  return { status: answer.statusCode, headers, bytes, url: url.href };
}

/** The body, unpacked, as far as the bound; one byte more is a fault, however small it came over the wire. */
async function readBounded(body: Readable, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const packings = (encoding ?? "").split(",").map((name) => name.trim().toLowerCase());
  const [packing = ""] = packings;
  if (packings.length > 1) {
    body.destroy();
    throw new GuardedFault("wrong-kind");
  }
  const unpacked = unpack(body, packing);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw new GuardedFault("too-large");
      chunks.push(chunk);
    }
  } finally {
    unpacked.destroy();
    body.destroy();
  }
  return Buffer.concat(chunks);
}

function unpack(body: Readable, packing: string): Readable {
  if (packing === "" || packing === "identity") return body;
  const through =
    packing === "gzip" || packing === "x-gzip"
      ? createGunzip()
      : packing === "deflate"
        ? createInflate()
        : packing === "br"
          ? createBrotliDecompress()
          : null;
  if (!through) {
    body.destroy();
    throw new GuardedFault("wrong-kind");
  }
  body.on("error", (error) => through.destroy(error));
  return body.pipe(through);
}

function faultOf(error: unknown, signal: AbortSignal): GuardedFault {
  if (error instanceof GuardedFault) return error;
  if (error instanceof Error && error.cause instanceof GuardedFault) return error.cause;
  const isLate =
    signal.aborted ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    error instanceof errors.ConnectTimeoutError;
  if (isLate) return new GuardedFault("too-slow", isBeforeSending(error));
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return new GuardedFault(
    code === "ENOTFOUND" || code === "EAI_AGAIN" ? "not-found" : "unreachable",
    isBeforeSending(error),
  );
}
