import { expect, test } from "vitest";
import { refusalOf, warningOf } from "~/features/markdown/citation-fault";

test("the preview and the form say the same of a fault, each with its own ending", () => {
  const double = { kind: "double", key: "fees", lines: [3, 9] } as const;
  expect(warningOf({ ...double, lines: [3, 9] }, 9).message).toBe(
    "“[^fees]” is defined twice, in lines 3 and 9: the first one counts.",
  );
  expect(refusalOf({ ...double, lines: [3, 9] }, 9)).toBe(
    "“[^fees]” is defined twice, in lines 3 and 9. Give one of them another key.",
  );
  const unknown = { kind: "unknown", key: "fes", hint: " Did you mean [^fees]?" } as const;
  expect(warningOf(unknown, 4).message).toBe("There is no source “[^fes]”: it stays as typed. Did you mean [^fees]?");
  expect(refusalOf(unknown, 4)).toBe("Line 4: There is no source “[^fes]”: it stays as typed. Did you mean [^fees]?");
});

test("a key with any characters in it doesn't change the sentence", () => {
  const key = "a: the first one counts.";
  expect(refusalOf({ kind: "double", key, lines: [1, 2] }, 2)).toBe(
    `“[^${key}]” is defined twice, in lines 1 and 2. Give one of them another key.`,
  );
});
