/** From a node request to a response: guard, page cache, files, Remix. */
import type { IncomingMessage as Incoming, RequestListener, ServerResponse as Outgoing } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type RequestHandler, type ServerBuild, writeReadableStreamToWritable } from "@remix-run/node";
import compression from "compression";
import express, { type Request, type Response as Answer } from "express";
import { uploadLimits } from "~/features/uploads/uploads";
import { clientAddress } from "~/platform/client-address.server";
import { currentReplica, workFor } from "~/platform/current-request.server";
import { databaseFault } from "~/platform/database-faults";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { projectRoot } from "~/platform/project-root.server";
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
  refuseHead,
  streamBody,
} from "~/platform/request-guard.server";
import { bytesOf } from "~/platform/whole-page.server";
import { contentSecurityPolicy, securityHeaders } from "~/platform/security-headers.server";
import { addVary, writeHeaders } from "./answer-headers.server";
import { brotliParams } from "./brotli-params.server";
import { chooseReplica, positionCookie } from "./choose-replica.server";
import { type Asked, askBehindGate, type Context, countAsked, NotNow } from "./ask-behind-gate.server";
import { serveStream } from "./event-streams.server";
import { compressPage } from "./compress-page.server";
import { deny, denyForLater, unavailable } from "./denials.server";
import { leadFromFormerHosts } from "./former-hosts.server";
import { countRequest, serveMetrics } from "./metrics.server";
import { handlersOf } from "./matched-routes.server";
import { sendOldPage } from "./old-page.server";
import { type Answered, lastGoodPage, pageKey, sendPage, visitorsPage } from "./page-cache.server";
import { paths } from "~/paths";
import { processState } from "./readiness.server";
import { createContext } from "./request-context.server";
import { routeNamer } from "./route-names.server";
import { serveFiles } from "./serve-files.server";
import { holdUntilSent } from "./unsent-answers.server";
import { hasTwoForms, markdownAt, wantsMarkdown } from "./discussion-form.server";
import { isPaced, sendPaced } from "./paced-download.server";
import { beginUpload } from "./uploads-under-way.server";

const compress = compression({
  brotli: { params: brotliParams, chunkSize: 64 * 1024 },
  // Turning away must cost next to nothing.
  filter: (request, response) => response.statusCode !== 503 && compression.filter(request, response),
});

/** The application as a request listener. */
export function createApp(build: ServerBuild): RequestListener {
  nameRoute = routeNamer(build.routes);
  const handlerFor = handlersOf(build, env().NODE_ENV);
  const handler = (key: string | null, request: Incoming, response: Outgoing) =>
    handle(handlerFor, build.assets.version, key, request, response).catch((error) => fail(error, response));
  const app = expressApp(build, (request, response) => void handler(null, request, response));
  const answer = (request: Incoming, response: Outgoing) => {
    // Most requests are for visitors' pages, which are kept compressed: Express would make them two fifths dearer.
    const key = pageKey(request);
    if (key === null) app(request, response);
    else void handler(key, request, response);
  };
  return (request, response) => {
    try {
      if (!isAdmitted(request, response)) return;
      leadFromFormerHosts(request, response, (error) =>
        error === undefined ? answer(request, response) : fail(error, response),
      );
    } catch (error) {
      fail(error, response);
    }
  };
}

/** What is no visitors' page: streams, figures, files, and at last what Remix answers. */
function expressApp(build: ServerBuild, handler: RequestListener) {
  const app = express();
  app.disable("x-powered-by");
  // Event streams come before compression, which would buffer events.
  app.get("/live", (request, response, next) => {
    serveStream(request, response, clientAddress(request, env().TRUST_PROXY)).catch(next);
  });
  app.post("/live", (_request, response) =>
    deny(response, { status: 405, message: "This address is only read.", allow: "GET, HEAD" }),
  );
  app.get("/-/metrics", (request, response, next) => void serveMetrics(request, response).catch(next));
  app.use(compress);
  // Remix names it from the project's folder, the process may run in another one.
  app.use(serveFiles(join(projectRoot, build.assetsBuildDirectory)));
  app.use(handler);
  app.use((error: unknown, _request: Incoming, response: Outgoing, _next: unknown) => fail(error, response));
  return app;
}

