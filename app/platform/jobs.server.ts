/** Jobs: rows in PostgreSQL, added in the transaction that causes them, run by graphile-worker. */
import { randomInt } from "node:crypto";
import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import {
  Logger,
  run,
  type Runner,
  runMigrations,
  type Task,
  type TaskList,
  type WorkerEvents,
  type WorkerPool,
} from "graphile-worker";
import { z } from "zod";
import { isForLater } from "./database-faults";
import { databasePool, db, Prisma, type Tx } from "./db.server";
import { freeAbandonedJobs } from "./abandoned-jobs.server";
import { HeldKey } from "./locks.server";
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
  /** What was found about a claim becomes public by itself: the open pages of its thread are told. */
  "claims.tell-public": z.object({ claimId: id }),
  /** Sources after this one get the names of today's rules, in slices; the clock begins with the first. */
  "rejoin-sources": z.object({ after: z.int().default(0) }),
  /** A source's metadata changed: the lists of posts that cite it are updated. */
  "source.changed": z.object({ sourceId: id }),
  /** A post's row has a shape that this build doesn't write: it is rendered again. */
  "post.render": z.object({ postId: id }),
  /**
   * A post was processed again, or imported: search and notices follow; nobody is told of what was imported. New posts have
   * `posts.tell`, and come here from an older release alone.
   */
  "post.changed": z.object({ postId: id, isNew: z.boolean(), isImported: z.literal(true).optional() }),
  /** Posts were written in a thread: the search engine beside the database follows. */
  "posts.index": z.object({ threadId: id }),
  /** Posts were written in a thread of which nobody was told yet: notices follow, for all of them together. */
  "posts.tell": z.object({ threadId: id }),
  /** Tells members after this one of new posts, in slices. */
  "notices.tell-all": z.object({ postIds: z.array(id), after: z.int() }),
  /** Tells members after this one of a post, in slices. */
  "notices.tell": z.object({ postId: id, isNew: z.boolean(), after: z.int() }),
  /** Everybody else was told of a new post: who follows a search after this one that finds it is told, in slices. */
  "notices.searches": z.object({ postId: id, after: z.int().default(0) }),
  /** Tells members after this one, in slices, that a post no longer says what they quoted. */
  "notices.correct": z.object({ postId: id, after: z.int() }),
  /** Tells members after this one, in slices, that a source which they cite was found dead or retracted. */
  "notices.source": z.object({ revisionId: id, after: z.int() }),
  /** A member did not find a citation in its source: its author is told once enough did. */
  "notices.review": z.object({ citationId: id }),
  /** Sends notices to browsers, in slices; each minute those whose push service asked to wait. */
  "send-push": nothing,
  /** A moderator acted: the author is told. */
  "notices.act": z.object({ actionId: id }),
  /** Finds the members whose letters about notices are due. */
  "send-letters": nothing,
  /** Sends a member what is to be told by mail. */
  "letters.notices": z.object({ memberId: id }),
  /** Finds the members after this one whose weekly digest is due, in slices. */
  "send-digests": z.object({ after: z.int().default(0) }),
  /** Sends a member their digest. */
  "letters.digest": z.object({ memberId: id }),
  /** Says to a member why their reply by mail was not posted. */
  "letters.answer": z.object({ replyId: id }),
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
  /** Votes or reactions moved counts of a thread: its open pages are told. */
  "counts.tell": z.object({ threadId: id }),
  /** A mail about leaving or a suspension; what it says is read when it is sent. */
  member_mail: z.object({
    kind: z.enum(["leaving", "erased", "suspended"]),
    memberId: id,
    address: z.string().max(254),
  }),
  /** The days are over after which a member is erased who asked for it. */
  "members.erase": z.object({ memberId: id }),
  /** Reminds moderators of what waits, and closes what has waited too long. */
  "keep-queue": nothing,
  /** The time of a measure against a member is over. */
  "suspensions.end": z.object({ sanctionId: id }),
  /**
   * A mail about an account. A link in it is made when it is sent: no payload holds a secret. Without a member there is
   * nothing to send: who asks for a way back into an unknown account waits as long as everybody.
   */
  mail_send: z.object({
    kind: z.enum(["verify_email", "reset_password", "prove", "email_changed", "password_changed"]),
    memberId: id.nullable(),
    address: z.string().max(254),
    /** Where one goes on after a proof. */
    to: z.string().max(2_000).optional(),
    /** After that, sending it is too late. */
    until: z.iso.datetime(),
  }),
  /** An event is addressed to the webhooks that ask for it. */
  "webhooks.fan-out": z.object({ eventId: id }),
  /** Sends what is due to webhooks, in slices. */
  "webhooks.send": nothing,
  /** By the clock: starts the sending of what is due again. */
  "send-webhooks": nothing,
  sweep: nothing,
  /** Reads the ENS names of wallets that are new, or were last asked for 30 days ago. */
  "read-wallet-names": nothing,
  /** A picture was restored or removed: posts that show it are rendered again. */
  "upload.changed": z.object({ hash: z.string() }),
};

