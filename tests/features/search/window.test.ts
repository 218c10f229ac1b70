import { expect, test } from "vitest";
import { enoughOf, type Likely, widened, type Window, windowFor } from "~/features/search/window";

const span = { first: 1, last: 500_000 };
const likely = (more: Partial<Likely>): Likely => ({ span, found: 0.01, looked: 1e-9, ...more });
const sizeOf = (window: Window) => (window === null ? null : window.last - window.first + 1);

test("a search for frequent words begins at the newest posts that probably hold enough of them", () => {
  expect(windowFor(likely({ found: 0.01 }), "newest")).toEqual({ first: 430_001, last: 500_000 });
  expect(windowFor(likely({ found: 0.01 }), "oldest")).toEqual({ first: 1, last: 70_000 });
  expect(windowFor(likely({ found: 0.001 }), "newest")).toBeNull();
  expect(windowFor(likely({ found: 0.5, span: { first: 1, last: 9_000 } }), "newest")).toBeNull();
});

test("a window grows by what it lacks, eight times at most, and never beyond the posts there are", () => {
  const window = { first: 490_001, last: 500_000 };
  expect(sizeOf(widened(window, likely({}), 100))).toBe(70_000);
  expect(sizeOf(widened(window, likely({}), 0))).toBe(80_000);
  expect(sizeOf(widened(window, likely({}), 600))).toBe(20_000);
  expect(widened({ first: 300_001, last: 500_000 }, likely({}), 10)).toBeNull();
  expect(widened({ first: 1, last: 10_000 }, likely({}), 100)).toEqual({ first: 1, last: 70_000 });
});

test("a phrase is looked for in few posts, then in more, and no part is searched twice for nothing", () => {
  const phrase = likely({ found: 0.0042, looked: 0.0423 });
  const first = windowFor(phrase, "newest")!;
  expect(sizeOf(first)! * phrase.looked).toBeCloseTo(2_500, -1);
  const second = widened(first, phrase, 20)!;
  expect(sizeOf(second)! * phrase.looked).toBeCloseTo(5_000, -1);
  // As large as it may be, but for the rounding.
  expect(widened(second, phrase, 20)).toBe(second);
  expect(sizeOf(widened(second, phrase, 3))! * phrase.looked).toBeCloseTo(12_000, -1);
});

test("fewer finds of a phrase are enough, because each of them is dear", () => {
  expect(enoughOf(likely({ found: 0.001, looked: 0.01 }))).toBeLessThan(enoughOf(likely({ found: 0.01 })));
});
