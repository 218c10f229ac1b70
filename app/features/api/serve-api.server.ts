/** From a request below `/api/v1/` to its answer: which operation, who asks, how often, what is sent, and in which shape. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { countAndTell, countAttempt, findBan, limits } from "~/features/auth/auth.server";
import { groupBy } from "~/platform/group-by";
import { readFromReplica } from "~/platform/read-from-replica.server";
import { problemOf } from "~/platform/responses.server";
import { paths } from "~/paths";
import { ApiRefusal, type Method, type Operation, readAs, TextHeld, tooOften } from "./operation";
import { type Caller, findCaller, noteWritten } from "./keys.server";
import { openApiDocument } from "./openapi.server";
import { operations } from "./operations.server";
import { at } from "./to-json";

type Asked = { request: Request; url: URL; address: string };

const prefix = "/api/v1";
const documentPath = "/openapi.json";
/** Anybody's script may read what everybody may read; no cookie is ever read here. */
const shared = { "Access-Control-Allow-Origin": "*", Vary: "Authorization" };
const exposed = { "Access-Control-Expose-Headers": "ETag, Link, RateLimit, RateLimit-Policy, Retry-After" };

type Route = { parts: string[]; byMethod: Map<string, Operation> };

/** Operations by the parts of their path; those without parameters come first, so that no name hides behind one. */
const routes: Route[] = [...groupBy(operations, ({ path }) => path)]
  .map(([path, list]) => ({
    parts: path.split("/").slice(1),
    byMethod: new Map(list.map((operation) => [operation.method as string, operation] as const)),
  }))
  .toSorted((a, b) => freeParts(a) - freeParts(b));

function freeParts({ parts }: Route) {
  return parts.filter((part) => part.startsWith("{")).length;
}

/** Answers a request below `/api/v1/`. Refusals are problems of RFC 9457. */
export async function serveApi(asked: Asked): Promise<Response> {
  try {
    return await answer(asked);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return problem(error.status, error.message, error.headers, error.more);
  }
}

async function answer({ request, url, address }: Asked): Promise<Response> {
  const path = url.pathname.slice(prefix.length);
  const { method } = request;
  if (path === documentPath)
    return method === "GET" || method === "HEAD" || method === "OPTIONS" ? document(request) : notThis(["GET"]);
  const route = routeOf(path);
  if (!route) return problem(404, "There is no such address. The list of all: /api/v1/openapi.json");
  if (method === "OPTIONS") return preflight([...route.byMethod.keys()]);
  const operation = route.byMethod.get(method === "HEAD" ? "GET" : method);
  if (!operation) return notThis([...route.byMethod.keys()]);

  const caller = await callerOf(request, operation, address);
  const limit = await admit({ caller, address, operation });
  try {
    const params = readParams(operation, route.parts, path);
    const query = readQuery(operation, url.searchParams);
    const body = await readBody(operation, request);
    const idempotencyKey = idempotencyKeyOf(request, operation, { path, body });
    if (isForEverybody(operation) && caller?.wroteUpTo !== "unknown") await readFromReplica(caller?.wroteUpTo ?? null);
    const value = await operation.run({ address, request, idempotencyKey, params, query, body, caller });
    if (caller && operation.method !== "GET") await noteWritten(caller.keyId);
    const headers = { ...shared, ...exposed, ...limit, ...linkOf(value, url) };
    if (operation.status === 204) return new Response(null, { status: 204, headers });
    const isOwn = operation.scope !== null || operation.method !== "GET";
    return json(value, { request, status: operation.status, headers, isOwn });
  } catch (error) {
    if (error instanceof TextHeld) {
      const held =
        "A moderator looks at this text before it is posted. You can read it, or take it back, at the address.";
      const answered = { held, url: at(paths.heldText(error.heldId)) };
      return json(answered, { request, status: 202, headers: { ...shared, ...exposed, ...limit }, isOwn: true });
    }
    if (!(error instanceof ApiRefusal)) throw error;
    return problem(error.status, error.message, { ...limit, ...error.headers }, error.more);
  }
}

