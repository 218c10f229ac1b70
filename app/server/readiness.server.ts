import { pendingMigrations } from "../../prisma/apply-migrations";
import { contentVersion } from "~/platform/content-version.server";
import { isRunningJobs } from "~/platform/jobs.server";
import { areOverdue, type RecentAnswers } from "./recent-answers";

type State = {
  isStopping: boolean;
  runsJobs: boolean;
  databaseUrl: string;
  isMigrated: boolean;
  /** When the database last had no room for a write, by `performance.now()`. */
  lastWithoutRoom: number;
  /** Whether the database answered recent requests in time. */
  answers: RecentAnswers;
};

/** Milliseconds for which a process is not ready after a write found no room. */
const roomIsDoubtedFor = 10_000;

/** The state of this process. */
export const processState: State = {
  isStopping: false,
  runsJobs: false,
  databaseUrl: "",
  isMigrated: false,
  lastWithoutRoom: -Infinity,
  answers: [],
};

/** Reasons why this process should get no traffic, as sentences; empty if it is ready. */
export async function readiness(): Promise<string[]> {
  if (processState.isStopping) return ["stopping"];
  const faults: string[] = [];
  // Asked as visitors' pages ask, on the same connections.
  if (!(await contentVersion().then(Boolean, () => false))) return ["the database does not answer"];
  // New migrations come only with a new build, so a positive result is final.
  processState.isMigrated ||= await pendingMigrations(processState.databaseUrl).then(
    (pending) => pending.length === 0,
    () => false,
  );
  if (!processState.isMigrated) faults.push("the database is not migrated");
  if (processState.runsJobs && !isRunningJobs()) faults.push("the job loop does not run");
  // A locked table or a slow disk: the question above has its answer, and what readers ask for has none.
  if (areOverdue(processState.answers, performance.now())) faults.push("the database takes too long for most requests");
  if (performance.now() - processState.lastWithoutRoom < roomIsDoubtedFor)
    faults.push("the database has no room for writes");
  return faults;
}
