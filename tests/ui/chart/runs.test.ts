import { expect, test } from "vitest";
import { thin, toDots, toRuns } from "~/ui/chart/runs";
import { placeLabels } from "~/ui/chart/place-labels";

const day = 86_400_000;
const start = Date.parse("2026-01-01T00:00:00Z");
const points = (values: (number | null)[], step = day) =>
  values.map((value, index) => ({ at: new Date(start + index * step).toISOString(), value }));

test("a missing value is a gap, and so is a missing point", () => {
  const runs = (dots: ReturnType<typeof points>, gap?: number) =>
    toRuns(toDots(dots), gap).map((run) => run.map((dot) => dot.value));
  expect(runs(points([1, 2, null, 4, null, null, 7, 8]))).toEqual([[1, 2], [4], [7, 8]]);
  const holed = points([1, 2, 3, 4, 5, 6, 7, 8, 9]).filter((_, index) => index < 3 || index > 5);
  expect(runs(holed)).toEqual([
    [1, 2, 3],
    [7, 8, 9],
  ]);
  expect(runs(holed, 10 * day)).toEqual([[1, 2, 3, 7, 8, 9]]);
  expect(runs(points([]))).toEqual([]);
  expect(runs(points([null, null]))).toEqual([]);
  expect(runs(points([5]))).toEqual([[5]]);
});

test("points come in any order; those without a date or a number are left out", () => {
  const dots = toDots([...points([1, 2, 3])].toReversed());
  expect(dots.map((dot) => dot.value)).toEqual([1, 2, 3]);
  expect(toDots([{ at: "yesterday", value: 1 }])).toEqual([]);
  expect(toDots([{ at: "2026-01-01T00:00:00Z", value: "x" }])[0]?.value).toBeNull();
});

test("10,000 points become at most two a pixel and lose no extreme", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => Math.sin(index / 50) * 100 + ((index * 7919) % 13));
  many[5003] = 4_000;
  many[7777] = -4_000;
  const [run] = toRuns(toDots(points(many, 60_000)));
  const thinned = thin(run!, 480);
  expect(thinned.length).toBeLessThanOrEqual(2 * 480 + 2);
  expect(thinned.length).toBeGreaterThan(480);
  expect(Math.max(...thinned.map((dot) => dot.value))).toBe(4_000);
  expect(Math.min(...thinned.map((dot) => dot.value))).toBe(-4_000);
  expect([thinned[0], thinned.at(-1)]).toEqual([run![0], run!.at(-1)]);
  expect(thinned.every((dot, index) => index === 0 || dot.at > thinned[index - 1]!.at)).toBe(true);
  expect(thin(run!.slice(0, 100), 480)).toHaveLength(100);
});

test("labels keep their order and their distance, and stay within the picture", () => {
  expect(placeLabels([100], 28, 0, 200)).toEqual([100]);
  expect(placeLabels([40, 150], 28, 0, 200)).toEqual([40, 150]);
  expect(placeLabels([100, 100], 28, 0, 200)).toEqual([86, 114]);
  expect(placeLabels([110, 100], 28, 0, 200)).toEqual([119, 91]);
  const pushed = placeLabels([198, 199, 200, 5, 60], 28, 0, 200);
  expect(pushed.slice(0, 3)).toEqual([144, 172, 200]);
  expect(pushed.slice(3)).toEqual([5, 60]);
  const crowded = placeLabels(
    Array.from({ length: 12 }, () => 50),
    28,
    0,
    110,
  ).toSorted((a, b) => a - b);
  expect(crowded[0]).toBeGreaterThanOrEqual(0);
  expect(crowded.at(-1)).toBeLessThanOrEqual(110 + 1e-9);
  expect(placeLabels([], 28, 0, 10)).toEqual([]);
});
