/**
 * Builds the app unless the last build was made from the same sources. As a program of its own it takes the generated client
 * as it is, because others read it meanwhile.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const sources = [
  "app",
  "prisma",
  "public",
  "package-lock.json",
  "vite.config.ts",
  "remix.config.js",
  "prisma.config.ts",
];
const generated = join(root, "app/platform/prisma");
const stamp = join(root, "build/.sources");

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  if (!statSync(path).isDirectory()) return [path];
  if (path === generated) return [];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

function fingerprint() {
  const hash = createHash("sha256").update(process.versions.node);
  for (const file of sources.flatMap((source) => filesBelow(join(root, source))))
    hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

export function buildIfChanged(hasClient = false) {
  const current = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === current) return;

  console.log("Building, because the sources are new. The next start takes a second or two.");
  // Stops Prisma's CLI from checking for a newer version over the network.
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    NODE_ENV: "production",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
    DO_NOT_TRACK: "1",
    VITEST: "",
  };
  const generate = ["prisma", "generate"];
  for (const command of [...(hasClient ? [] : [generate]), ["remix", "vite:build"]]) {
    const [name = "", ...args] = command;
    const program = join(root, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);
    if (!existsSync(program)) fail("Packages are missing: run `npm ci` first.");
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: root,
      env,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    if (status !== 0)
      fail(`${stdout}${stderr}\nThe build failed at \`${command.join(" ")}\`; the reason stands above.`);
  }
  writeFileSync(stamp, current);
}

/** @param {string} message @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}

if (process.argv[1] === import.meta.filename) buildIfChanged(true);
