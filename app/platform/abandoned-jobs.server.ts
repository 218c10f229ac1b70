/**
 * Jobs that a process had in hand when it died. graphile-worker would free them after four hours; each pool of workers
 * holds a lock of its name, so a free lock tells at once that the pool is gone.
 */
import { inTransaction } from "./db.server";
import { freeKeys } from "./locks.server";

/** Seconds after which a job's pool is looked for: a pool takes the lock of its name just after its first jobs. */
const grace = 10;

/** Frees the jobs of pools that are gone, so that they run soon; answers with the number of these pools. */
export async function freeAbandonedJobs(): Promise<number> {
  return inTransaction(async (tx) => {
    const holders = await tx.$queryRaw<{ name: string }[]>`
      select "locked_by" as "name" from graphile_worker._private_jobs
      where "locked_by" is not null and "locked_at" < now() - ${grace} * interval '1 second'
      union
      select "locked_by" from graphile_worker._private_job_queues
      where "locked_by" is not null and "locked_at" < now() - ${grace} * interval '1 second'`;
    const gone = await freeKeys(
      tx,
      "jobPool",
      holders.map(({ name }) => name),
    );
    if (gone.length > 0) await tx.$executeRaw`select graphile_worker.force_unlock_workers(${gone})`;
    return gone.length;
  });
}

/** Frees every job that is in hand. Only for a process that knows that no other one runs jobs. */
export async function freeAllJobs() {
  await inTransaction(
    (tx) => tx.$executeRaw`
      select graphile_worker.force_unlock_workers(array(
        select "locked_by" from graphile_worker._private_jobs where "locked_by" is not null
        union select "locked_by" from graphile_worker._private_job_queues where "locked_by" is not null))`,
  );
}
