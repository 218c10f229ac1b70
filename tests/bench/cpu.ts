/** Processor time, which says the same on a busy machine as on an idle one. Linux only; elsewhere null. */
import { readFileSync } from "node:fs";
import { fieldsOf, withChildren } from "./processes";

/** Clock ticks of Linux' /proc: a hundredth of a second. */
const tick = 10;

/** Milliseconds that PostgreSQL's processes have used whose leader is the process `leader`. */
export function postgresCpu(leader: number): number | null {
  try {
    return withChildren(leader)
      .filter((pid) => pid !== leader)
      .reduce((sum, pid) => sum + (processCpu(pid) ?? 0), 0);
  } catch {
    return null;
  }
}

/** Milliseconds that one process has used; null when there is none of that number any more. */
export function processCpu(pid: number): number | null {
  const fields = fieldsOf(pid);
  return fields && (Number(fields[11]) + Number(fields[12])) * tick;
}

/** The process that leads the server behind this process number of a connection's backend. */
export const leaderOf = (backend: number): number => Number(fieldsOf(backend)![1]);

/** The process that leads the server whose data are in this folder. */
export const leaderIn = (cluster: string): number =>
  Number(readFileSync(`${cluster}/postmaster.pid`, "utf8").split("\n")[0]);
