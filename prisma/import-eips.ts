/**
 * Brings in the list of Ethereum improvement proposals, from a file or an address:
 *
 *   npm run import-eips -- FILE-OR-URL
 *
 * The list is JSON, `{ "asOf": "2026-08-22", "eips": [{ "eip": 7732, "title": …, "status": …, "type": …, "category": …,
 * "created": …, "authors": […], "discussionsTo": …, "requires": […] }] }`, or the array alone. Needs `DATABASE_URL`.
 */
import { readFileSync } from "node:fs";
import { importEips } from "../app/features/sources/sources.server";
import { closeDatabase, databaseNow, inTransaction, openDatabase, startTimeout } from "../app/platform/db.server";
import { env } from "../app/platform/env.server";

async function read(place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFileSync(place, "utf8");
  const answer = await fetch(place, { signal: AbortSignal.timeout(30_000) });
  if (!answer.ok) throw new Error(`${place} answered ${answer.status}.`);
  return answer.text();
}

async function main(place: string | undefined) {
  const { DATABASE_URL: databaseUrl } = env();
  if (!place) throw new Error("Say which list: npm run import-eips -- FILE-OR-URL");
  if (!databaseUrl) throw new Error("Set DATABASE_URL to the database that is to know them.");
  openDatabase({ url: databaseUrl });
  try {
    const list: unknown = JSON.parse(await read(place));
    const { known, changed } = await inTransaction(async (tx) => importEips(tx, list, await databaseNow(tx)), {
      timeout: startTimeout,
    });
    console.log(`${known} proposals are known now; ${changed} cited ones have changed.`);
  } finally {
    await closeDatabase();
  }
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
