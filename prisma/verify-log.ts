/**
 * Checks that no entry of the moderation log was removed or changed since its chain began:
 *
 *   npm run verify-log                        the log of this forum's database, `DATABASE_URL`
 *   npm run verify-log -- ADDRESS             the log that a forum publishes: https://forum.example
 *   npm run verify-log -- ADDRESS KEPT-HASH   and whether a hash that was kept is still in it
 *
 * Ends with status 1 when the chain is broken, or the kept hash is not in it.
 */
import { z } from "zod";
import { ChainedEntry, countUnchained, readChain, verifyChain } from "../app/features/moderation/moderation.server";
import { closeDatabase, openDatabase } from "../app/platform/db.server";
import { env } from "../app/platform/env.server";

const Page = z.object({ entries: z.array(ChainedEntry), next: z.string().nullable() });

/** The entries that a forum publishes, page after page. */
async function* published(origin: string): AsyncGenerator<ChainedEntry> {
  for (let next: string | null = new URL("/modlog/chain.json", origin).href; next !== null;) {
    const answer = await fetch(next, { signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) throw new Error(`${next} answered with ${answer.status}.`);
    const page = Page.parse(await answer.json());
    yield* page.entries;
    // On the address that was asked for, whatever the forum takes itself for.
    next = page.next && new URL(new URL(page.next).pathname + new URL(page.next).search, origin).href;
  }
}

async function main() {
  const given = process.argv.slice(2);
  const origin = given.find((word) => /^https?:/.test(word));
  const kept = given.find((word) => /^[0-9a-f]{64}$/.test(word)) ?? null;
  if (given.length > [origin, kept].filter(Boolean).length)
    throw new Error("Give an address that begins with http, a hash of 64 digits, both or neither.");
  if (origin === undefined) openDatabase({ url: databaseAddress() });
  try {
    const state = await verifyChain(origin === undefined ? readChain() : published(origin), kept);
    if (!state.ok) throw new Error(`The chain is broken at entry ${state.place}: ${state.problem}.`);
    const outside = origin === undefined ? await countUnchained() : 0;
    if (outside > 0) throw new Error(`${outside} entries stand outside of the chain.`);
    console.log(`The chain holds: ${state.count} entries, newest hash ${state.newest ?? "none"}.`);
    if (kept !== null && !state.hasKept) throw new Error("The hash that was kept is not in it: entries were removed.");
    if (kept !== null) console.log("The hash that was kept is in it.");
  } finally {
    if (origin === undefined) await closeDatabase();
  }
}

function databaseAddress() {
  const { DATABASE_URL: url } = env();
  if (!url) throw new Error("Set DATABASE_URL to the forum's database, or give the address of a forum.");
  return url;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
