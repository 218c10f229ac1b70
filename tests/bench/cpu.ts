/** Processor time, which says the same on a busy machine as on an idle one. Linux only; elsewhere null. */
import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of Linux' /proc: a hundredth of a second. */
const tick = 10;

/** Milliseconds that PostgreSQL's processes have used whose leader is the process `leader`. */
export function postgresCpu(leader: number): number | null {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .reduce((sum, pid) => sum + cpuOf(pid, leader), 0);
  } catch {
    return null;
  }
}

function cpuOf(pid: string, leader: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[1]) === leader ? (Number(fields[11]) + Number(fields[12])) * tick : 0;
  } catch {
    // It has ended since the folder was listed.
    return 0;
  }
}

/** The process that leads the server behind this process number of a connection's backend. */
export function leaderOf(backend: number): number {
  const stat = readFileSync(`/proc/${backend}/stat`, "utf8");
  return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
}
