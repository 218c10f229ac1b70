/**
 * `npm test`: types, lint, then unit, integration and browser tests. Its last line counts the tests of all runners.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildIfChanged } from "../app/build-if-changed.js";

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
];
const failedChecks = checks.filter((command) => !run(`npx --no-install ${command}`));

buildIfChanged();
const folder = mkdtempSync(join(tmpdir(), "counterproof-results-"));
const report = join(folder, "results.json");
const testsPassed = run(`npx --no-install vitest run --reporter=default --reporter=json --outputFile.json=${report}`, {
  NODE_ENV: "test",
});

/** @type {{ numPassedTests: number, numFailedTests: number, numFailedTestSuites: number }} */
let counts = { numPassedTests: 0, numFailedTests: 0, numFailedTestSuites: 0 };
try {
  counts = JSON.parse(readFileSync(report, "utf8"));
} catch {
  console.error("The test runner left no report.");
}
rmSync(folder, { recursive: true, force: true });

const passed = counts.numPassedTests + checks.length - failedChecks.length;
// A run that failed without a failed test (a suite that could not load, a crash) is a failure all the same.
const failed = Math.max(counts.numFailedTests, testsPassed ? 0 : 1) + failedChecks.length;
for (const check of failedChecks) console.log(`failed: ${check}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
