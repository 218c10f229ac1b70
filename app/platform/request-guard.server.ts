/**
 * The guard in front of the framework: refuses forged cross-site writes, unknown hosts and oversized requests on every
 * path.
 */
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

export const bounds = {
  url: 4_096,
  headers: 100,
  /** A 64 KB post with every character percent-encoded, and the other fields. */
  body: 256 * 1024,
  /** The time limit for such a body. */
  bodyMs: 30_000,
  /**
   * A refused upload up to this size is read completely, so that the client gets the response; a larger one is cut
   * off.
   */
  discarded: 64_000_000,
  fields: 200,
  jsonDepth: 20,
};

export type Denial = { status: number; message: string };
type Head = Pick<IncomingMessage, "method" | "url" | "headers" | "rawHeaders">;
type Rules = {
  /** Origins whose forms are accepted. */
  goodOrigins: string[];
  /** Accepted hosts; null for any (a proxy decides). */
  goodHosts: string[] | null;
};

const methods = new Set(["GET", "HEAD", "POST"]);

/** Why a request is refused by its headers; null if it isn't. */
export function refuseHead(request: Head, rules: Rules): Denial | null {
  const { method = "", url = "", headers, rawHeaders } = request;
  if (!methods.has(method)) return { status: 405, message: "This method is not used here." };
  if (url.length > bounds.url) return { status: 414, message: "This address is too long." };
  if (!url.startsWith("/") || url.startsWith("//") || url.includes("\\"))
    return { status: 400, message: "This is not an address of this site." };
  if (!isDecodable(url)) return { status: 400, message: "This address is malformed." };
  if (rawHeaders.length / 2 > bounds.headers) return { status: 431, message: "Too many headers." };
  if (countOf("host", rawHeaders) !== 1) return { status: 400, message: "A request names one host." };
  if (rules.goodHosts && !rules.goodHosts.includes(headers.host ?? ""))
    return { status: 421, message: "This server does not answer for that host." };
  if (method === "POST" && !isApi(url) && !isOwnForm(headers, rules.goodOrigins))
    return { status: 403, message: "This form was not sent from this site. Open the page here and send it again." };
  return null;
}

/** The API reads no cookie, so requests to it can't be forged. */
const isApi = (url: string) => url.startsWith("/api/v1/");

/**
 * Checks `Origin` and `Sec-Fetch-Site`: both must be good if both are sent. Requests with neither don't come from a
 * browser.
 */
function isOwnForm(headers: IncomingMessage["headers"], goodOrigins: string[]) {
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  if (site === undefined && origin === undefined) return false;
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  return origin === undefined || goodOrigins.includes(origin);
}

function countOf(name: string, rawHeaders: string[]) {
  return rawHeaders.filter((value, index) => index % 2 === 0 && value.toLowerCase() === name).length;
}

function isDecodable(url: string) {
  try {
    return !decodeURIComponent(url.split("?")[0] ?? "").includes("\0");
  } catch {
    return false;
  }
}

/** Why a body is refused; null if it isn't. */
export function refuseBody(body: Buffer, contentType: string): Denial | null {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (body.length === 0 && type === "") return null;
  if (type === "application/x-www-form-urlencoded") {
    const fields = body.reduce((count, byte) => count + (byte === 0x26 ? 1 : 0), 1);
    return fields > bounds.fields ? { status: 400, message: "This form has too many fields." } : null;
  }
  if (type === "application/json") {
    return depthOf(body) > bounds.jsonDepth ? { status: 400, message: "This JSON nests too deeply." } : null;
  }
  return { status: 415, message: "Send a form or JSON." };
}

function depthOf(json: Buffer) {
  let depth = 0;
  let deepest = 0;
  for (const byte of json) {
    if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, ++depth);
    if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return deepest;
}

/** Reads a body within limits of size and time, or returns the limit that it exceeded. The rest isn't read. */
export async function readBody(request: IncomingMessage): Promise<Buffer | Denial> {
  const tooLarge = { status: 413, message: "That is too large. A post holds 64 KB." };
  if (Number(request.headers["content-length"] ?? 0) > bounds.body) return tooLarge;
  const overdue = setTimeout(() => request.destroy(), bounds.bodyMs);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bounds.body) return tooLarge;
      chunks.push(chunk);
    }
  } catch (error) {
    if (request.destroyed) return { status: 408, message: "The form did not arrive in time. Send it again." };
    throw error;
  } finally {
    clearTimeout(overdue);
  }
  return Buffer.concat(chunks);
}

/** Thrown to the reader of a streamed body at its limit. */
class BodyTooLarge extends Error {
  override name = "BodyTooLarge" as const;
}

/** A body as a stream with backpressure; beyond `most` bytes it fails with `BodyTooLarge`. */
export function streamBody(request: IncomingMessage, most: number): Readable {
  async function* upTo() {
    let size = 0;
    // Keep the connection open for the response.
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new BodyTooLarge("The body is larger than is taken here");
      yield chunk;
    }
  }
  return Readable.from(upTo());
}
