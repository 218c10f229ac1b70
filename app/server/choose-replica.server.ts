/** Which requests read from a replica: those of visitors for what everybody may see, and searches. */
import type { IncomingMessage as Incoming } from "node:http";
import { hasSession } from "~/features/auth/auth.server";
import { cookieLine, cookieNamed, readCookie } from "~/platform/cookies.server";
import { readFrom } from "~/platform/current-request.server";
import { databaseReplicas } from "~/platform/db.server";
import { type Position, parsePosition, writePosition } from "~/platform/positions";
import { readFromReplica } from "~/platform/read-from-replica.server";
import { hasBody } from "~/platform/request-guard.server";

/** Seconds for which somebody who has written reads at least as much as was written. */
const remembered = 60;

/** Pages, feeds and files that are the same for all visitors; and the search, whose rights are checked in its statements. */
const forEverybody = /^\/(?:$|(?:t|p|u|tags|claims|sources|metrics|chains|index|search|modlog)(?:[/.]|$))/;
const search = /^\/search(?:[/.]|$)/;

/** Lets a request read from a replica where it may, and where one shows enough. */
export async function chooseReplica({ method, headers }: Incoming, { pathname }: URL) {
  readFrom(null);
  if (databaseReplicas() === null || hasBody(method)) return;
  const cookie = headers.cookie ?? null;
  if (!(hasSession(cookie) ? search : forEverybody).test(pathname)) return;
  const needed = positionIn(cookie);
  if (needed !== "unknown") await readFromReplica(needed, threadsIn(pathname));
}

function threadsIn(path: string): number[] {
  const [, id] = /^\/t\/(\d{1,9})(?:\/|$)/.exec(path) ?? [];
  return id === undefined ? [] : [Number(id)];
}

const cookieName = () => cookieNamed("position", "__Host-");

/** Up to where the reader has written; a text that is no place is one that nobody has reached. */
function positionIn(cookie: string | null): Position | null | "unknown" {
  const text = readCookie(cookie, cookieName());
  return text === null ? null : (parsePosition(text) ?? "unknown");
}

/** The `Set-Cookie` line for who has just written; null where there is only the primary to read from. */
export async function positionCookie(): Promise<string | null> {
  const replicas = databaseReplicas();
  if (!replicas) return null;
  const value = await replicas.position().then(
    ({ timeline, lsn }) => writePosition(timeline, lsn),
    () => "unknown",
  );
  return cookieLine(cookieName(), value, { path: "/", seconds: remembered });
}
