/** The gate in front of the work: its places, its line, and who is turned away. */
import { expect, test } from "vitest";
import { Gate } from "../../app/server/gate.server";

const never = 1_000_000;
const isOpen = Symbol("still waiting");
const now = <T>(promise: Promise<T>) =>
  Promise.race([promise, new Promise((done) => setImmediate(() => done(isOpen)))]);

test("requests beyond the places inside and in line are turned away at once", async () => {
  const gate = new Gate({ inside: 2, line: 1, longestWait: never });
  const [first, second] = [await gate.enter(), await gate.enter()];
  const third = gate.enter();
  expect(await now(third)).toBe(isOpen);
  expect(await now(gate.enter())).toBeNull();
  expect(gate.counts).toEqual({ inside: 2, line: 1, turnedAway: 1 });

  first!();
  const leave = await third;
  expect(gate.counts).toEqual({ inside: 2, line: 0, turnedAway: 1 });
  second!();
  leave!();
  expect(gate.counts.inside).toBe(0);
});

test("a place that is left twice is one place", async () => {
  const gate = new Gate({ inside: 1, line: 0, longestWait: never });
  const leave = await gate.enter();
  leave!();
  leave!();
  expect(gate.counts.inside).toBe(0);
  expect(await gate.enter()).not.toBeNull();
  expect(await gate.enter()).toBeNull();
});

test("a free place goes to the first request in line that still waits", async () => {
  const gate = new Gate({ inside: 1, line: 3, longestWait: never });
  const leave = await gate.enter();
  const gone = new AbortController();
  const [impatient, patient, last] = [gate.enter(gone.signal), gate.enter(), gate.enter()];
  gone.abort();
  expect(await impatient).toBeNull();
  leave!();
  const next = await patient;
  expect(next).not.toBeNull();
  expect(await now(last)).toBe(isOpen);
  next!();
  expect(await last).not.toBeNull();
  expect(await gate.enter(gone.signal)).toBeNull();
});

test("nobody stands in line beyond the longest wait, and the place that comes free later is not lost", async () => {
  const gate = new Gate({ inside: 1, line: 2, longestWait: 5 });
  const leave = await gate.enter();
  expect(await gate.enter()).toBeNull();
  leave!();
  expect(await gate.enter()).not.toBeNull();
});
