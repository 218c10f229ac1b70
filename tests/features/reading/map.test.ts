import { describe, expect, test } from "vitest";
import { layOutMap, mostSquares, square, type MapPost, type ThreadMap } from "~/features/reading/map";
import { aNode, chainOf, grownThread, starOf } from "./node-samples";

const lay = (nodes: ReturnType<typeof starOf>, from: number | null = null) => layOutMap(nodes, from)!;
const posts = (map: ThreadMap) => map.squares.filter((one): one is MapPost => one.kind === "post");

describe("a map of six posts", () => {
  const map = lay([
    aNode(1, null),
    aNode(2, 1, { relation: "supports" }),
    aNode(3, 1, { relation: "rebuts" }),
    aNode(4, 3, { relation: "asks" }),
    aNode(5, 1),
    aNode(6, 1),
  ]);

  test("has a square for each, below what it answers, in the order of numbers, with the line of its relation", () => {
    expect(posts(map).map(({ number, parent, level }) => [number, parent, level])).toEqual([
      [1, null, 0],
      [2, 1, 1],
      [3, 1, 1],
      [4, 3, 2],
      [5, 1, 1],
      [6, 1, 1],
    ]);
    expect(map.lines.map(({ kind }) => kind).filter((kind) => kind !== "frame")).toEqual([
      "supports",
      "rebuts",
      "asks",
      "plain",
      "plain",
    ]);
  });

  test("puts replies side by side that nobody answers and that follow one another", () => {
    const [, two, , four, five, six] = posts(map);
    expect(five?.y).toBe(six?.y);
    expect(five?.x).toBeLessThan(six?.x ?? 0);
    expect([two!.y < four!.y, four!.y < five!.y]).toEqual([true, true]);
  });
});

test.each([
  ["one post", starOf(1), 1],
  ["500 replies to one post", starOf(500), 500],
  ["500 posts in a row", chainOf(500), 13],
  ["500 posts as threads grow", grownThread(500), 450],
  ["10,000 posts as threads grow", grownThread(10_000), 400],
])("a map of %s holds 500 squares at most, none over another, all posts counted", (_, nodes, least) => {
  const map = lay(nodes);
  expect(map.squares.length).toBeLessThanOrEqual(mostSquares);
  expect(map.squares.length).toBeGreaterThanOrEqual(least);
  const left = map.squares.reduce((sum, one) => sum + (one.kind === "rest" ? one.count : 0), 0);
  expect(posts(map).length + left).toBe(nodes.length);
  expect(new Set(map.squares.map(({ x, y }) => `${x} ${y}`)).size).toBe(map.squares.length);
  for (const { x, y } of map.squares) {
    expect(x + square).toBeLessThanOrEqual(map.width);
    expect(y + square).toBeLessThanOrEqual(map.height);
  }
  expect(map.width).toBeLessThanOrEqual(570);
});

test("what is left out of a branch is on that branch's own map", () => {
  const nodes = grownThread(2_000);
  const map = lay(nodes);
  const drawn = new Set(posts(map).map(({ number }) => number));
  const rests = map.squares.flatMap((one) => (one.kind === "rest" && one.parent !== 1 ? [one] : []));
  expect(rests.length).toBeGreaterThan(10);
  for (const { parent } of rests) {
    const own = posts(lay(nodes, parent));
    expect(own[0]?.number).toBe(parent);
    expect(own.some(({ number }) => !drawn.has(number))).toBe(true);
  }
});
