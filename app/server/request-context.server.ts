/** What a loader or action knows about its request, beside the request itself: made by the front door, once a request. */
import { randomBytes, randomUUID } from "node:crypto";
import { readSession, type Session } from "~/features/auth/auth.server";
import { readiness } from "./readiness.server";

export type RequestFacts = { url: URL; cookie: string | null; address: string; release: string };

declare module "@remix-run/node" {
  interface AppLoadContext {
    requestId: string;
    /** For the scripts of members' pages. Visitors' pages have none. */
    nonce: string;
    /** Which build answers: it differs when anything differs that browsers get. */
    release: string;
    /** Where the request came from, after as many proxies as are trusted. */
    address: string;
    /** The address as a reader sees it, without Remix's own marks. */
    url: URL;
    /** Remix asks for a loader's data alone, for a page that is open already. */
    isForData: boolean;
    /** Who is asking; read when first wanted, at most once. */
    session(): Promise<Session>;
    /** The same, but only if somebody asked: an answer that never looked at who asks is personal to nobody. */
    sessionIfAsked(): Promise<Session> | undefined;
    /** `Set-Cookie` lines that the front door adds to whatever answer comes. */
    cookies: string[];
    /** The database did not answer while this request was worked on: the answer is 503. */
    databaseIsAway: boolean;
    /** Why this process should get no traffic, each in a sentence; empty when it should. */
    readiness(): Promise<string[]>;
    /** Html of post bodies that this page shows: it goes into the page as html only, never again as data. */
    bodies: Map<string, string>;
  }
}

export function createContext({ url: requested, cookie, address, release }: RequestFacts) {
  const url = new URL(requested);
  url.searchParams.delete("_data");
  let session: Promise<Session> | undefined;
  const cookies: string[] = [];
  const readOnce = async () => {
    const read = await readSession(cookie);
    if (read.cookie) cookies.push(read.cookie);
    return read;
  };
  return {
    requestId: randomUUID(),
    nonce: randomBytes(16).toString("base64"),
    address,
    release,
    url,
    isForData: requested.searchParams.has("_data"),
    session: () => (session ??= readOnce()),
    sessionIfAsked: () => session,
    cookies,
    databaseIsAway: false,
    readiness,
    bodies: new Map<string, string>(),
  };
}
