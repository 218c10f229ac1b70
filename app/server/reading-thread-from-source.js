/** The thread that reads texts, where the program around it runs from its sources: in development and in tests. */
import { getEnvironmentData } from "node:worker_threads";

// A test run has built the same sources just before, and their build is warm in half the time.
if (getEnvironmentData("reading-thread") === "built") {
  await import(new URL("../../build/server/reading-thread.js", import.meta.url).href);
} else {
  // A worker thread doesn't inherit the process's TypeScript loader (nor `--import tsx`), so register it here.
  const { register } = await import("tsx/esm/api");
  register();
  await import(new URL("./reading-thread.ts", import.meta.url).href);
}
