/** From a node request to an answer: guard, files, Remix. */
import { join } from "node:path";
import { createRequestHandler, type ServerBuild, writeReadableStreamToWritable } from "@remix-run/node";
import compression from "compression";
import express, { type NextFunction, type Request as Incoming, type Response as Outgoing } from "express";
import { env } from "~/platform/env.server";
import { log } from "~/platform/log.server";
import { addressOf, type Denial, readBody, refuseBody, refuseHead } from "~/platform/request-guard.server";
import { contentSecurityPolicy, securityHeaders } from "~/platform/security-headers.server";
import { serveStream } from "./event-streams.server";
import { createContext } from "./request-context.server";

const unavailable: Denial = { status: 503, message: "The forum can't answer just now. Try again in a few seconds." };

/** The whole application as one request listener. */
export function createApp(build: ServerBuild) {
  const app = express();
  app.disable("x-powered-by");
  app.use(guard);
  // Before compression: it would hold an event back until there is enough to compress.
  app.get("/live", (request, response) => serveStream(request, response, addressOf(request, env().TRUST_PROXY)));
  app.post("/live", (_request, response) => deny(response, { status: 405, message: "This address is only read." }));
  app.use(compression());
  const client = build.assetsBuildDirectory;
  app.use(
    "/assets",
    express.static(join(client, "assets"), { immutable: true, maxAge: "1y", index: false, redirect: false }),
  );
  app.use("/assets", (_request, response) => deny(response, { status: 404, message: "There is no such file." }));
  app.use(express.static(client, { maxAge: "1h", index: false, redirect: false }));
  const answer = createRequestHandler(build, env().NODE_ENV);
  app.use(
    (request: Incoming, response: Outgoing, next: NextFunction) => void handle(answer, request, response).catch(next),
  );
  app.use((error: unknown, _request: Incoming, response: Outgoing, _next: NextFunction) => {
    log().error({ err: error }, "a request could not be answered");
    if (response.headersSent) response.destroy();
    else deny(response, unavailable);
  });
  return app;
}

function guard(request: Incoming, response: Outgoing, next: NextFunction) {
  for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value);
  const { goodOrigins, isLocal } = env();
  const goodHosts = isLocal ? goodOrigins.map((origin) => new URL(origin).host) : null;
  const denial = refuseHead(request, { goodOrigins, goodHosts });
  if (denial) return deny(response, denial);
  next();
}

function deny(response: Outgoing, { status, message }: Denial) {
  // What is left of a refused request is not read: the connection can't be used again.
  if (status !== 404) response.setHeader("Connection", "close");
  if (status === 503) response.setHeader("Retry-After", "5");
  response.status(status).type("text/plain").set("Cache-Control", "no-store").send(`${message}\n`);
}

type Answer = ReturnType<typeof createRequestHandler>;

async function handle(answer: Answer, request: Incoming, response: Outgoing) {
  const began = performance.now();
  const url = new URL(request.originalUrl, env().publicOrigin);
  const body = request.method === "POST" ? await readBody(request) : Buffer.alloc(0);
  if (body === null) return deny(response, { status: 413, message: "That is too large. A post holds 64 KB." });
  const denial = refuseBody(body, request.headers["content-type"] ?? "");
  if (denial) return deny(response, denial);

  const context = createContext({
    url,
    cookie: request.headers.cookie ?? null,
    address: addressOf(request, env().TRUST_PROXY),
  });
  response.setHeader("X-Request-Id", context.requestId);
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const answered = await answer(toFetchRequest(request, url, body, gone.signal), context);

  if (context.databaseIsAway && answered.status === 500) return deny(response, unavailable);
  response.status(answered.status);
  for (const [name, value] of answered.headers) response.appendHeader(name, value);
  for (const cookie of context.cookies.splice(0)) response.appendHeader("Set-Cookie", cookie);
  await setCaching(response, answered, context);
  if (answered.body) await writeReadableStreamToWritable(answered.body, response);
  else response.end();
  log().info(
    {
      id: context.requestId,
      method: request.method,
      path: url.pathname,
      status: answered.status,
      ms: Math.round(performance.now() - began),
    },
    "request",
  );
}

function toFetchRequest(request: Incoming, url: URL, body: Buffer, signal: AbortSignal) {
  const headers = new Headers();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!;
    if (!/^(host|x-forwarded-)/i.test(name)) headers.append(name, request.rawHeaders[index + 1]!);
  }
  // Remix compares these two with `Origin`; the guard has already decided, by PUBLIC_URL and not by what the client says.
  headers.set("Host", url.host);
  headers.delete("Origin");
  return new Request(url, {
    method: request.method,
    headers,
    signal,
    ...(request.method === "POST" && { body: new Uint8Array(body) }),
  });
}

/** A member's answer is nobody else's. A visitor's page is the same for everybody, but asked for again each time. */
async function setCaching(response: Outgoing, answered: Response, context: ReturnType<typeof createContext>) {
  const viewer = (await context.sessionIfAsked())?.viewer;
  const isPage = answered.headers.get("Content-Type")?.startsWith("text/html") ?? false;
  if (viewer && isPage) response.setHeader("Content-Security-Policy", contentSecurityPolicy(context.nonce));
  if (viewer) response.setHeader("Cache-Control", "private, no-store");
  else if (!answered.headers.has("Cache-Control"))
    response.setHeader("Cache-Control", isPage && answered.status === 200 ? "public, no-cache" : "no-store");
  response.vary("Cookie");
}
