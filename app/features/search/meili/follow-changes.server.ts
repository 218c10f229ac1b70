/** Tells Meilisearch what has changed here. */
import pg from "pg";
import { databasePool } from "~/platform/db.server";
import { writeToIndex } from "./index-documents.server";
import { findIndex, type IndexRole, listChanges, rememberFault, settleChanges } from "./index-state.server";
import { isMeiliGiven, MeiliFault } from "./meili-client.server";

const atOnce = 500;

/** Any numbers that nothing else locks. */
const locks = { following: 7_310_041, keeping: 7_310_042 };

/** One at a time over all processes. `or-not`: null at once when somebody else is at it. */
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

/** Tells an index all that it was not told yet. Only for whoever is alone at it. */
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

/** Brings the searched index up to date; throws a `MeiliFault` when it can't be, and what is left waits. */
export async function followChanges() {
  if (!isMeiliGiven()) return;
  await alone("following", "waiting", async () => {
    const live = await findIndex("live");
    if (!live?.isWhole) return;
    await withMemory(() => tellChanges("live", live.uid));
  });
}

/** The administrators see what went wrong last. */
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
