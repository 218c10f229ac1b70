import { afterAll, beforeAll, expect } from "vitest";
import { LocalCopy } from "./local-copy";

/** A copy for the tests of a file: started before them, ended and removed after them. */
export function useLocalCopy(environment: () => Record<string, string> = () => ({})): LocalCopy {
  const copy = new LocalCopy();
  beforeAll(async () => {
    expect(await copy.start(environment())).toBe("serving");
  });
  afterAll(async () => {
    await copy.stop();
    copy.remove();
  });
  return copy;
}
