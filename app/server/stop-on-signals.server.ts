import { log } from "~/platform/log.server";
import { processState } from "./readiness.server";

/** Milliseconds from the signal until running jobs are given up, and tried again later. */
export const jobTime = 8_000;
/** Milliseconds after which the process ends, whatever hangs. */
const longestStop = 20_000;

/** Ends the process with `work` at the first SIGINT or SIGTERM, and at once at the second. */
export function stopOnSignals(work: () => Promise<void>) {
  const stop = async () => {
    if (processState.isStopping) process.exit(1);
    processState.isStopping = true;
    setTimeout(() => {
      log().error("could not stop in time");
      process.exit(1);
    }, longestStop).unref();
    try {
      await work();
      process.exit(0);
    } catch (error) {
      log().error({ err: error }, "could not stop cleanly");
      process.exit(1);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
}
