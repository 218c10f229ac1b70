/** The context of a request for loaders and actions, created once per request by the request handler. */
import { randomBytes, randomUUID } from "node:crypto";
import { browserWords, readSession, type Session, shortNetwork } from "~/features/auth/auth.server";
import { fromPrimary } from "~/platform/current-request.server";
import type { DatabaseFault } from "~/platform/database-faults";
import { readiness } from "./readiness.server";

export type RequestFacts = {
  url: URL;
  cookie: string | null;
  userAgent: string | null;
  address: string;
  release: string;
};

declare module "@remix-run/node" {
  interface AppLoadContext {
    requestId: string;
    /** The nonce for scripts of members' pages. Visitors' pages have none. */
    nonce: string;
    /** The id of the build; it changes with any file that browsers get. */
    release: string;
    /** The client's address, behind the configured number of proxies. */
    address: string;
    /** The browser in words, "Firefox on Android", and its address cut to /24 or /48: for the list of sessions. */
    browser: string;
    network: string;
    /** The URL without Remix's own parameters. */
    url: URL;
    /** A whole page, or only the data of a loader or action, for a page that is already open. */
    wants: "page" | "data";
    /** Who is asking; read when first wanted, at most once. */
    session(): Promise<Session>;
    /** The viewer if it was read; an answer that never read it is the same for everybody. */
    sessionIfAsked(): Promise<Session> | undefined;
    /** `Set-Cookie` lines to add to the response. */
    cookies: string[];
    /** What the database or a full line said during this request that means "later"; then the response is 503. */
    fault: DatabaseFault | "overload" | null;
    /** Reasons why this process should get no traffic, as sentences; empty if it is ready. */
    readiness(): Promise<string[]>;
    /** Html of the posts on this page, sent only as html and not again as data. */
    bodies: Map<string, string>;
  }
}

/** The parameter by which the framework asks for data alone. */
export const dataMark = "_data";

export function createContext({ url: requested, cookie, userAgent, address, release }: RequestFacts) {
  const url = new URL(requested);
  const wants = url.search !== "" && url.searchParams.has(dataMark) ? ("data" as const) : ("page" as const);
  if (wants === "data") url.searchParams.delete(dataMark);
  let session: Promise<Session> | undefined;
  const cookies: string[] = [];
  let nonce: string | undefined;
  const readOnce = async () => {
    const read = await fromPrimary(() => readSession(cookie, context));
    if (read.cookie) cookies.push(read.cookie);
    return read;
  };
  // What a kept page doesn't need is made when it is asked for.
  const context = {
    requestId: randomUUID(),
    get nonce() {
      return (nonce ??= randomBytes(16).toString("base64"));
    },
    address,
    get browser() {
      return browserWords(userAgent);
    },
    get network() {
      return shortNetwork(address);
    },
    release,
    url,
    wants,
    session: () => (session ??= readOnce()),
    sessionIfAsked: () => session,
    cookies,
    fault: null as DatabaseFault | "overload" | null,
    readiness,
    bodies: new Map<string, string>(),
  };
  return context;
}
