/** Processes as Linux' /proc shows them. */
import { readdirSync, readFileSync } from "node:fs";

/** The fields of `/proc/PID/stat` behind the program's name: state, parent and so on; null when the process has ended. */
export function fieldsOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

/** A process and those it has started. */
export function withChildren(leader: number): number[] {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(fieldsOf(pid)?.[1]) === leader);
  return [leader, ...children];
}
