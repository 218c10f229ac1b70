/** The worker: runs jobs and serves no requests, beside any number of web servers. */
import { env } from "~/platform/env.server";
import { stopJobs } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { StartError } from "~/platform/start-error";
import { seed } from "../../prisma/seed";
import { prepare } from "./prepare.server";
import { processState } from "./readiness.server";
import { runJobs } from "./run-jobs.server";

if (env().isLocal)
  throw new StartError("`npm start` runs the jobs itself in local mode. A worker of its own needs DATABASE_URL.");
const prepared = await prepare();
try {
  // A worker may be there before the first web server.
  await seed({ withDemonstration: false, withArchive: true });
  await runJobs();
} catch (error) {
  await prepared.close().catch((failed: unknown) => log().error({ err: failed }, "could not stop cleanly"));
  throw error;
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
console.log("Counterproof's worker runs.");

/** Milliseconds for running jobs; then they are given up, and tried again later. */
const jobTime = 8_000;
/** Whatever hangs then, the process ends. */
const longestStop = 20_000;

/** The first signal: jobs under way end, then the process. A second one ends it at once. */
async function stop() {
  if (processState.isStopping) process.exit(1);
  processState.isStopping = true;
  setTimeout(() => {
    log().error("could not stop in time");
    process.exit(1);
  }, longestStop).unref();
  try {
    await stopJobs(jobTime);
    await prepared.close();
    process.exit(0);
  } catch (error) {
    log().error({ err: error }, "could not stop cleanly");
    process.exit(1);
  }
}
