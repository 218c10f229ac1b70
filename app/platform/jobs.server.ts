/** Jobs: rows in PostgreSQL, added in the transaction that causes them, run by graphile-worker. */
import { Logger, run, type Runner, runMigrations, type TaskList } from "graphile-worker";
import { databasePool, type Tx } from "./db.server";
import { log } from "./log.server";
import { forgetProcessWide, processWide } from "./registry.server";

/** Every job with its payload. Its handler is in job-handlers.server.ts. */
export type Jobs = {
  "posts.reprocess-outdated": Record<string, never>;
  /** A post with claims was written or data came: the claims of its thread are judged. */
  "claims.judge": { threadId: number };
  /** Judges the claims of all threads after this one, in slices. */
  "claims.judge-all": { after: number };
  /** A source's metadata changed: the lists of posts that cite it are updated. */
  "source.changed": { sourceId: number };
  /** A post was written or processed again: search and notices follow. */
  "post.changed": { postId: number; isNew: boolean };
  /** A thread's title or tags changed: its replies are found by them too. */
  "thread.refiled": { threadId: number; after: number };
  /** Two tags were merged: search documents move to the remaining one. */
  "tag.merged": { fromId: number; intoId: number };
  /** Sends pending changes to Meilisearch. */
  "search.follow": Record<string, never>;
  /** Maintains Meilisearch's index: creates, configures, fills and compares it. */
  "keep-search": Record<string, never>;
  /** Builds a new Meilisearch index beside the live one. */
  "search.rebuild": Record<string, never>;
  sweep: Record<string, never>;
  /** A picture was restored or removed: posts that show it are rendered again. */
  "upload.changed": { hash: string };
};
export type JobName = keyof Jobs;
export type JobHandlers = { [Name in JobName]: (told: Jobs[Name]) => Promise<void> };

const logger = new Logger((scope) => (level, message) => {
  if (level === "error") log().error({ job: scope.taskIdentifier }, message);
});

/** Creates or updates the tables of the job queue. */
export async function migrateJobs() {
  await runMigrations({ pgPool: databasePool(), logger });
}

/** Adds a job that runs after the commit. Waiting jobs with the same name and payload are merged. */
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
    // Payloads were type-checked by `enqueue`.
    taskList: handlers as unknown as TaskList,
    crontab,
    logger,
  });
  processWide("job-runner", () => runner);
  void runner.promise
    .catch((error: unknown) => log().error({ err: error }, "the job loop ended"))
    .finally(() => forgetProcessWide("job-runner"));
}

/** Whether the job loop of this process is alive. */
export function isRunningJobs(): boolean {
  return processWide<Runner | null>("job-runner", () => null) !== null;
}

/** Waits for running jobs; the others wait for the next start. */
export async function stopJobs() {
  const runner = processWide<Runner | null>("job-runner", () => null);
  forgetProcessWide("job-runner");
  await runner?.stop();
}
