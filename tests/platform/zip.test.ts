import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { writeZip, type ZipEntry } from "~/platform/zip.server";

const entry = (path: string): ZipEntry => ({ path, at: new Date(0), content: "a" });

async function* failing(before: ZipEntry[]): AsyncGenerator<ZipEntry> {
  yield* before;
  // Later than the reader has begun to wait.
  await setTimeout(20);
  throw new Error("There is no more.");
}

test.each([
  ["first", []],
  ["second", [entry("one.txt")]],
])("a reader hears of an error at the %s entry", async (_, before) => {
  const zip = writeZip(failing(before), new AbortController().signal);
  await expect(new Response(zip).arrayBuffer()).rejects.toThrow("There is no more.");
});

test("a reader who leaves ends the writing", async () => {
  const leaving = new AbortController();
  const zip = writeZip(failing([entry("one.txt"), entry("two.txt")]), leaving.signal);
  leaving.abort();
  await expect(new Response(zip).arrayBuffer()).rejects.toThrow("The reader left.");
});
