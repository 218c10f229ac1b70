import { pendingMigrations } from "../../prisma/apply-migrations";
import { databasePool } from "~/platform/db.server";
import { isRunningJobs } from "~/platform/jobs.server";

type State = { isStopping: boolean; runsJobs: boolean; databaseUrl: string; isMigrated: boolean };

/** The state of this process. */
export const processState: State = { isStopping: false, runsJobs: false, databaseUrl: "", isMigrated: false };

/** Reasons why this process should get no traffic, as sentences; empty if it is ready. */
export async function readiness(): Promise<string[]> {
  if (processState.isStopping) return ["stopping"];
  const faults: string[] = [];
  if (!(await databaseAnswers())) return ["the database does not answer"];
  // New migrations come only with a new build, so a positive result is final.
  processState.isMigrated ||= (await pendingMigrations(processState.databaseUrl)).length === 0;
  if (!processState.isMigrated) faults.push("the database is not migrated");
  if (processState.runsJobs && !isRunningJobs()) faults.push("the job loop does not run");
  return faults;
}

async function databaseAnswers() {
  const answer = databasePool()
    .query("select 1")
    .then(
      () => true,
      () => false,
    );
  const tooLate = new Promise<false>((done) => setTimeout(() => done(false), 1_500).unref());
  return Promise.race([answer, tooLate]);
}
