/**
 * `npm test`: types, lint, then unit, integration and browser tests. Its last line counts the tests of all runners.
 */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** @type {NodeJS.ProcessEnv} */
const environment = { ...process.env, CHECKPOINT_DISABLE: "1", DO_NOT_TRACK: "1" };

/**
 * Whether a folder lies in memory, and has room: a run writes 2 GB at most at a time, and its servers and browsers need as
 * much.
 */
function isRoomyMemory(/** @type {string} */ folder) {
  try {
    const mounts = readFileSync("/proc/mounts", "utf8").split("\n");
    const { bavail, bsize } = statfsSync(folder);
    const free = Math.min(process.availableMemory(), bavail * bsize);
    // Programs are loaded from copies in it, too.
    return free > 8e9 && mounts.some((line) => line.includes(` ${folder} tmpfs `) && !line.includes("noexec"));
  } catch {
    return false;
  }
}

// A database is some thousand small files: on a disk it takes thirty times as long to copy one for each test file.
const inMemory = "/dev/shm";
if (!process.env["TMPDIR"] && isRoomyMemory(inMemory)) {
  const folder = mkdtempSync(join(inMemory, "tests-"));
  chmodSync(folder, 0o755);
  process.env["TMPDIR"] = environment["TMPDIR"] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
}

/** @param {string} command @param {Record<string, string>} [more] */
function run(command, more = {}) {
  console.log(`\n> ${command}`);
  return spawnSync(command, { shell: true, stdio: "inherit", env: { ...environment, ...more } }).status === 0;
}

/**
 * Runs checks one after another and prints what each said when it has ended. Answers with those that failed.
 * @param {string[]} commands
 */
async function check(commands) {
  const failed = [];
  for (const command of commands) {
    const child = spawn(command.startsWith("node ") ? command : `npx --no-install ${command}`, {
      shell: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: environment,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    const code = await new Promise((ended) => child.once("close", ended));
    console.log(`\n> ${command}\n${said}`);
    if (code !== 0) failed.push(command);
  }
  return failed;
}

// All need the generated client. After it, the types, the other checks and the build share the cores.
const generate = "prisma generate";
const build = "node app/server/build-if-changed.js";
const types = ["tsc --noEmit"];
const others = ["oxlint --deny-warnings", "prettier --check . --log-level warn", "knip", "knip --production"];
const checks = [generate, ...types, ...others];
const failedChecks = await check([generate]);
const [failedBuild, ...failedOthers] = await Promise.all([check([build]), check(types), check(others)]);
failedChecks.push(...failedOthers.flat());
// Without a build no test of a page means anything.
if (failedBuild.length > 0) process.exit(1);
environment["READING_THREAD"] = "built";

/**
 * Runs all projects, one after another (vite.config.ts); answers with what was counted. A run that failed without a failed test
 * (a suite that could not load, a crash) is a failure all the same.
 */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "counterproof-results-"));
  const report = join(folder, "results.json");
  const isGood = run(`npx --no-install vitest run --reporter=default --reporter=json --outputFile.json=${report}`, {
    NODE_ENV: "test",
  });
  let counts = { numPassedTests: 0, numFailedTests: 0 };
  /** @type {string[]} */
  const names = [];
  try {
    const results = JSON.parse(readFileSync(report, "utf8"));
    counts = results;
    for (const file of results.testResults) {
      const failing = file.assertionResults.filter(
        (/** @type {{ status: string }} */ test) => test.status === "failed",
      );
      for (const test of failing) names.push(`${file.name}: ${test.fullName}`);
      if (file.status === "failed" && failing.length === 0) names.push(`${file.name}: ${file.message}`);
    }
  } catch {
    console.error("The test runner left no report.");
  }
  rmSync(folder, { recursive: true, force: true });
  return { passed: counts.numPassedTests, failed: Math.max(counts.numFailedTests, isGood ? 0 : 1), names };
}

// All local copies start from the data of one first start.
const copiesFolder = mkdtempSync(join(tmpdir(), "counterproof-copies-"));
chmodSync(copiesFolder, 0o755);
environment["COPIES_FOLDER"] = copiesFolder;

const tests = runTests();
rmSync(copiesFolder, { recursive: true, force: true });
const passed = checks.length - failedChecks.length + tests.passed;
const failed = failedChecks.length + tests.failed;
for (const name of [...failedChecks, ...tests.names]) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
