/**
 * `npm test`: types, lint, then unit, integration and browser tests. Its last line counts the tests of all runners.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfChanged } from "../app/server/build-if-changed.js";

/** @param {string} command @param {Record<string, string>} [more] */
function run(command, more = {}) {
  console.log(`\n> ${command}`);
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", DO_NOT_TRACK: "1", ...more };
  return spawnSync(command, { shell: true, stdio: "inherit", env }).status === 0;
}

const checks = [
  "prisma generate",
  "tsc --noEmit",
  "oxlint --deny-warnings",
  "prettier --check . --log-level warn",
  "knip",
  "knip --production",
];
const failedChecks = checks.filter((command) => !run(`npx --no-install ${command}`));

buildIfChanged();
/**
 * Runs some of the projects; answers with what was counted. A run that failed without a failed test (a suite that could
 * not load, a crash) is a failure all the same.
 * @param {string[]} projects
 */
function runTests(projects) {
  const folder = mkdtempSync(join(tmpdir(), "counterproof-results-"));
  const report = join(folder, "results.json");
  const chosen = projects.map((project) => `--project ${project}`).join(" ");
  const isGood = run(
    `npx --no-install vitest run ${chosen} --reporter=default --reporter=json --outputFile.json=${report}`,
    { NODE_ENV: "test" },
  );
  let counts = { numPassedTests: 0, numFailedTests: 0 };
  try {
    counts = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    console.error("The test runner left no report.");
  }
  rmSync(folder, { recursive: true, force: true });
  return { passed: counts.numPassedTests, failed: Math.max(counts.numFailedTests, isGood ? 0 : 1) };
}

// The browser has the machine to itself: it shares two cores with the server it looks at.
const runs = [runTests(["unit", "integration"]), runTests(["e2e"])];
const passed = checks.length - failedChecks.length + runs.reduce((sum, counts) => sum + counts.passed, 0);
const failed = failedChecks.length + runs.reduce((sum, counts) => sum + counts.failed, 0);
for (const check of failedChecks) console.log(`failed: ${check}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
