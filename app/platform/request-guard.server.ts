/**
 * The guard in front of the framework: refuses forged cross-site writes, unknown hosts, oversized requests and addresses
 * or values that a parser behind it could read otherwise, on every path.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Readable, Transform } from "node:stream";
import { faultInEncoded, faultInTarget, hasEncodedSlash } from "./request-text";
import { isSecretName } from "./secrets";
import { surveyJson } from "./survey-json";

export const bounds = {
  url: 4_096,
  headers: 100,
  /** A 64 KB post with every character percent-encoded, and the other fields. */
  body: 256 * 1024,
  /** The same of an edit: a post that came from another forum may be ten times as long. */
  longBody: 2_500_000,
  /** What a mail program sends to end letters. */
  unsubscribing: 1_024,
  /** A mail with its attachments. */
  mail: 1_000_000,
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

export type Denial = {
  status: number;
  message: string;
  /** The methods that are used there, with 405. */
  allow?: string;
};

const malformed: Denial = { status: 400, message: "This address is malformed." };
type Head = Pick<IncomingMessage, "method" | "url" | "headers" | "rawHeaders">;
type Rules = {
  /** Origins whose forms are accepted. */
  goodOrigins: string[];
  /** Accepted hosts; null for any (a proxy decides). */
  goodHosts: string[] | null;
};

const methods = new Set(["GET", "HEAD", "POST"]);
/** Only the API knows these. */
const apiMethods = new Set(["OPTIONS", "PUT", "PATCH", "DELETE"]);

const methodsAt = (url: string) => (isApi(url) ? [...methods, ...apiMethods] : [...methods]);

/** Whether requests of this method have a body that is read. */
export const hasBody = (method: string | undefined) =>
  method !== undefined && ["POST", "PUT", "PATCH"].includes(method);

/** Why a request is refused by its headers; null if it isn't. */
export function refuseHead(request: Head, rules: Rules): Denial | null {
  const { method = "", url = "", headers, rawHeaders } = request;
  if (!methodsAt(url).includes(method))
    return { status: 405, message: "This method is not used here.", allow: methodsAt(url).join(", ") };
  if (url.length > bounds.url) return { status: 414, message: "This address is too long." };
  if (!url.startsWith("/")) return { status: 400, message: "This is not an address of this site." };
  // The framework's router has no route for a path with a line break, and would answer a program with a page.
  if (isApi(url) && /%(?:0[ad]|c2%85|e2%80%a[89])/i.test(url.split("?")[0]!)) return malformed;
  if (faultInTarget(url) || (hasBody(method) && hasEncodedSlash(url))) return malformed;
  if (rawHeaders.length / 2 > bounds.headers) return { status: 431, message: "Too many headers." };
  if (countOf("host", rawHeaders) !== 1) return { status: 400, message: "A request names one host." };
  if (countOf("content-type", rawHeaders) > 1) return { status: 400, message: "A body has one type." };
  if (rules.goodHosts && !rules.goodHosts.includes(headers.host ?? ""))
    return { status: 421, message: "This server does not answer for that host." };
  if (method === "POST" && !isApi(url) && !fromMail(url) && !isOwnForm(headers, rules.goodOrigins))
    return { status: 403, message: "This form was not sent from this site. Open the page here and send it again." };
  return null;
}

/**
 * The API gets no cookie, so requests to it can't be forged. `faultInTarget` has refused every spelling that the router
 * would read as another path.
 */
export const isApi = (url: string) => url.startsWith("/api/v1/");

/**
 * What programs that send and read mails post to: the link that ends letters, and the address that takes mails. Both prove who
 * they are by what they send, and get no cookie. Only these addresses, letter by letter, need no origin.
 */
export function fromMail(url: string): "unsubscribing" | "mail" | null {
  if (/^\/unsubscribe\/[a-z0-9-]{1,60}$/.test(url)) return "unsubscribing";
  return url === "/mail/inbound" ? "mail" : null;
}

/** What may hold the text of a post that came from another forum: its edit, also by the API, and the draft of one. */
const takesLongText = (url: string) =>
  /^\/(?:p\/\d{1,10}\/edit|api\/v1\/posts\/\d{1,10}|drafts\/save)(?:\?|$)/.test(url);

/** How many bytes the body of a request to this address may have. */
export const mostOfBody = (url: string): number => (takesLongText(url) ? bounds.longBody : bounds.body);

/** Whether an address reads no cookie, however it is spelt. */
export const readsNoCookie = (url: string) => isApi(url) || /^\/(?:unsubscribe|mail)\//.test(url);

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

