/** What a request asks for and what it brings, read from node's request and handed to Remix as the platform's. */
import type { IncomingMessage as Incoming, ServerResponse as Outgoing } from "node:http";
import { Readable } from "node:stream";
import { uploadLimits } from "~/features/uploads/uploads";
import { paths } from "~/paths";
import { env } from "~/platform/env.server";
import {
  bodyType,
  bounds,
  type Denial,
  fromMail,
  hasBody,
  isApi,
  isDiscardable,
  mostOfBody,
  readBody,
  readsNoCookie,
  refuseBody,
  refuseFromMail,
  streamBody,
} from "~/platform/request-guard.server";
import { addVary } from "./answer-headers.server";
import { hasTwoForms, markdownAt, wantsMarkdown } from "./discussion-form.server";

/** Path and parameters, as the client wrote them. */
export const addressOf = (request: Incoming) => request.url ?? "";

type Brought = {
  /** Where Remix finds what answers. */
  url: URL;
  /** As large as the address allows; a stream where it is an upload. */
  body: Buffer | Readable;
  isUpload: boolean;
};

/** Reads what a request brings, or says why it is refused. `isForPage` is known where a visitors' page is asked for. */
export async function readBrought(
  request: Incoming,
  response: Outgoing,
  isForPage: boolean,
): Promise<Brought | { denial: Denial }> {
  const asIs = new URL(addressOf(request), env().publicOrigin);
  const url = !isForPage && wantsMarkdown(request, asIs.pathname) ? markdownAt(asIs) : asIs;
  if (hasTwoForms(asIs.pathname)) addVary(response, "Accept");
  const isUpload = takesUpload(request, url);
  // Pages and data share an address; inside, each has its route.
  if (url.pathname === paths.uploads() && wantsJson(request)) url.pathname = paths.uploadsJson();
  if (url.pathname === paths.importSources() && sendsJson(request)) url.pathname = paths.importSourcesJson();
  const body = isUpload ? streamUpload(request, response) : await readWhole(request, url);
  return "status" in body ? { denial: body } : { url, body, isUpload };
}

/**
 * Five paths take a file with their form, streamed and larger than other bodies; its limits are in the uploads room.
 */
function takesUpload(request: Incoming, url: URL) {
  const type = request.headers["content-type"] ?? "";
  const takers = [paths.uploads(), paths.avatar(), paths.apiUploads(), paths.newFromMarkdown(), paths.importSources()];
  return request.method === "POST" && takers.includes(url.pathname) && /^multipart\/form-data\b/i.test(type);
}

function wantsJson({ method, headers }: Incoming) {
  return method === "POST" && /^application\/(?:problem\+)?json\b/.test(headers.accept ?? "");
}

const sendsJson = ({ method, headers }: Incoming) =>
  method === "POST" && /^application\/json\b/i.test(headers["content-type"] ?? "");

function streamUpload(request: Incoming, response: Outgoing): Readable {
  if (!isDiscardable(request.headers)) response.setHeader("Connection", "close");
  return streamBody(request, uploadLimits.bytes + uploadLimits.formBytes);
}

async function readWhole(request: Incoming, { pathname }: URL): Promise<Buffer | Denial> {
  const kind = fromMail(addressOf(request));
  if (request.method === "POST" && kind !== null) {
    if (kind === "mail" && !env().MAIL_WEBHOOK_SECRET) return { status: 404, message: "There is no such page." };
    const denial = refuseFromMail(kind, request.headers["content-type"] ?? "");
    return denial ?? readBody(request, bounds.bodyMs, bounds[kind]);
  }
  const body = hasBody(request.method)
    ? await readBody(request, bounds.bodyMs, mostOfBody(addressOf(request)))
    : Buffer.alloc(0);
  if ("status" in body) return body;
  if (!hasBody(request.method)) return body;
  const takesJson = isApi(pathname) || pathname === paths.importSourcesJson();
  return refuseBody(body, request.headers["content-type"] ?? "", { takesJson }) ?? body;
}

/** The same request as Remix takes it. */
export function toFetchRequest(request: Incoming, url: URL, body: Buffer | Readable, signal: AbortSignal) {
  const headers = new Headers();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!;
    if (!/^(host|x-forwarded-)/i.test(name)) headers.append(name, request.rawHeaders[index + 1]!);
  }
  if (readsNoCookie(addressOf(request))) headers.delete("Cookie");
  // As the guard has judged it, not as another parser might.
  const type = bodyType(request.headers["content-type"] ?? "");
  if (type) headers.set("Content-Type", type);
  // Remix compares these two with `Origin`; the guard has already checked it against PUBLIC_URL.
  headers.set("Host", url.host);
  headers.delete("Origin");
  return new Request(url, {
    method: request.method,
    headers,
    signal,
    ...(hasBody(request.method) && toFetchBody(body)),
  });
}

const toFetchBody = (body: Buffer | Readable) =>
  body instanceof Readable
    ? { body: Readable.toWeb(body) as ReadableStream<Uint8Array>, duplex: "half" as const }
    : { body: new Uint8Array(body) };