function fail(error: unknown, response: Outgoing) {
  log().error({ err: error }, "a request could not be answered");
  if (response.headersSent) response.destroy();
  else deny(response, unavailable);
}

/** Sets the headers of every answer. False when the request is refused, and answered. */
function isAdmitted(request: Incoming, response: Outgoing): boolean {
  for (const [name, value] of securityHeaders(addressOf(request))) response.setHeader(name, value);
  // The next request of this client goes to another process.
  if (processState.isStopping) response.setHeader("Connection", "close");
  const { goodOrigins, goodHosts } = env();
  const denial = refuseHead(request, { goodOrigins, goodHosts });
  if (denial) deny(response, denial);
  return denial === null;
}

/** Path and parameters, as the client wrote them. */
const addressOf = (request: Incoming) => request.url ?? "";

async function handle(
  handlerFor: (path: string) => RequestHandler,
  release: string,
  /** The name of the visitors' page that it asks for; null for everything else. */
  key: string | null,
  request: Incoming,
  response: Outgoing,
) {
  const began = performance.now();
  const asIs = new URL(addressOf(request), env().publicOrigin);
  const url = key === null && wantsMarkdown(request, asIs.pathname) ? markdownAt(asIs) : asIs;
  if (hasTwoForms(asIs.pathname)) addVary(response, "Accept");
  const isUpload = takesUpload(request, url);
  // Pages and data share an address; inside, each has its route.
  if (url.pathname === paths.uploads() && wantsJson(request)) url.pathname = paths.uploadsJson();
  if (url.pathname === paths.importSources() && sendsJson(request)) url.pathname = paths.importSourcesJson();
  const body = isUpload ? streamUpload(request, response) : await readWhole(request, url);
  if ("status" in body) return deny(response, body);

  const begin = () =>
    createContext({
      url,
      cookie: readsNoCookie(addressOf(request)) ? null : (request.headers.cookie ?? null),
      userAgent: request.headers["user-agent"] ?? null,
      address: clientAddress(request, env().TRUST_PROXY),
      release,
    });
  const context = begin();
  response.setHeader("X-Request-Id", context.requestId);
  const asked: Asked = {
    request,
    url,
    body,
    context,
    isForMany: key !== null,
    ask: async (signal) => {
      await chooseReplica(request, url);
      return handlerFor(url.pathname)(toFetchRequest(request, url, body, signal), context);
    },
    beginAgain: () => {
      const { session, sessionIfAsked, cookies, fault, bodies } = begin();
      Object.assign(context, { session, sessionIfAsked, cookies, fault, bodies });
    },
    leave: () => {},
  };
  if (isUpload && !beginUpload(context.address, response)) return denyForLater(asked, response, "overload");
  await workFor({ id: context.requestId }, async () => {
    await (key === null ? answerOne(asked, response) : answerVisitor(asked, key, response));
    asked.leave();
    // Kept pages are counted too, by what is left of them: a stalled connection costs something in itself.
    holdUntilSent(response, { address: context.address, bytes: response.writableLength });
    note(request, url, response.statusCode, began);
  });
}

/** A visitor's page: a kept one; else a new one, kept; else the last good one with its age. */
async function answerVisitor(asked: Asked, key: string, response: Outgoing) {
  const { request, context } = asked;
  let answered: Response | undefined;
  const ask = async () => (answered = await askBehindGate(asked, response));
  try {
    // Don't store HEAD responses in the page cache.
    const make = async () => forEverybody(await ask(), context);
    const page = await visitorsPage(key, request.method === "GET" ? make : undefined);
    if (page) return await sendPage(page, request, response);
    answered ??= await ask();
  } catch (error) {
    const obstacle = error instanceof NotNow ? error.obstacle : databaseFault(error);
    if (!obstacle) throw error;
    const page = obstacle === "away" ? await standInPage(asked, key, response).catch(() => null) : null;
    if (page) return await sendPage(page, request, response);
    const old = lastGoodPage(key);
    return old ? sendOldPage(old, request, response) : denyForLater(asked, response, obstacle);
  }
  // Only now is it known that the response is streamed.
  compress(request as Request, response as Answer, () => {});
  await send(answered, asked, response);
}

