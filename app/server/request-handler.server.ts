/** From a node request to a response: guard, page cache, files, Remix. */
import type { IncomingMessage as Incoming, RequestListener, ServerResponse as Outgoing } from "node:http";
import { join } from "node:path";
import type { RequestHandler, ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Request, type Response as Answer } from "express";
import { clientAddress } from "~/platform/client-address.server";
import { currentReplica, workFor } from "~/platform/current-request.server";
import { databaseFault } from "~/platform/database-faults";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { projectRoot } from "~/platform/project-root.server";
import { readsNoCookie, refuseHead } from "~/platform/request-guard.server";
import { securityHeaders } from "~/platform/security-headers.server";
import { bytesOf } from "~/platform/whole-page.server";
import { type Asked, askBehindGate, type Context, NotNow } from "./ask-behind-gate.server";
import { brotliParams } from "./brotli-params.server";
import { addressOf, readBrought, toFetchRequest } from "./brought-request.server";
import { chooseReplica } from "./choose-replica.server";
import { deny, denyForLater, unavailable } from "./denials.server";
import { serveStream } from "./event-streams.server";
import { leadFromFormerHosts } from "./former-hosts.server";
import { handlersOf } from "./matched-routes.server";
import { countRequest, serveMetrics } from "./metrics.server";
import { sendOldPage } from "./old-page.server";
import { type Answered, lastGoodPage, pageKey, sendPage, visitorsPage } from "./page-cache.server";
import { processState } from "./readiness.server";
import { createContext } from "./request-context.server";
import { routeNamer } from "./route-names.server";
import { isPage, sendAnswer } from "./send-answer.server";
import { serveFiles } from "./serve-files.server";
import { holdUntilSent } from "./unsent-answers.server";
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

async function handle(
  handlerFor: (path: string) => RequestHandler,
  release: string,
  /** The name of the visitors' page that it asks for; null for everything else. */
  key: string | null,
  request: Incoming,
  response: Outgoing,
) {
  const began = performance.now();
  const brought = await readBrought(request, response, key !== null);
  if ("denial" in brought) return deny(response, brought.denial);
  const { url, body, isUpload } = brought;

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
  await sendAnswer(answered, asked, response);
}

/** The page at the replica that stands in for the primary, kept or made there; null where there is none. */
async function standInPage(asked: Asked, key: string, response: Outgoing) {
  await chooseReplica(asked.request, asked.url);
  if (asked.request.method !== "GET" || !currentReplica()?.standsIn) return null;
  return visitorsPage(key, async () => forEverybody(await askBehindGate(asked, response), asked.context));
}

async function answerOne(asked: Asked, response: Outgoing) {
  try {
    await sendAnswer(await askBehindGate(asked, response), asked, response);
  } catch (error) {
    if (!(error instanceof NotNow) || response.headersSent) throw error;
    denyForLater(asked, response, error.obstacle);
  }
}

/** Known once the build is. */
let nameRoute: (path: string) => string = () => "other";

function note({ method = "" }: Incoming, { pathname }: URL, status: number, began: number) {
  countRequest(nameRoute(pathname), method, status, (performance.now() - began) / 1_000);
  log().info({ method, path: pathname, status, ms: Math.round(performance.now() - began) }, "request");
}

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
