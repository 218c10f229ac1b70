/** Conditional requests: 304 for clients that have the current version. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

/** By address, with the second in which this process first saw it. */
const versions = new LRUCache<string, { tag: string; since: number }>({ max: 1_000 });

/** A version's tag, from the response's content. Weak, because the same response is sent compressed and plain. */
export function versionOf(...parts: string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return `W/"${hash.digest("base64url").slice(0, 27)}"`;
}

type Version = { tag: string; headers: Record<string, string> };

/** The response of `make`, or 304 without calling it if `If-None-Match` or `If-Modified-Since` matches this version. */
export async function answerOrUnchanged(
  request: Request,
  { tag, headers }: Version,
  make: () => Response | Promise<Response>,
): Promise<Response> {
  const now = Math.floor(new Date().getTime() / 1000);
  const since = firstSeen(new URL(request.url).href, tag, now);
  // Don't answer by date within the current second, in which another version may have been sent.
  const dated: Record<string, string> = since <= now ? { "Last-Modified": new Date(since * 1000).toUTCString() } : {};
  const all = { ...headers, ...dated, ETag: tag };
  if (hasIt(request.headers, tag, since)) return new Response(null, { status: 304, headers: all });
  const answer = await make();
  if (answer.ok) for (const [name, value] of Object.entries(all)) answer.headers.set(name, value);
  return answer;
}

/** Whether an `If-None-Match` names this tag, weak or strong. */
export function namesTag(named: string, tag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, "");
  return named.trim() === "*" || named.split(",").some((other) => bare(other) === bare(tag));
}

/**
 * A tag takes precedence over a date if both are sent. A date has to be the one that this process would send: a later one may
 * be another process's, and of another version.
 */
function hasIt(headers: Headers, tag: string, since: number) {
  const tags = headers.get("If-None-Match");
  if (tags !== null) return namesTag(tags, tag);
  const date = Date.parse(headers.get("If-Modified-Since") ?? "");
  return Number.isFinite(date) && date / 1000 === since;
}

/**
 * The second in which this process first saw this tag at this address. No date in the database would do, because
 * hiding, renaming and votes change a list without a newer date. Forgetting only causes a resend.
 */
function firstSeen(address: string, tag: string, now: number): number {
  const before = versions.get(address);
  if (before?.tag === tag) return before.since;
  const since = before && before.since >= now ? before.since + 1 : now;
  versions.set(address, { tag, since });
  return since;
}
