import { expect, test, vi } from "vitest";

vi.mock("~/features/markdown/stem", { spy: true });

/** A word of letters alone for each number. */
const wordOf = (index: number) => `w${[...String(index)].map((digit) => "abcdefghij"[Number(digit)]).join("")}`;

test("after 20,000 words a new one is still learned, and the one used longest ago is forgotten", async () => {
  // Of its own: files share modules, and what others read is in this memory.
  vi.resetModules();
  const stem = vi.mocked((await import("~/features/markdown/stem")).stem);
  const { wordsOf } = await import("~/features/markdown/words");
  const isStemmed = (word: string) => {
    stem.mockClear();
    wordsOf(word);
    return stem.mock.calls.length > 0;
  };
  for (let index = 0; index < 20_000; index += 1) wordsOf(wordOf(index));
  expect(isStemmed(wordOf(0))).toBe(false);
  expect(isStemmed("latecomer")).toBe(true);
  expect(isStemmed("latecomer")).toBe(false);
  expect(isStemmed(wordOf(0))).toBe(false);
  expect(isStemmed(wordOf(1))).toBe(true);
});
