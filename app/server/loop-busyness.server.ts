import { performance, type EventLoopUtilization } from "node:perf_hooks";

/** Milliseconds over which the last answer holds: shorter ones say nothing. */
const span = 50;

let since: EventLoopUtilization = performance.eventLoopUtilization();
let measuredAt = performance.now();
let share = 0;

/** The share of its time, from 0 to 1, in which this process' JavaScript thread has been busy lately. */
export function loopBusyness(): number {
  const now = performance.now();
  if (now - measuredAt < span) return share;
  const until = performance.eventLoopUtilization();
  share = performance.eventLoopUtilization(until, since).utilization;
  since = until;
  measuredAt = now;
  return share;
}