export type Jobs = { [Name in keyof typeof payloads]: z.infer<(typeof payloads)[Name]> };
export type JobName = keyof Jobs;
export type JobHandlers = { [Name in JobName]: (payload: Jobs[Name]) => Promise<void> };

/** Jobs that this process ran since its start. */
export const jobCounts = { done: 0, failed: 0 };

const logger = new Logger((scope) => (level, message) => {
  if (level === "error") log().error({ job: scope.taskIdentifier }, message);
});

/** Creates or updates the tables of the job queue. */
export async function migrateJobs() {
  await runMigrations({ pgPool: databasePool(), logger });
}

/** Jobs of which one runs at a time, whatever the number of processes. */
const oneAtATime = new Set<JobName>(["posts.reprocess-outdated", "webhooks.send"]);

/** Adds a job that runs after the commit. Waiting jobs with the same name and payload are merged. */
export async function enqueue<Name extends JobName>(tx: Tx, name: Name, ...[given]: Given<Name>) {
  await tx.$executeRaw(jobSql(name, given));
}

/** The statement that adds a job, for `writeTogether`. */
export const jobToAdd = <Name extends JobName>(name: Name, ...[given]: Given<Name>) => jobSql(name, given);

type Given<Name extends JobName> = Jobs[Name] extends Record<string, never> ? [] : [Jobs[Name]];

const jobSql = (name: JobName, given: object = {}) =>
  Prisma.sql`select ${addingJob(name, Prisma.sql`${JSON.stringify(given)}::text`)}`;

/** The expression that adds a job whose payload a statement makes itself, as a text of JSON. */
export function addingJob(name: JobName, payload: Prisma.Sql): Prisma.Sql {
  const queue = oneAtATime.has(name) ? name : null;
  return Prisma.sql`
    graphile_worker.add_job(${name}, ${payload}::json, queue_name := ${queue}, job_key := ${`${name} `} || ${payload})`;
}

/**
 * Adds a job that runs after so many seconds. While one with the same name and payload waits, it keeps its time: what comes
 * often runs at most once in so many seconds.
 */
export async function enqueueLater<Name extends JobName>(tx: Tx, seconds: number, name: Name, given: Jobs[Name]) {
  await tx.$executeRaw(jobToAddLater(seconds, name, given));
}

/** The same for several jobs of one name, each after its own seconds. */
export async function enqueueEachLater<Name extends JobName>(
  tx: Tx,
  name: Name,
  jobs: { seconds: number; payload: Jobs[Name] }[],
) {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ seconds, payload }) => ({ seconds, payload: JSON.stringify(payload) }));
  await tx.$executeRaw`
    select ${addingJobLater(name, Prisma.sql`j."payload"`, Prisma.sql`j."seconds"`)}
    from json_to_recordset(${JSON.stringify(rows)}::json) as j("seconds" int, "payload" text)`;
}

/** The statement that does so, for `writeTogether`. */
export const jobToAddLater = <Name extends JobName>(seconds: number, name: Name, given: Jobs[Name]): Prisma.Sql =>
  Prisma.sql`select ${addingJobLater(name, Prisma.sql`${JSON.stringify(given)}::text`, Prisma.sql`${seconds}`)}`;

const addingJobLater = (name: JobName, payload: Prisma.Sql, seconds: Prisma.Sql) => Prisma.sql`
  graphile_worker.add_job(${name}, ${payload}::json, job_key := ${`${name} `} || ${payload},
    run_at := now() + ${seconds} * interval '1 second', job_key_mode := 'preserve_run_at')`;

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

/** Milliseconds between two looks for jobs of processes that are gone. */
const between = { least: 15_000, most: 25_000 };
/** Milliseconds before the loop is started again after the database ended it; processes don't come back all at once. */
const untilAgain = { least: 200, most: 1_200 };

/** The job loop of this process: it runs again whenever the database ended it, until it is stopped. */
class JobLoop {
  #runner: Runner | null = null;
  #pool: WorkerPool | null = null;
  #name: HeldKey | null = null;
  #isStopped = false;
  #looks: NodeJS.Timeout | undefined;

  constructor(
    private readonly taskList: TaskList,
    private readonly crontab: string,
  ) {}

  get isRunning() {
    return this.#runner !== null;
  }

  async start() {
    const runner = await this.#run();
    void this.#keepRunning(runner);
    this.#looks = setTimeout(() => void this.#look(), randomInt(between.least, between.most)).unref();
  }

