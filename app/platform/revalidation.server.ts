/** Answers that others keep and ask about again: a 304 when they have the newest already. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

/** By address, with the second since which this process knows it. */
const versions = new LRUCache<string, { tag: string; since: number }>({ max: 1_000 });

/** A version's tag from what the answer is made of. Weak, because the same answer is sent compressed and plain. */
export function versionOf(...parts: string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return `W/"${hash.digest("base64url").slice(0, 27)}"`;
}

type Version = { tag: string; headers: Record<string, string> };

/** What `make` answers with, or 304 without asking it, when the asker's `If-None-Match` or `If-Modified-Since` names this version. */
export async function answerOrUnchanged(
  request: Request,
  { tag, headers }: Version,
  make: () => Response | Promise<Response>,
): Promise<Response> {
  const now = Math.floor(new Date().getTime() / 1000);
  const since = firstSeen(new URL(request.url).href, tag, now);
  // A time that has not come yet tells nothing from what was there before in this second.
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

/** A tag counts for more than a date: who sends both is answered by the tag. */
function hasIt(headers: Headers, tag: string, since: number) {
  const tags = headers.get("If-None-Match");
  if (tags !== null) return namesTag(tags, tag);
  const date = Date.parse(headers.get("If-Modified-Since") ?? "");
  return Number.isFinite(date) && date / 1000 >= since;
}

/**
 * The second from which on this process knows that the address answers with this tag. No date in the database would do: what is
 * hidden, renamed or voted for changes a list without leaving one that is newer. Forgetting only means sending again.
 */
function firstSeen(address: string, tag: string, now: number): number {
  const before = versions.get(address);
  if (before?.tag === tag) return before.since;
  const since = before && before.since >= now ? before.since + 1 : now;
  versions.set(address, { tag, since });
  return since;
}
