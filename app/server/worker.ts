/** The other front door: runs jobs and serves nobody. For a server of its own, beside any number of web servers. */
import { env } from "~/platform/env.server";
import { StartError } from "~/platform/start-error";
import { prepare } from "./prepare.server";
import { runJobs } from "./run-jobs.server";

if (env().isLocal)
  throw new StartError("`npm start` runs the jobs itself in local mode. A worker of its own needs DATABASE_URL.");
const prepared = await prepare();
await runJobs();
console.log("Counterproof's worker runs.");
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => void prepared.close().then(() => process.exit(0)));
