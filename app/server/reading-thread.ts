/** A thread that reads strangers' texts, for `platform/lanes.server.ts`. */
import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { Ready } from "~/platform/deadline-worker.server";
import type { ReadingJob, ThreadData } from "~/platform/lanes.server";
import { threadNumber } from "~/platform/thread-cpu.server";

const thread = threadNumber();
const { yields } = workerData as ThreadData;

// Linux gives each thread a priority of its own: while others have work, this one gets a tenth of their time. Before
// anything else is loaded, because loading and warming up is what a restarted thread does most.
if (yields && thread !== null) setPriority(thread, 10);

const { readTexts } = await import("./read-texts");

parentPort?.on(
  "message",
  (job: ReadingJob) => void readTexts(job).then((answer) => parentPort?.postMessage({ answer })),
);
parentPort?.postMessage({ ready: true, thread } satisfies Ready);
