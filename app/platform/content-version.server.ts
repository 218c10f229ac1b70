/**
 * The versions of public content, counted by triggers in the database, which see every write: one of everything, and one for
 * each thread. Every visitor's page asks for them, on two connections that serve nothing else.
 */
import { setTimeout as setTimer } from "node:timers";
import { databaseFault } from "./database-faults";
import { databasePulse, db } from "./db.server";

/** A thread's changes are counted beside the global ones, which concern whatever is not known to be a thread's alone. */
const question = `select coalesce(sum("version"), 0)::text as everything, coalesce(sum("global"), 0)::text as global,
    (select json_object_agg(t."threadId", t.version) from (
      select "threadId", sum("version")::text as version from "ThreadVersion" where "threadId" = any($1::int[]) group by 1
    ) t) as threads
    from "ContentVersion"`;

type Row = { everything: string; global: string; threads: Record<string, string> | null };

/** The versions at one moment. */
export type Versions = {
  /** A string that changes with every committed change. */
  all: string;
  /**
   * A string that changes with every committed change but those that concern other threads alone; null when one of these
   * threads was not asked about.
   */
  of(threads: readonly number[]): string | null;
};

/** Milliseconds between two questions while the database doesn't answer. */
const untilAgain = 500;

type Heard = { version: string; at: number };
type Asking = {
  running: Promise<unknown>;
  next: { threads: Set<number>; answer: Promise<Versions> } | null;
  /** The last answer, with the milliseconds of `performance.now()` when it came. */
  heard: Heard | null;
  /** Why the last question had no answer; null if it had one. */
  silence: unknown;
};

const asking: Asking = { running: Promise.resolve(), next: null, heard: null, silence: null };

/**
 * The versions of everything and of these threads. They are read after the call; calls made during a read share the next
 * one. Throws if the database doesn't answer within two seconds, and at once while it is known not to.
 */
export async function contentVersions(threads: readonly number[] = []): Promise<Versions> {
  if (asking.silence !== null) throw asking.silence;
  asking.next ??= { threads: new Set(), answer: asking.running.catch(() => {}).then(askNext) };
  for (const thread of threads) asking.next.threads.add(thread);
  return asking.next.answer;
}

function askNext(): Promise<Versions> {
  const threads = asking.next?.threads ?? new Set();
  asking.next = null;
  const read = ask(threads);
  asking.running = read;
  return read;
}

/** The version of everything. */
export const contentVersion = async (): Promise<string> => (await contentVersions()).all;

/** The last version of everything that was heard, however long ago; null before the first. */
export const lastContentVersion = (): Heard | null => asking.heard;

async function ask(threads: ReadonlySet<number>): Promise<Versions> {
  try {
    const row = await askOnce(threads).catch((error: unknown) => {
      // One connection broke or hung, and was dropped: another one is asked.
      if (databaseFault(error) === "away") return askOnce(threads);
      throw error;
    });
    asking.heard = { version: row.everything, at: performance.now() };
    asking.silence = null;
    return toVersions(row, threads);
  } catch (error) {
    if (asking.silence === null) askAgainLater();
    asking.silence = error;
    throw error;
  }
}

const toVersions = ({ everything, global, threads: found }: Row, asked: ReadonlySet<number>): Versions => ({
  all: everything,
  of: (threads) =>
    threads.every((thread) => asked.has(thread))
      ? [global, ...threads.map((thread) => `${thread}:${found?.[thread] ?? 0}`)].join(" ")
      : null,
});

/** One question at a time goes on while nobody waits for its answer, so that the end of the silence is heard soon. */
function askAgainLater() {
  setTimer(() => {
    ask(new Set()).catch(() => {
      // It may have been closed meanwhile.
      if (databasePulse() !== null) askAgainLater();
    });
  }, untilAgain).unref();
}

async function askOnce(threads: ReadonlySet<number>): Promise<Row> {
  const pulse = databasePulse();
  if (!pulse) throw new Error("The database is closed.");
  const { rows } = await pulse.query<Row>(question, [[...threads]]);
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
      returning "version", "global"
    )
    insert into "ContentVersion" as kept ("backend", "version", "global")
    select 0, sum("version")::bigint, sum("global")::bigint from gone having count(*) > 0
    on conflict ("backend") do update
    set "version" = kept."version" + excluded."version", "global" = kept."global" + excluded."global"`;
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
