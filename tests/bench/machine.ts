/** Where and in what state something was measured: figures say nothing without it. */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";

/** The load over the last minute: how many programs wanted a core at once. */
export const load = () => loadavg()[0]!.toFixed(1);

/** One sentence: commit, Node, cores, load. */
export function describeMachine(): string {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  const isClean = execFileSync("git", ["status", "--porcelain", "--", "app", "prisma"], { encoding: "utf8" }) === "";
  const { length } = cpus();
  return `Commit ${commit}${isClean ? "" : " with changes"}, Node ${process.versions.node}, ${length} cores, load ${load()} at the start.`;
}
