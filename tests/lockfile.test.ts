/** Lowest safe versions, checked against the lockfile: an audit service is not always in reach. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
const lockfile = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
  packages: Record<string, { version?: string; resolved?: string; dev?: boolean }>;
};
const minimums = JSON.parse(readFileSync(join(root, "tests/security-minimums.json"), "utf8")) as Record<
  string,
  string[]
>;

function compare(a: string, b: string) {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number));
  for (let index = 0; index < 3; index++) if (left![index] !== right![index]) return left![index]! - right![index]!;
  return 0;
}

/** With several minimums the one of the same major counts; a higher major than all is safe, a lower one is not. */
function isSafe(version: string, safe: string[]) {
  const sameMajor = safe.find((minimum) => minimum.split(".")[0] === version.split(".")[0]);
  if (sameMajor) return compare(version, sameMajor) >= 0;
  return safe.every((minimum) => compare(version, minimum) > 0);
}

test.each(Object.entries(minimums))("%s is at a safe version", (name, safe) => {
  const found = Object.entries(lockfile.packages)
    .filter(([path, entry]) => path.endsWith(`node_modules/${name}`) && !isBuildToolOnly(path, entry))
    .map(([path, entry]) => `${path} ${entry.version}`);
  expect(found.filter((line) => !isSafe(line.split(" ").at(-1)!, safe))).toEqual([]);
});

/** Remix's compiler for another bundler brings an old Vite that nothing here runs. */
function isBuildToolOnly(path: string, entry: { dev?: boolean }) {
  return entry.dev === true && path.includes("node_modules/@vanilla-extract/");
}

test("the lockfile names no registry", () => {
  expect(Object.entries(lockfile.packages).filter(([, entry]) => entry.resolved)).toEqual([]);
});
