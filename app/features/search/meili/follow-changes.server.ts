/** Sends changed posts to Meilisearch. */
import pg from "pg";
import { databasePool } from "~/platform/db.server";
import { writeToIndex } from "./index-documents.server";
import { findIndex, type IndexRole, listChanges, rememberFault, settleChanges } from "./index-state.server";
import { isMeiliGiven, MeiliFault } from "./meili-client.server";

const atOnce = 500;

/** Any numbers that nothing else locks. */
const locks = { following: 7_310_041, keeping: 7_310_042 };

/** Runs one at a time over all processes. With `or-not`, returns null at once if another process holds the lock. */
export async function alone<T>(
  what: keyof typeof locks,
  mode: "waiting" | "or-not",
  work: () => Promise<T>,
): Promise<T | null> {
  const connection = await databasePool().connect();
  try {
    if (!(await lock(connection, locks[what], mode))) return null;
    try {
      return await work();
    } finally {
      await connection.query("select pg_advisory_unlock($1)", [locks[what]]);
    }
  } finally {
    connection.release();
  }
}

async function lock(connection: pg.PoolClient, key: number, mode: "waiting" | "or-not"): Promise<boolean> {
  if (mode === "or-not") {
    const { rows } = await connection.query<{ ok: boolean }>("select pg_try_advisory_lock($1) as ok", [key]);
    return rows[0]!.ok;
  }
  await connection.query("select pg_advisory_lock($1)", [key]);
  return true;
}

/** Sends an index all pending changes. Call it only while holding the lock. */
export async function tellChanges(role: IndexRole, uid: string) {
  for (;;) {
    const changes = await listChanges(role, atOnce);
    if (changes.length === 0) return;
    await writeToIndex(
      uid,
      changes.map(({ postId }) => postId),
    );
    await settleChanges(role, changes);
  }
}

/** Brings the live index up to date. Throws a `MeiliFault` on failure; unsent changes stay pending. */
export async function followChanges() {
  if (!isMeiliGiven()) return;
  await alone("following", "waiting", async () => {
    const live = await findIndex("live");
    if (!live?.isWhole) return;
    await withMemory(() => tellChanges("live", live.uid));
  });
}

/** Administrators see the last failure. */
export async function withMemory<T>(work: () => Promise<T>): Promise<T> {
  try {
    const done = await work();
    await rememberFault(null);
    return done;
  } catch (error) {
    if (error instanceof MeiliFault) await rememberFault(error.message);
    throw error;
  }
}
