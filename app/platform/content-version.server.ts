/**
 * The version of all public content, counted by triggers in the database, which see every write. Every visitor's page
 * asks for it, on two connections that serve nothing else.
 */
import { setTimeout as setTimer } from "node:timers";
import { databaseFault } from "./database-faults";
import { databasePulse, db } from "./db.server";

const question = `select coalesce(sum("version"), 0)::text as version from "ContentVersion"`;

/** Milliseconds between two questions while the database doesn't answer. */
const untilAgain = 500;

type Heard = { version: string; at: number };
type Asking = {
  running: Promise<unknown>;
  next: Promise<string> | null;
  /** The last answer, with the milliseconds of `performance.now()` when it came. */
  heard: Heard | null;
  /** Why the last question had no answer; null if it had one. */
  silence: unknown;
};

const asking: Asking = { running: Promise.resolve(), next: null, heard: null, silence: null };

/**
 * A string that changes with every committed change. It is read after the call; calls made during a read share the
 * next one. Throws if the database doesn't answer within two seconds, and at once while it is known not to.
 */
export async function contentVersion(): Promise<string> {
  if (asking.silence !== null) throw asking.silence;
  asking.next ??= asking.running
    .catch(() => {})
    .then(() => {
      asking.next = null;
      const read = ask();
      asking.running = read;
      return read;
    });
  return asking.next;
}

/** The last version that was heard, however long ago; null before the first. */
export const lastContentVersion = (): Heard | null => asking.heard;

async function ask(): Promise<string> {
  try {
    const version = await askOnce().catch((error: unknown) => {
      // One connection broke or hung, and was dropped: another one is asked.
      if (databaseFault(error) === "away") return askOnce();
      throw error;
    });
    asking.heard = { version, at: performance.now() };
    asking.silence = null;
    return version;
  } catch (error) {
    if (asking.silence === null) askAgainLater();
    asking.silence = error;
    throw error;
  }
}

/** One question at a time goes on while nobody waits for its answer, so that the end of the silence is heard soon. */
function askAgainLater() {
  setTimer(() => {
    ask().catch(() => {
      // It may have been closed meanwhile.
      if (databasePulse() !== null) askAgainLater();
    });
  }, untilAgain).unref();
}

async function askOnce(): Promise<string> {
  const pulse = databasePulse();
  if (!pulse) throw new Error("The database is closed.");
  const { rows } = await pulse.query<{ version: string }>(question);
  return rows[0]!.version;
}

/**
 * Adds the rows of connections that are gone to one row: their number stays bounded, and the sum is the same before and
 * after.
 */
export async function foldContentVersions() {
  await db.$executeRaw`
    with gone as (
      delete from "ContentVersion" c
      where "backend" <> 0 and not exists (select from pg_stat_activity a where a.pid = c."backend")
      returning "version"
    )
    insert into "ContentVersion" as kept ("backend", "version")
    select 0, sum("version")::bigint from gone having count(*) > 0
    on conflict ("backend") do update set "version" = kept."version" + excluded."version"`;
}