/** What reads the same whoever asks. A member's own things are read from the primary. */
const isForEverybody = ({ method, scope }: Operation) => method === "GET" && scope === null;

/** A problem with the headers that every answer has. */
function problem(status: number, detail: string, headers: Record<string, string> = {}, more: object = {}) {
  return new Response(JSON.stringify({ ...problemOf(status, titles[status] ?? "Refused", detail), ...more }), {
    status,
    headers: {
      ...shared,
      ...exposed,
      ...headers,
      "Content-Type": "application/problem+json; charset=utf-8",
      "Cache-Control": "no-store",
    },
  });
}

const titles: Record<number, string> = {
  400: "Bad request",
  401: "No key",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported type",
  422: "Not taken",
  429: "Too many requests",
  503: "Busy",
};

const notThis = (methods: string[]) =>
  problem(405, `This address is asked by ${methods.join(", ")}.`, { Allow: ["OPTIONS", ...methods].join(", ") });

/** What a browser asks before it lets a script read: everybody may read, and nobody writes by a browser's script. */
const preflight = (methods: string[]) =>
  new Response(null, {
    status: 204,
    headers: {
      ...shared,
      Allow: ["OPTIONS", ...methods].join(", "),
      "Access-Control-Allow-Methods": "GET",
      "Access-Control-Allow-Headers": "If-None-Match",
      "Access-Control-Max-Age": "86400",
    },
  });

/** The document, made once in a process. */
let written: string | null = null;
function document(request: Request) {
  if (request.method === "OPTIONS") return preflight(["GET"]);
  written ??= JSON.stringify(openApiDocument());
  return text(written, { request, status: 200, headers: { ...shared, ...exposed }, isOwn: false });
}

type Sent = { request: Request; status: number; headers: Record<string, string>; isOwn: boolean };

const json = (value: unknown, sent: Sent) => text(JSON.stringify(value), sent);

function text(body: string, { request, status, headers, isOwn }: Sent) {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const caching = { ETag: etag, "Cache-Control": isOwn ? "private, no-store" : "no-cache" };
  const isKnown =
    status === 200 && tagsIn(request.headers.get("If-None-Match")).some((tag) => tag === etag || tag === "*");
  if (isKnown) return new Response(null, { status: 304, headers: { ...headers, ...caching } });
  return new Response(body, {
    status,
    headers: { ...headers, ...caching, "Content-Type": "application/json; charset=utf-8" },
  });
}

const tagsIn = (header: string | null) => (header ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));

function routeOf(path: string): Route | null {
  const parts = path.split("/").slice(1);
  return (
    routes.find(
      (route) =>
        route.parts.length === parts.length &&
        route.parts.every((part, index) => (part.startsWith("{") ? parts[index] !== "" : part === parts[index])),
    ) ?? null
  );
}

/** Who asks. A key that is sent must be good, also where none is needed; a wrong one counts against the address. */
async function callerOf(request: Request, { scope }: Operation, address: string): Promise<Caller | null> {
  const header = request.headers.get("Authorization");
  if (header === null && scope === null) return null;
  const [, key] = /^Bearer ([\w-]{1,100})$/i.exec(header ?? "") ?? [];
  const caller = key === undefined ? null : await findCaller(key);
  if (caller) return caller;
  const wait = await countAttempt(limits.apiByAddress, address);
  if (wait > 0) throw tooOften(wait, `Too many requests. Try again in ${wait} seconds.`);
  throw new NoKey(
    header === null
      ? "This needs a key: `Authorization: Bearer cp_…`."
      : "This key is wrong, was revoked or has ended.",
  );
}

/** 401, which names how to authenticate. */
class NoKey extends ApiRefusal {
  constructor(words: string) {
    super(401, words, { "WWW-Authenticate": 'Bearer realm="Counterproof"' });
  }
}

type Admitted = { caller: Caller | null; address: string; operation: Operation };

