/** Jobs: rows in PostgreSQL, added in the transaction that causes them, run by graphile-worker. */
import { Logger, run, type Runner, runMigrations, type Task } from "graphile-worker";
import { z } from "zod";
import { databasePool, type Tx } from "./db.server";
import { log } from "./log.server";

const id = z.int().positive();
const nothing = z.object({});

/** Every job with its payload. Its handler is in job-handlers.server.ts. */
const payloads = {
  "posts.reprocess-outdated": nothing,
  /** A post with claims was written: the claims of its thread are judged. */
  "claims.judge": z.object({ threadId: id }),
  /** Values of a metric's complete days arrived: the claims about it are judged, threads after this one in slices. */
  "claims.judge-metric": z.object({ metric: z.string().max(40), after: z.int().default(0) }),
  /** Judges the claims of all threads after this one, in slices; the clock begins with the first. */
  "judge-claims": z.object({ after: z.int().default(0) }),
  /** A source's metadata changed: the lists of posts that cite it are updated. */
  "source.changed": z.object({ sourceId: id }),
  /** A post was written or processed again: search and notices follow. */
  "post.changed": z.object({ postId: id, isNew: z.boolean() }),
  /** A thread's title or tags changed: its replies are found by them too. */
  "thread.refiled": z.object({ threadId: id, after: z.int() }),
  /** Two tags were merged: search documents move to the remaining one. */
  "tag.merged": z.object({ fromId: id, intoId: id }),
  /** Sends pending changes to Meilisearch. */
  "search.follow": nothing,
  /** Maintains Meilisearch's index: creates, configures, fills and compares it. */
  "keep-search": nothing,
  /** Builds a new Meilisearch index beside the live one. */
  "search.rebuild": nothing,
  sweep: nothing,
  /** A picture was restored or removed: posts that show it are rendered again. */
  "upload.changed": z.object({ hash: z.string() }),
};

export type Jobs = { [Name in keyof typeof payloads]: z.infer<(typeof payloads)[Name]> };
export type JobName = keyof Jobs;
export type JobHandlers = { [Name in JobName]: (payload: Jobs[Name]) => Promise<void> };

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
  ...[given]: Jobs[Name] extends Record<string, never> ? [] : [Jobs[Name]]
) {
  const payload = JSON.stringify(given ?? {});
  await tx.$executeRaw`select graphile_worker.add_job(${name}, ${payload}::json, job_key := ${`${name} ${payload}`})`;
}

/**
 * Adds a job that runs after so many seconds. While one with the same name and payload waits, it keeps its time: what comes
 * often runs at most once in so many seconds.
 */
export async function enqueueLater<Name extends JobName>(tx: Tx, seconds: number, name: Name, given: Jobs[Name]) {
  const payload = JSON.stringify(given);
  await tx.$executeRaw`
    select graphile_worker.add_job(${name}, ${payload}::json, job_key := ${`${name} ${payload}`},
      run_at := now() + ${seconds} * interval '1 second', job_key_mode := 'preserve_run_at')`;
}

const jobNames = Object.keys(payloads) as JobName[];
const schemas: { [Name in JobName]: z.ZodType<Jobs[Name]> } = payloads;

/** A handler behind a check of its payload: the job may have been added by an older or a newer build. */
function taskOf<Name extends JobName>(name: Name, handlers: JobHandlers): Task {
  const handler: JobHandlers[Name] = handlers[name];
  return async (payload) => {
    const read = schemas[name].safeParse(payload);
    if (!read.success)
      throw new Error(
        `This build can't read the payload of ${name}, which another build added: ${z.prettifyError(read.error)}`,
      );
    await handler(read.data);
  };
}

let runner: Runner | null = null;

/** Runs jobs until `stopJobs`. A job that fails stays in the queue with its error and is tried again, later each time. */
export async function startJobs(handlers: JobHandlers, crontab: string) {
  const started = await run({
    pgPool: databasePool(),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    taskList: Object.fromEntries(jobNames.map((name) => [name, taskOf(name, handlers)])),
    crontab,
    logger,
    // Without a batch, graphile-worker ends before a job that is done is deleted: it would stay locked for four hours.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
  runner = started;
  void started.promise
    .catch((error: unknown) => log().error({ err: error }, "the job loop ended"))
    .finally(() => {
      if (runner === started) runner = null;
    });
}

/** Whether the job loop of this process is alive. */
export function isRunningJobs(): boolean {
  return runner !== null;
}

/** Waits for running jobs; the others wait for the next start. */
export async function stopJobs() {
  const stopping = runner;
  runner = null;
  await stopping?.stop();
}
