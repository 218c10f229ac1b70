/** The worker: runs jobs and serves no requests, beside any number of web servers. */
import { dropIdleConnections } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { stopJobs } from "~/platform/jobs.server";
import { log } from "~/platform/log.server";
import { StartError } from "~/platform/start-error";
import { seed } from "../../prisma/seed";
import { prepare } from "./prepare.server";
import { runJobs } from "./run-jobs.server";
import { jobTime, stopOnSignals } from "./stop-on-signals.server";
import { serveWorkerHealth } from "./worker-health.server";

if (env().isLocal)
  throw new StartError("`npm start` runs the jobs itself in local mode. A worker of its own needs DATABASE_URL.");
if (env().ROLE === "web")
  throw new StartError(
    "ROLE is web, and a web server runs no jobs. Leave ROLE out for `npm run worker`, or start the web server by `npm start`.",
  );
const prepared = await prepare();
let health: Awaited<ReturnType<typeof serveWorkerHealth>> = null;
try {
  // A worker may be there before the first web server.
  await seed({ withDemonstration: false, withArchive: true });
  await dropIdleConnections();
  health = await serveWorkerHealth();
  await runJobs();
} catch (error) {
  health?.close();
  await prepared.close().catch((failed: unknown) => log().error({ err: failed }, "could not stop cleanly"));
  throw error;
}
stopOnSignals(async () => {
  await stopJobs(jobTime);
  await prepared.close();
});
console.log("Counterproof's worker runs.");