/** Why a body that comes from a mail program is refused by its type; null if it isn't. */
export function refuseFromMail(kind: "unsubscribing" | "mail", contentType: string): Denial | null {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (kind === "mail")
    return ["message/rfc822", "application/octet-stream"].includes(type)
      ? null
      : { status: 415, message: "Send the mail as message/rfc822." };
  return ["application/x-www-form-urlencoded", "multipart/form-data"].includes(type)
    ? null
    : { status: 415, message: "Send this as a form." };
}

type BodyRules = {
  /** The address reads JSON; everywhere else a body is a form. */
  takesJson: boolean;
};

/** The types of bodies that are read here, as they are passed on; null for others. */
export function bodyType(contentType: string): "application/x-www-form-urlencoded" | "application/json" | null {
  const type = contentType.split(";")[0]?.trim().toLowerCase();
  return type === "application/x-www-form-urlencoded" || type === "application/json" ? type : null;
}

/** Why a body is refused; null if it isn't. */
export function refuseBody(body: Buffer, contentType: string, { takesJson }: BodyRules): Denial | null {
  const type = bodyType(contentType);
  if (type === "application/x-www-form-urlencoded") return refuseForm(body);
  if (!takesJson) return { status: 415, message: "Send this as a form." };
  if (type === "application/json") return refuseJson(body);
  if (body.length === 0 && contentType === "") return null;
  return { status: 415, message: "Send JSON." };
}

function refuseForm(body: Buffer): Denial | null {
  const fields = body.reduce((count, byte) => count + (byte === 0x26 ? 1 : 0), 1);
  if (fields > bounds.fields) return { status: 400, message: "This form has too many fields." };
  const text = decodeUtf8(body);
  const fault = text === null ? "undecodable" : faultInEncoded(text);
  if (fault === null) return null;
  if (fault === "undecodable") return { status: 400, message: "This form holds bytes that are no text." };
  return {
    status: 400,
    message: `This form holds the character U+0000, which is no text. Nothing was stored. Send it again without it:\n\n${typedIn(text ?? "")}`,
  };
}

/** What a person typed, for an answer that can't be the form: without the character that was refused, and no secret. */
function typedIn(form: string) {
  return [...new URLSearchParams(form)]
    .filter(([name, value]) => value.trim() !== "" && !isSecretName(name))
    .map(([name, value]) => `${name}: ${value}`.replaceAll("\0", ""))
    .join("\n\n");
}

function refuseJson(body: Buffer): Denial | null {
  const text = decodeUtf8(body);
  if (text === null) return { status: 400, message: "This JSON holds bytes that are no text." };
  const { depth, hasNull } = surveyJson(text);
  if (depth > bounds.jsonDepth) return { status: 400, message: "This JSON nests too deeply." };
  return hasNull ? { status: 400, message: "This JSON holds the character U+0000, which is no text." } : null;
}

function decodeUtf8(body: Buffer): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return null;
  }
}

/**
 * Reads a body within limits of size and time, or returns the limit that it exceeded. A body that is too large is read and
 * thrown away, so that its sender, who may read only when all is sent, gets the answer.
 */
export async function readBody(
  request: IncomingMessage,
  ms = bounds.bodyMs,
  most: number = bounds.body,
): Promise<Buffer | Denial> {
  const tooLarge = { status: 413, message: "That is too large. A post holds 64 KB." };
  if (!isDiscardable(request.headers)) return tooLarge;
  const overdue = setTimeout(() => request.destroy(), ms);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > bounds.discarded) break;
      if (size > most) chunks.length = 0;
      else chunks.push(chunk);
    }
  } catch (error) {
    if (request.destroyed) return { status: 408, message: "The form did not arrive in time. Send it again." };
    throw error;
  } finally {
    clearTimeout(overdue);
  }
  return size > most ? tooLarge : Buffer.concat(chunks);
}

/** Whether a body is said to be small enough to be read and thrown away. */
export const isDiscardable = (headers: IncomingHttpHeaders) =>
  Number(headers["content-length"] ?? 0) <= bounds.discarded;

/** Thrown to the reader of a streamed body at its limit. */
class BodyTooLarge extends Error {
  override name = "BodyTooLarge" as const;
}

/**
 * A body as a stream with backpressure; beyond `most` bytes it fails with `BodyTooLarge`. It is piped, because whoever iterates
 * over a request and is stopped between two pieces leaves it waiting: `discard` could not read on.
 */
export function streamBody(request: IncomingMessage, most: number): Readable {
  let size = 0;
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > most) done(new BodyTooLarge("The body is larger than is taken here"));
      else done(null, chunk);
    },
  });
  request.once("error", (error) => body.destroy(error));
  request.once("close", () => {
    if (!request.complete) body.destroy(new Error("The connection was closed before all of the body had come"));
  });
  return request.pipe(body);
}

/** Reads what is left of a body and forgets it: a client that is still sending can't read the answer, nor send anything else. */
export function discard(request: IncomingMessage, body: Readable) {
  request.unpipe();
  body.destroy();
  request.resume();
}
