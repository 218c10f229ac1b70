import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, vi } from "vitest";
import { LocalCopy } from "./local-copy";

/** The data folder after a first start, with the demonstration; made by the first test file of a run that asks for it. */
async function firstStart(): Promise<string> {
  const made = join(inject("copiesFolder"), "after-first-start");
  const failed = `${made}-failed`;
  if (!claim(`${made}-claimed`)) {
    // Another file makes it just now.
    while (!existsSync(made)) {
      if (existsSync(failed)) throw new Error("The first start failed; the file that made it says why.");
      await new Promise((done) => setTimeout(done, 100));
    }
    return made;
  }
  try {
    const copy = new LocalCopy();
    const outcome = await copy.start();
    if (outcome !== "serving") throw new Error(`The first start ended with ${outcome}: ${copy.output}`);
    // Otherwise every file's copy would do these jobs anew.
    await vi.waitFor(async () => expect(await dueJobs(copy)).toBe(0), { timeout: 60_000, interval: 200 });
    await copy.stop();
    renameSync(copy.folder, made);
    return made;
  } catch (error) {
    claim(failed);
    throw error;
  }
}

/** The number of jobs that wait for their turn or run, by the copy's own count. */
async function dueJobs(copy: LocalCopy) {
  const text = await (await fetch(`${copy.origin}/-/metrics`)).text();
  const count = (state: string) =>
    Number(new RegExp(`^counterproof_jobs\\{state="${state}"\\} (\\d+)$`, "m").exec(text)?.[1]);
  return count("waiting") + count("running");
}

/** Whether this caller is the first to make the folder. */
function claim(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** A copy that isn't started yet, with the demonstration in its data folder. */
export async function filledCopy(): Promise<LocalCopy> {
  const copy = new LocalCopy();
  await fill(copy);
  return copy;
}

async function fill(copy: LocalCopy) {
  // With owners and modes: PostgreSQL starts on no folder of somebody else's.
  execFileSync("cp", ["-a", `${await firstStart()}/.`, copy.folder]);
}

/** A copy for the tests of a file: started before them, ended and removed after them. */
export function useLocalCopy(environment: () => Record<string, string> = () => ({})): LocalCopy {
  const copy = new LocalCopy();
  beforeAll(async () => {
    await fill(copy);
    expect(await copy.start(environment())).toBe("serving");
  });
  afterAll(async () => {
    await copy.stop();
    copy.remove();
  });
  return copy;
}