  async #run(): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter();
    events.once("pool:create", ({ workerPool }) => (this.#pool = workerPool));
    const runner = await run({
      pgPool: databasePool(),
      concurrency: 2,
      noHandleSignals: true,
      pollInterval: 2_000,
      taskList: this.taskList,
      crontab: this.crontab,
      logger,
      events,
      // Otherwise graphile-worker doesn't wait for the statements that end a job: an error of the database in them would
      // end the process, and a job that is done would stay locked when the loop stops.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    });
    this.#runner = runner;
    runner.events.on("job:success", () => void (jobCounts.done += 1));
    runner.events.on("job:error", () => void (jobCounts.failed += 1));
    this.#name = new HeldKey("jobPool", this.#pool!.id);
    await this.#name.hold();
    return runner;
  }

  async #keepRunning(first: Runner) {
    for (let runner: Runner | null = first; ;) {
      await runner?.promise.catch((error: unknown) => log().warn({ err: error }, "the job loop ended"));
      this.#runner = null;
      await this.#name?.release();
      if (this.#isStopped) return;
      await pause(randomInt(untilAgain.least, untilAgain.most));
      if (this.#isStopped) return;
      runner = await this.#run().catch((error: unknown) => {
        log().warn({ err: error }, "the job loop could not be started again yet");
        return null;
      });
    }
  }

  async #look() {
    await freeAbandonedJobs().catch((error: unknown) => {
      if (!isForLater(error)) log().error({ err: error }, "jobs of processes that are gone could not be freed");
    });
    if (!this.#isStopped)
      this.#looks = setTimeout(() => void this.#look(), randomInt(between.least, between.most)).unref();
  }

  async stop(milliseconds: number) {
    this.#isStopped = true;
    clearTimeout(this.#looks);
    const runner = this.#runner;
    const stopped = runner
      ?.stop()
      .catch((error: unknown) => log().warn({ err: error }, "the job loop did not stop well"));
    const isOver = stopped?.then(() => true) ?? true;
    if (!(await Promise.race([isOver, pause(milliseconds, false, { ref: false })]))) {
      log().warn("jobs take too long to end: they are given up and tried again later");
      await Promise.resolve(this.#pool?.forcefulShutdown("The process stops.")).catch(() => {});
    }
    await this.#name?.release();
  }
}

let jobLoop: JobLoop | null = null;

/** Runs jobs until `stopJobs`. A job that fails stays in the queue with its error and is tried again, later each time. */
export async function startJobs(handlers: JobHandlers, crontab: string) {
  const loop = new JobLoop(Object.fromEntries(jobNames.map((name) => [name, taskOf(name, handlers)])), crontab);
  // Known before it runs, so that a stop during the start reaches it.
  jobLoop = loop;
  await loop.start();
}

/** Whether the job loop of this process is alive. */
export const isRunningJobs = (): boolean => jobLoop?.isRunning ?? false;

/** Waits at most so many milliseconds for running jobs; these and the others wait for the next start. */
export async function stopJobs(milliseconds = 10_000) {
  const loop = jobLoop;
  jobLoop = null;
  await loop?.stop(milliseconds);
}

/** The jobs of all processes. `failed`: have failed at least once; `rest`: will not be tried again by themselves; `unknown`: of another release. */
export async function countJobs() {
  const rows = await db.$queryRaw<
    { waiting: number; running: number; failed: number; rest: number; unknown: number }[]
  >`
    select count(*) filter (where "locked_at" is null and "attempts" < "max_attempts")::int as waiting,
      count(*) filter (where "locked_at" is not null)::int as running,
      count(*) filter (where "last_error" is not null)::int as failed,
      count(*) filter (where "locked_at" is null and "attempts" >= "max_attempts")::int as rest,
      count(*) filter (where "task_identifier" <> all(${jobNames as string[]}))::int as unknown
    from graphile_worker.jobs`;
  return rows[0]!;
}

export type FailedJob = Awaited<ReturnType<typeof listFailedJobs>>[number];

/** The hundred jobs that failed last, with the first line of their errors, those that rest first. */
export async function listFailedJobs(tx: Tx) {
  const rows = await tx.$queryRaw<
    { id: bigint; name: string; payload: string; error: string; attempts: number; mostAttempts: number; nextAt: Date }[]
  >`
    select j."id", t."identifier" as name, left(j."payload"::text, 100) as payload,
      left(split_part(j."last_error", E'\n', 1), 300) as error,
      j."attempts", j."max_attempts" as "mostAttempts", j."run_at" as "nextAt"
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t."id" = j."task_id"
    where j."last_error" is not null
    order by j."attempts" >= j."max_attempts" desc, j."updated_at" desc limit 100`;
  return rows.map(({ id, nextAt, ...job }) => ({ ...job, id: id.toString(), nextAt: nextAt.toISOString() }));
}

/** Makes a failed job due now, with all its attempts before it. False when there is none, or it is being done. */
export async function tryJobAgain(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from graphile_worker.reschedule_jobs(array[${id}::bigint], run_at := now(), attempts := 0)`;
  return rows.length > 0;
}
