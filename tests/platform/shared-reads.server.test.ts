import { expect, test, vi } from "vitest";
import { sharedReads } from "~/platform/shared-reads.server";
import { useDatabase } from "../support/database";
import { aThread } from "../support/factories";

useDatabase();

/** Reads the value of that name as one request does, and counts how often it is read anew. */
function reader(name: string) {
  const read = vi.fn(() => Promise.resolve({ number: read.mock.calls.length }));
  return { read, ask: async () => (await sharedReads())(name, read) };
}

test("a value is read once for one version of the content, also for those who ask at once", async () => {
  const { read, ask } = reader("shared by many");
  const first = await Promise.all(Array.from({ length: 20 }, ask));
  expect(new Set(first)).toEqual(new Set([first[0]]));
  expect(await ask()).toBe(first[0]);
  expect(read).toHaveBeenCalledTimes(1);
  await aThread();
  expect(await ask()).toEqual({ number: 2 });
});

test("a value that could not be read is not kept", async () => {
  const share = await sharedReads();
  await expect(share("fails once", () => Promise.reject(new Error("not now")))).rejects.toThrow("not now");
  expect(await share("fails once", () => Promise.resolve({ is: "read" }))).toEqual({ is: "read" });
});

test("what was read before a change is not kept for those who come after it", async () => {
  const { ask } = reader("read across a change");
  const before = await sharedReads();
  await aThread();
  const slow = await before("read across a change", () => Promise.resolve({ number: 0 }));
  expect(slow).toEqual({ number: 0 });
  expect(await ask()).toEqual({ number: 1 });
});

test("after ten seconds a value is read again, because of the times and live numbers in it", async () => {
  const { read, ask } = reader("old after ten seconds");
  await ask();
  const now = performance.now();
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now + 10_001);
  await ask();
  clock.mockRestore();
  expect(read).toHaveBeenCalledTimes(2);
});
