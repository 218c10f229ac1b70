import { afterAll, expect, test } from "vitest";
import { compareTexts } from "~/features/markdown/compare-texts.server";
import { closeLanes } from "~/platform/lanes.server";

afterAll(closeLanes);

test("one pair is compared once, whoever asks for it, while and after it is compared", async () => {
  const [before, after] = ["a blob costs one wei", "a blob costs two wei"];
  // The line of comparisons has twenty places, two for each asker.
  const asked = Array.from({ length: 60 }, (_, asker) => compareTexts(before, after, { name: `asker ${asker % 3}` }));
  const [first, ...others] = await Promise.all(asked);
  expect(first).toContainEqual({ kind: "added", text: "two" });
  for (const parts of others) expect(parts).toBe(first);
  expect(await compareTexts(before, after, { name: "later" })).toBe(first);
  expect(await compareTexts(after, before, { name: "later" })).not.toBe(first);
});
