import { expect, test } from "vitest";
import { askInTurn } from "~/features/observations/providers/ask-in-turn";
import { expectedMs, orderNodes, patienceFor, smoothedMs } from "~/features/observations/providers/node-order";

const now = new Date("2026-03-01T12:00:00Z");
const node = (
  position: number,
  seen: { latencyMs?: number; recent?: string; isLagging?: boolean; rests?: number },
) => ({
  position,
  fails: 0,
  head: null,
  breakerUntil: seen.rests === undefined ? null : new Date(now.getTime() + seen.rests * 1_000),
  isLagging: seen.isLagging ?? false,
  latencyMs: seen.latencyMs ?? null,
  recent: seen.recent ?? "+++++",
});

test.each([
  ["nobody is known yet", [], [0, 1, 2]],
  ["all are about as quick", [node(0, { latencyMs: 190 }), node(1, { latencyMs: 40 })], [0, 1, 2]],
  ["the first takes much longer", [node(0, { latencyMs: 900 }), node(1, { latencyMs: 150 })], [1, 2, 0]],
  ["the first fails now and then", [node(0, { latencyMs: 50, recent: "+++-+" }), node(1, {}), node(2, {})], [1, 2, 0]],
  [
    "it failed long ago",
    [node(0, { latencyMs: 50, recent: "-++++++++++++++" }), node(1, { latencyMs: 50 })],
    [0, 1, 2],
  ],
  ["the first is behind the chain", [node(0, { isLagging: true }), node(1, { latencyMs: 3_000 })], [2, 1, 0]],
  ["the first rests after faults", [node(0, { rests: 30 }), node(1, {})], [1, 2]],
  ["its rest is over", [node(0, { rests: 0 }), node(1, {})], [0, 1, 2]],
])("when %s", (_, endpoints, order) => {
  expect(orderNodes(3, endpoints, now)).toEqual(order);
});

test("a node's usual time follows slowly, and a failure now weighs more than one long ago", () => {
  expect(smoothedMs(null, 400)).toBe(400);
  expect(smoothedMs(100, 1_100)).toBe(400);
  // 0.3 of 10 s for the newest visit, 0.3 × 0.7² for the one two visits before.
  expect(expectedMs({ latencyMs: 100, recent: "++-" })).toBeCloseTo(3_100, 6);
  expect(expectedMs({ latencyMs: 100, recent: "-++" })).toBeCloseTo(1_570, 6);
});

test("a node is waited for alone three times as long as it usually takes, a second at least", () => {
  expect(patienceFor(0, [node(0, { latencyMs: 900 })])).toBe(2_700);
  expect(patienceFor(0, [node(0, { latencyMs: 20 })])).toBe(1_000);
  expect(patienceFor(1, [])).toBe(1_000);
});

/** Candidates whose answers are given from outside; says who was asked. */
function candidates(patience: number) {
  const asked: string[] = [];
  const answer: Record<string, (isEnough: boolean | Error) => void> = {};
  const turns = {
    patience: () => patience,
    ask: (name: string) => {
      asked.push(name);
      return new Promise<boolean>(
        (done, fail) => (answer[name] = (said) => (said instanceof Error ? fail(said) : done(said))),
      );
    },
  };
  return { asked, answer, turns };
}

test("the next one is asked at a fault, and nobody after a good answer", async () => {
  const { asked, answer, turns } = candidates(60_000);
  const isFound = askInTurn(["a", "b", "c"], turns);
  answer["a"]!(new Error("broken"));
  await expect.poll(() => asked).toEqual(["a", "b"]);
  answer["b"]!(true);
  expect(await isFound).toBe(true);
  expect(asked).toEqual(["a", "b"]);
});

test("while a node is slow the next one is asked too, and the slow one may still answer first", async () => {
  const { asked, answer, turns } = candidates(20);
  const isFound = askInTurn(["a", "b"], turns);
  await expect.poll(() => asked).toEqual(["a", "b"]);
  answer["a"]!(true);
  expect(await isFound).toBe(true);
});

test("the last is waited for to its end, and when none is enough that is said", async () => {
  const { asked, answer, turns } = candidates(1);
  const isFound = askInTurn(["a", "b"], turns);
  await expect.poll(() => asked).toEqual(["a", "b"]);
  answer["b"]!(false);
  answer["a"]!(false);
  expect(await isFound).toBe(false);
  expect(await askInTurn([], turns)).toBe(false);
});