/** The page at the replica that stands in for the primary, kept or made there; null where there is none. */
async function standInPage(asked: Asked, key: string, response: Outgoing) {
  await chooseReplica(asked.request, asked.url);
  if (asked.request.method !== "GET" || !currentReplica()?.standsIn) return null;
  return visitorsPage(key, async () => forEverybody(await askBehindGate(asked, response), asked.context));
}

async function answerOne(asked: Asked, response: Outgoing) {
  try {
    await send(await askBehindGate(asked, response), asked, response);
  } catch (error) {
    if (!(error instanceof NotNow) || response.headersSent) throw error;
    denyForLater(asked, response, error.obstacle);
  }
}

async function send(answered: Response, { request, body, context, leave }: Asked, response: Outgoing) {
  response.statusCode = answered.status;
  writeHeaders(response, answered.headers);
  if (hasBody(request.method) && answered.status < 400 && !readsNoCookie(addressOf(request))) {
    const written = await positionCookie();
    if (written !== null) context.cookies.push(written);
  }
  for (const cookie of context.cookies.splice(0)) response.appendHeader("Set-Cookie", cookie);
  await setCaching(response, answered, context);
  // Once, the next request on a connection that had brought a file was never read. A new connection costs little beside a
  // file; where the file is still coming, closing would take the answer with it.
  if (body instanceof Readable && request.complete) response.setHeader("Connection", "close");
  if (isPaced(answered)) {
    leave();
    await sendPaced(answered, response);
  } else holdUntilSent(response, { address: context.address, bytes: await handOver(answered, request, response) });
  if (body instanceof Readable) {
    // Discard an unread body: a client that is still sending can't read the response.
    body.destroy();
    request.resume();
  }
}

/** Writes all of an answer to the connection, which keeps what its reader has not taken; answers with its bytes. */
async function handOver(answered: Response, request: Incoming, response: Outgoing): Promise<number> {
  if (isPage(answered) || !answered.body) {
    const whole = await bytesOf(answered);
    // This one is counted, too: it has its place still.
    const haste = countAsked() > 1 ? "othersWait" : "nobodyWaits";
    // Turning away must cost next to nothing.
    const body = isPage(answered) && answered.status !== 503 ? compressPage(whole, request, response, haste) : whole;
    response.end(body);
    return body.length;
  }
  let bytes = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  await writeReadableStreamToWritable(answered.body.pipeThrough(counted), response);
  return bytes;
}

/** Known once the build is. */
let nameRoute: (path: string) => string = () => "other";

function note({ method = "" }: Incoming, { pathname }: URL, status: number, began: number) {
  countRequest(nameRoute(pathname), method, status, (performance.now() - began) / 1_000);
  log().info({ method, path: pathname, status, ms: Math.round(performance.now() - began) }, "request");
}

/** Pages are rendered whole; other answers may be streams. */
const isPage = ({ headers }: Response) => headers.get("Content-Type")?.startsWith("text/html") ?? false;

/** Reads a page that doesn't depend on the viewer to its end; null for other responses, which stay untouched. */
async function forEverybody(answered: Response, context: Context): Promise<Answered | null> {
  const { status, headers } = answered;
  if (
    status !== 200 ||
    !isPage(answered) ||
    headers.has("Set-Cookie") ||
    headers.has("Cache-Control") ||
    context.cookies.length > 0
  )
    return null;
  if ((await context.sessionIfAsked())?.viewer) return null;
  return { headers: [...headers], body: await bytesOf(answered) };
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

function toFetchRequest(request: Incoming, url: URL, body: Buffer | Readable, signal: AbortSignal) {
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

/** Members' responses are private. Visitors' pages are the same for everybody, but revalidated each time. */
async function setCaching(response: Outgoing, answered: Response, context: Context) {
  const viewer = (await context.sessionIfAsked())?.viewer;
  // A page for a frame, such as a mail's, comes with a policy of its own.
  if (viewer && isPage(answered) && !answered.headers.has("Content-Security-Policy"))
    response.setHeader("Content-Security-Policy", contentSecurityPolicy(context.url.pathname, context.nonce));
  if (viewer) response.setHeader("Cache-Control", "private, no-store");
  else if (!answered.headers.has("Cache-Control"))
    response.setHeader("Cache-Control", isPage(answered) && answered.status === 200 ? "public, no-cache" : "no-store");
  // A response that never read the viewer is the same for everybody.
  if (context.sessionIfAsked()) addVary(response, "Cookie");
}
