/**
 * The versions of public content, counted by triggers in the database, which see every write: one of everything, one for
 * each thread, and one of measured numbers. Every visitor's page asks for them, on two connections that serve nothing else.
 */
import { setTimeout as setTimer } from "node:timers";
import { databaseFault } from "./database-faults";
import { databasePulse, db, keepsStatements } from "./db.server";
import { primaryTimeline } from "./positions";
import { SharedQuestion } from "./shared-question.server";
import { toVersions, versionColumns, type VersionRow, type Versions } from "./versions";

const question = `select ${primaryTimeline} as timeline, ${versionColumns} from "ContentVersion"`;

/** Milliseconds between two questions while the database doesn't answer. */
const untilAgain = 500;

export type Heard = { version: string; at: number };

const asking = {
  question: new SharedQuestion(ask),
  /** The last answer, with the milliseconds of `performance.now()` when it came. */
  heard: null as Heard | null,
  /** Why the last question had no answer; null if it had one. */
  silence: null as unknown,
};

/**
 * The versions of everything and of these threads, at the primary. They are read after the call; calls made during a read share
 * the next one. Throws if the database doesn't answer within two seconds, and at once while it is known not to.
 */
export async function contentVersions(threads: readonly number[] = []): Promise<Versions> {
  if (asking.silence !== null) throw asking.silence;
  return asking.question.ask(threads);
}

/** The number of changes, of everything. */
export const contentVersion = async (): Promise<string> => (await contentVersions()).count;

/** The last version of everything that was heard, however long ago; null before the first. */
export const lastContentVersion = (): Heard | null => asking.heard;

async function ask(threads: ReadonlySet<number>): Promise<Versions> {
  try {
    const row = await askOnce(threads).catch((error: unknown) => {
      // One connection broke or hung, and was dropped: another one is asked.
      if (databaseFault(error) === "away") return askOnce(threads);
      throw error;
    });
    const versions = toVersions(row, threads);
    asking.heard = { version: versions.all, at: performance.now() };
    asking.silence = null;
    return versions;
  } catch (error) {
    if (asking.silence === null) askAgainLater();
    asking.silence = error;
    throw error;
  }
}

/** One question at a time goes on while nobody waits for its answer, so that the end of the silence is heard soon. */
function askAgainLater() {
  setTimer(() => {
    ask(new Set()).catch(() => {
      // It may have been closed meanwhile.
      if (databasePulse() !== null) askAgainLater();
    });
  }, untilAgain).unref();
}

/** Under a name the question is parsed and planned once for each connection. */
const named = () => (keepsStatements() ? { name: "content versions" } : {});

async function askOnce(threads: ReadonlySet<number>): Promise<VersionRow> {
  const pulse = databasePulse();
  if (!pulse) throw new Error("The database is closed.");
  const { rows } = await pulse.query<VersionRow>({ ...named(), text: question, values: [[...threads]] });
  return rows[0]!;
}

/**
 * Adds the rows of connections that are gone to one row, for each thread too: their number stays bounded, and the sums are
 * the same before and after.
 */
export async function foldContentVersions() {
  await db.$executeRaw`
    with gone as (
      delete from "ContentVersion" c
      where "backend" <> 0 and not exists (select from pg_stat_activity a where a.pid = c."backend")
      returning "version", "global", "numbers"
    )
    insert into "ContentVersion" as kept ("backend", "version", "global", "numbers")
    select 0, sum("version")::bigint, sum("global")::bigint, sum("numbers")::bigint from gone having count(*) > 0
    on conflict ("backend") do update
    set "version" = kept."version" + excluded."version", "global" = kept."global" + excluded."global",
      "numbers" = kept."numbers" + excluded."numbers"`;
  await db.$executeRaw`
    with gone as (
      delete from "ThreadVersion" t
      where "backend" <> 0 and not exists (select from pg_stat_activity a where a.pid = t."backend")
      returning "threadId", "version"
    )
    insert into "ThreadVersion" as kept ("threadId", "backend", "version")
    select "threadId", 0, sum("version")::bigint from gone group by "threadId"
    on conflict ("threadId", "backend") do update set "version" = kept."version" + excluded."version"`;
}
