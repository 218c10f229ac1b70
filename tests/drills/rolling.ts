/**
 * Two releases at once, as during an upgrade: the older one is built from its commit, starts on the database that this one
 * has migrated, and both serve behind one proxy while people read, write and moderate.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { db } from "~/platform/db.server";
import { freePort } from "~/platform/embedded-postgres.server";
import { projectRoot } from "~/platform/project-root.server";
import { buildIfChanged } from "../../app/server/build-if-changed.js";
import { migrationNames } from "../../prisma/apply-migrations";
import { seed } from "../../prisma/seed";
import { withBenchDatabase } from "../bench/bench-database";
import { print, printTable } from "../bench/figures";
import { describeMachine, load } from "../bench/machine";
import { Balancer } from "../support/balancer";
import { openTemporaryFolder } from "../support/open-folder";
import { SiteProcess } from "../support/site-process";
import { Browser, journeys } from "./journeys";

/** How often each journey is made: the proxy hands its requests to both releases in turn. */
const rounds = 10;

export async function runRolling(base: string) {
  const git = (...words: string[]) => execFileSync("git", words, { cwd: projectRoot, encoding: "utf8" }).trim();
  const commit = git("rev-parse", "--verify", `${base}^{commit}`);
  const folder = openTemporaryFolder("counterproof-release");
  const older = join(folder, "release");
  try {
    git("worktree", "add", "--detach", older, commit);
    buildIfChanged();
    build(older);
    await withBenchDatabase("rolling", async (databaseUrl) => {
      await seed({ withDemonstration: false, withArchive: true });
      await serveBoth({ databaseUrl, older, name: `${base} (${commit.slice(0, 8)})` });
    });
  } finally {
    git("worktree", "remove", "--force", older);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds the release; packages are installed only where they are others than ours. */
function build(root: string) {
  const lock = (at: string) => readFileSync(join(at, "package-lock.json"), "utf8");
  const run = (...words: string[]) => execFileSync("npm", words, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (lock(root) === lock(projectRoot)) symlinkSync(join(projectRoot, "node_modules"), join(root, "node_modules"));
  else run("ci");
  run("run", "build");
}

type Releases = { databaseUrl: string; older: string; name: string };

async function serveBoth({ databaseUrl, older, name }: Releases) {
  const balancer = new Balancer();
  await balancer.open();
  const site = { databaseUrl, publicUrl: balancer.origin };
  const port = await freePort();
  // One port at two addresses, as in two containers: without TLS the cookies are named after it.
  const servers = {
    "this release": new SiteProcess(site, "all", projectRoot, { host: "127.0.0.1", port }),
    [name]: new SiteProcess(site, "all", older, { host: "127.0.0.2", port }),
  };
  const before = load();
  try {
    await servers["this release"]!.start();
    const refusal = await refusalOf(servers[name]!, older);
    await servers[name]!.start({ ALLOW_NEWER_DATABASE: "1" });
    for (const [release, server] of Object.entries(servers)) await balancer.add(server, release);

    const browser = new Browser(balancer.origin);
    const state = await beginning();
    const rows: string[][] = [];
    for (const [journey, make] of Object.entries(journeys)) {
      const faults: string[] = [];
      const servedBefore = new Map(balancer.served);
      for (let round = 0; round < rounds; round++)
        await make(browser, state, round).catch((error: Error) => void faults.push(error.message));
      const served = [...balancer.served].map(
        ([release, count]) => `${release}: ${count - (servedBefore.get(release) ?? 0)}`,
      );
      rows.push([journey, String(rounds), served.join(", "), String(faults.length), faults[0] ?? ""]);
    }
    print(describeMachine());
    print(
      `\n### Rolling from ${name}\n\nBoth releases serve behind one proxy on a database migrated by this one; load ${before} before, ${load()} after. Without \`ALLOW_NEWER_DATABASE=1\` the older one ${refusal}.\n`,
    );
    printTable(["journey", "times", "requests that each release answered", "failed", "first failure"], rows);
    print(`\nRequests without an answer: ${balancer.failures.length}.`);
    if (rows.some((row) => row[3] !== "0") || balancer.failures.length > 0) process.exitCode = 1;
  } catch (error) {
    for (const server of Object.values(servers)) console.error(server.output);
    throw error;
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.end()));
    await balancer.close();
  }
}

/** What the older release says to a newer database: a sentence, where this one has migrations that it doesn't know. */
async function refusalOf(server: SiteProcess, older: string): Promise<string> {
  const known = migrationNames(join(older, "prisma/migrations"));
  if (migrationNames().every((migration) => known.includes(migration)))
    return "starts too, because no migration is new";
  const started = await server.start().then(
    () => null,
    (error: Error) => error.message,
  );
  if (started === null) throw new Error("The older release started on a newer database without being allowed to.");
  // Around it stand the frames of a stack.
  const [, sentence = started] = /^.*StartError: (.*)$/m.exec(started) ?? [];
  return `refuses: “${sentence.trim()}”`;
}

/** A moderator's account to come: who joins as this handle gets the role. */
async function beginning() {
  const tag = await db.tag.findFirstOrThrow({ where: { kind: "topic" }, select: { slug: true } });
  return {
    tag: tag.slug,
    promote: (handle: string) =>
      db.member.update({ where: { handle }, data: { role: "moderator", trustedAt: new Date() }, select: { id: true } }),
  };
}
