import { expect, test } from "vitest";
import { diagramRoom } from "~/ui/diagram-room";
import { boundedSize, diagramKey, scaleIn } from "~/ui/diagram-size";
import { xml } from "../support/page";

test("a diagram is known by its source, whatever space stands around it", () => {
  const key = diagramKey("flowchart LR\n  A --> B");
  expect(key).toMatch(/^[0-9a-z]{1,11}$/);
  expect(diagramKey("\nflowchart LR\n  A --> B\n\n")).toBe(key);
  const others = [
    "",
    "flowchart LR\n  A --> C",
    "flowchart LR\n  B --> A",
    "flowchart LR\n  A --> 𝛽",
    "x".repeat(20_000),
  ];
  expect(new Set([key, ...others.map(diagramKey)]).size).toBe(6);
});

test("a key stays the same: posts hold it", () => {
  expect(diagramKey("flowchart LR\n  A --> B")).toBe("1zw06ocw4se");
});

test.each([
  [
    [703.2, 378.9],
    [704, 379],
  ],
  [
    [100, 20],
    [100, 80],
  ],
  [
    [100, 9_999],
    [100, 1_200],
  ],
  [
    [100, -5],
    [100, 80],
  ],
  [
    [10_000, 100],
    [10_000, 100],
  ],
])("a measured size %j is kept as %j", ([width, height], size) => {
  expect(boundedSize(width!, height!)).toEqual(size);
});

test.each([
  [0, 100],
  [-1, 100],
  [10_001, 100],
  [Infinity, 100],
  [NaN, 100],
  [100, NaN],
  [100, Infinity],
])("%d × %d is no size", (width, height) => {
  expect(boundedSize(width, height)).toBeNull();
});

test("a drawing shrinks with its frame, but not below a readable scale", () => {
  expect([2_000, 1_000, 800, 400, 0].map((frame) => scaleIn(frame, 1_000))).toEqual([1, 1, 0.8, 0.55, 0.55]);
  expect(scaleIn(500, 0)).toBe(1);
});

test("a room has the drawing's own shape and that of its smallest scale, and is hidden where no sheet shows it", () => {
  const room = xml(String(diagramRoom([704, 379])));
  expect(room.first(".diagram-room").attribute("hidden")).toBe("");
  expect(room.all("svg").map((svg) => ["width", "height", "viewBox"].map((name) => svg.attribute(name)))).toEqual([
    ["704", "379", "0 0 704 379"],
    ["387", "209", undefined],
  ]);
});
