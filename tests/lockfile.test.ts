/** Lowest safe versions, checked against the lockfile: an audit service is not always in reach. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importedPackages, type Locked, lockedPackages, nameOf, withNeeded } from "./support/shipped-packages";

const minimums = JSON.parse(readFileSync(join(import.meta.dirname, "security-minimums.json"), "utf8")) as Record<
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
  const found = Object.entries(lockedPackages)
    .filter(([path, entry]) => path.endsWith(`node_modules/${name}`) && !isBuildToolOnly(path, entry))
    .map(([path, entry]) => `${path} ${entry.version}`);
  expect(found.filter((line) => !isSafe(line.split(" ").at(-1)!, safe))).toEqual([]);
});

/** Remix's compiler for another bundler brings an old Vite that nothing here runs. */
function isBuildToolOnly(path: string, entry: Locked) {
  return entry.dev === true && path.includes("node_modules/@vanilla-extract/");
}

test("the lockfile names no registry", () => {
  expect(Object.entries(lockedPackages).filter(([, entry]) => entry.resolved)).toEqual([]);
});

/** Packages that no browser gets and that read nothing of strangers, each with what it reads instead. */
const readsNothingOfStrangers = {
  "@fontsource-variable/source-sans-3": "fonts",
  "@fontsource-variable/stix-two-text": "fonts",
  "@prisma/schema-engine-wasm": "our migrations",
  cockatiel: "outcomes of requests",
  "graphile-worker": "jobs that we enqueue",
  "lru-cache": "keys and values of ours",
  pino: "lines of ours",
  "prom-client": "numbers of ours",
};

/** A binary for one platform comes with the package that chooses it. */
const isForOnePlatform = (name: string) =>
  /-(?:android|darwin|freebsd|linux|linuxmusl|openharmony|wasm32|win32)/.test(name);

test("every package that reaches a browser or reads strangers' input has a lowest safe version", () => {
  const imported = importedPackages();
  expect(imported).toEqual(expect.arrayContaining(["express", "markdown-it", "mermaid", "react", "sharp"]));
  expect(Object.keys(readsNothingOfStrangers).filter((name) => !imported.includes(name))).toEqual([]);
  const shipped = withNeeded(imported.filter((name) => !(name in readsNothingOfStrangers))).map(nameOf);
  const names = new Set(shipped.filter((name) => !isForOnePlatform(name)));
  expect(names).toContain("turbo-stream");
  expect([...names].filter((name) => !(name in minimums))).toEqual([]);
});

test("every package with a lowest safe version is installed", () => {
  const installed = new Set(Object.keys(lockedPackages).map(nameOf));
  expect(Object.keys(minimums).filter((name) => !installed.has(name))).toEqual([]);
});
