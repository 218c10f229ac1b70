/** Jobs: rows in PostgreSQL, added in the transaction of the write they follow, run by graphile-worker. */
import { Logger, run, type Runner, runMigrations, type TaskList } from "graphile-worker";
import { databasePool, type Tx } from "./db.server";
import { log } from "./log.server";
import { forgetProcessWide, processWide } from "./registry.server";

/** Every job with what it is told. A handler of that name is in job-handlers.server.ts. */
export type Jobs = {
  "posts.reprocess-outdated": Record<string, never>;
  /** What is known of a source is another: posts that cite it keep a list of their own. */
  "source.changed": { sourceId: number };
  /** A post was written, or made again: whoever keeps something about posts looks at it. */
  "post.changed": { postId: number; isNew: boolean };
  /** A thread got another title or other tags: its replies are found by them too. */
  "thread.refiled": { threadId: number; after: number };
  /** One tag was made of two: what was found by the one is found by the other. */
  "tag.merged": { fromId: number; intoId: number };
  /** Another search engine than the database is told what has changed. */
  "search.follow": Record<string, never>;
  /** Its index is looked after: made, set up, filled, compared. */
  "keep-search": Record<string, never>;
  /** Its index is filled anew beside the present one. */
  "search.rebuild": Record<string, never>;
  sweep: Record<string, never>;
  /** A picture came or went: posts that show it say something else now. */
  "upload.changed": { hash: string };
};
export type JobName = keyof Jobs;
export type JobHandlers = { [Name in JobName]: (told: Jobs[Name]) => Promise<void> };

const logger = new Logger((scope) => (level, message) => {
  if (level === "error") log().error({ job: scope.taskIdentifier }, message);
});

/** Makes the tables of the job queue, or brings them up to date. */
export async function migrateJobs() {
  await runMigrations({ pgPool: databasePool(), logger });
}

/** Adds a job that runs after the transaction has committed. Jobs of one name that are told the same are one job until it begins. */
export async function enqueue<Name extends JobName>(
  tx: Tx,
  name: Name,
  ...[told]: Jobs[Name] extends Record<string, never> ? [] : [Jobs[Name]]
) {
  const payload = JSON.stringify(told ?? {});
  await tx.$executeRaw`select graphile_worker.add_job(${name}, ${payload}::json, job_key := ${`${name} ${payload}`})`;
}

/** Runs jobs until `stopJobs`. */
export async function startJobs(handlers: JobHandlers, crontab: string) {
  const runner = await run({
    pgPool: databasePool(),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    // What a job is told was typed when it was added.
    taskList: handlers as unknown as TaskList,
    crontab,
    logger,
  });
  processWide("job-runner", () => runner);
  void runner.promise
    .catch((error: unknown) => log().error({ err: error }, "the job loop ended"))
    .finally(() => forgetProcessWide("job-runner"));
}

/** Whether this process runs jobs, and its loop is alive. */
export function isRunningJobs(): boolean {
  return processWide<Runner | null>("job-runner", () => null) !== null;
}

/** Lets running jobs end; the others wait for the next start. */
export async function stopJobs() {
  const runner = processWide<Runner | null>("job-runner", () => null);
  forgetProcessWide("job-runner");
  await runner?.stop();
}
