import { readFileSync, readlinkSync } from "node:fs";

/** The number that Linux gave the calling thread; null on other systems. */
export function threadNumber(): number | null {
  try {
    return Number(readlinkSync("/proc/thread-self").split("/").at(-1));
  } catch {
    return null;
  }
}

/**
 * Milliseconds of CPU time that this thread of the process has used. Where the system doesn't say, those of the whole
 * process: then a busy process makes its threads look slow.
 */
export function cpuTimeOf(thread: number | null): number {
  try {
    if (thread !== null) {
      const [nanoseconds = ""] = readFileSync(`/proc/self/task/${thread}/schedstat`, "utf8").split(" ");
      return Number(nanoseconds) / 1e6;
    }
  } catch {
    // The thread has ended, or this Linux keeps no such statistics.
  }
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
