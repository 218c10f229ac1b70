/** Threads that read texts start from the build, where the run has made one of the same sources. */
import { setEnvironmentData } from "node:worker_threads";

setEnvironmentData("reading-thread", process.env["READING_THREAD"] ?? "source");