/** Counts the request and asks whether the key may do it; the headers that tell the caller what is left. */
async function admit({ caller, address, operation }: Admitted): Promise<Record<string, string>> {
  const limit = caller ? limits.apiByKey : limits.apiByAddress;
  const { wait, left, seconds } = await countAndTell(limit, caller ? caller.keyId : address);
  const told = {
    "RateLimit-Policy": `"default";q=${limit.attempts};w=${limit.seconds}`,
    RateLimit: `"default";r=${left};t=${seconds}`,
  };
  if (wait > 0)
    throw new ApiRefusal(429, `Too many requests. Try again in ${wait} seconds.`, {
      ...told,
      "Retry-After": String(wait),
    });
  const { scope, writes } = operation;
  if (!caller) return told;
  const ban = caller.member.isSuspended || writes ? await findBan(caller.member) : null;
  if (ban) throw new ApiRefusal(403, ban.words, told);
  if (scope !== null && !caller.scopes.includes(scope))
    throw new ApiRefusal(
      403,
      `This key doesn’t have the scope “${scope}”. Make one that has it in the settings.`,
      told,
    );
  return told;
}

/** The values of the path's parameters; what can't be one names nothing. */
function readParams({ params }: Operation, parts: string[], path: string): unknown {
  if (!params) return undefined;
  const values = path.split("/").slice(1);
  const named = parts.flatMap((part, index) =>
    part.startsWith("{") ? [[part.slice(1, -1), decodeURIComponent(values[index]!)]] : [],
  );
  const read = params.safeParse(Object.fromEntries(named));
  if (!read.success) throw new ApiRefusal(404, "There is nothing with such a name.");
  return read.data;
}

/** The known names of the query; others are ignored. */
function readQuery({ query }: Operation, asked: URLSearchParams): unknown {
  if (!query) return undefined;
  const values = Object.entries(query.shape).flatMap(([name, schema]) => {
    const all = asked.getAll(name).filter((value) => value !== "");
    if (all.length === 0) return [];
    return [[name, isList(schema as z.ZodType) ? all : all[0]]];
  });
  return readAs(query, Object.fromEntries(values), 400);
}

function isList(schema: z.ZodType): boolean {
  return schema instanceof z.ZodOptional ? isList(schema.unwrap() as z.ZodType) : schema instanceof z.ZodArray;
}

async function readBody({ body, takesForm }: Operation, request: Request): Promise<unknown> {
  if (!body || takesForm) return undefined;
  if (!/^application\/json\b/i.test(request.headers.get("Content-Type") ?? ""))
    throw new ApiRefusal(415, "Send JSON, with `Content-Type: application/json`.");
  const sent: unknown = await request.json().catch(() => {
    throw new ApiRefusal(400, "The body is not JSON.");
  });
  return readAs(body, sent, 422);
}

const keyShape = /^[\w-]{8,80}$/;

type Addressed = { path: string; body: unknown };

/**
 * The key by which a request is known again. It holds where it goes and all fields but the text: the same text for another place
 * is another request, and another text for the same place is refused where it is written.
 */
function idempotencyKeyOf(request: Request, { method, body: shape }: Operation, { path, body }: Addressed) {
  const key = request.headers.get("Idempotency-Key");
  if (key === null || method !== ("POST" satisfies Method) || !shape) return undefined;
  if (!keyShape.test(key))
    throw new ApiRefusal(400, "An Idempotency-Key has 8 to 80 letters, digits, hyphens and underscores.");
  const fields = { ...(body as object), markdown: undefined, confirmedKeys: undefined };
  return createHash("sha256")
    .update(JSON.stringify([path, key, fields]))
    .digest("hex");
}

/** The page after this one, as `Link` says it. */
function linkOf(value: unknown, url: URL): Record<string, string> {
  const next = (value as { next?: unknown } | null | undefined)?.next;
  if (typeof next !== "string") return {};
  const address = new URL(url);
  address.searchParams.set(url.pathname === `${prefix}/claims` ? "before" : "cursor", next);
  return { Link: `<${address.href}>; rel="next"` };
}
