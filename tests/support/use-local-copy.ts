import { execFileSync } from "node:child_process";
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { LocalCopy } from "./local-copy";

/** The data folder after a first start, with the demonstration; made by the first test file of a run that asks for it. */
async function firstStart(): Promise<string> {
  const made = join(inject("copiesFolder"), "after-first-start");
  if (existsSync(made)) return made;
  const copy = new LocalCopy();
  expect(await copy.start()).toBe("serving");
  await copy.stop();
  renameSync(copy.folder, made);
  return made;
}

/** A copy for the tests of a file: started before them, ended and removed after them. */
export function useLocalCopy(environment: () => Record<string, string> = () => ({})): LocalCopy {
  const copy = new LocalCopy();
  beforeAll(async () => {
    // With owners and modes: PostgreSQL starts on no folder of somebody else's.
    execFileSync("cp", ["-a", `${await firstStart()}/.`, copy.folder]);
    expect(await copy.start(environment())).toBe("serving");
  });
  afterAll(async () => {
    await copy.stop();
    copy.remove();
  });
  return copy;
}
