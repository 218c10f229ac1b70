/** The gate in front of the work: its places, its line, and who is turned away. */
import { expect, test, vi } from "vitest";
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

test("while the processor has no time left fewer are let in, and those in line come first when it has", async () => {
  let isBusy = true;
  const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const gate = new Gate({ inside: 3, insideWhenBusy: 1, line: 5, longestWait: never }, () => isBusy);
  expect(await gate.enter()).not.toBeNull();
  const waiting = gate.enter();
  expect(await now(waiting)).toBe(isOpen);
  isBusy = false;
  clock.mockReturnValue(1_100);
  const newcomer = gate.enter();
  expect(await waiting).not.toBeNull();
  expect(await now(newcomer)).toBe(isOpen);
  clock.mockReturnValue(1_200);
  void gate.enter();
  expect(await newcomer).not.toBeNull();
  expect(gate.counts).toEqual({ inside: 3, line: 1, turnedAway: 0 });
  clock.mockRestore();
});

test("a burst is let in by a few at a time, because how busy it makes the processor is only known afterwards", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const gate = new Gate({ inside: 9, insideWhenBusy: 2, line: 9, longestWait: never });
  for (let request = 0; request < 8; request++) void gate.enter();
  await now(Promise.resolve());
  expect(gate.counts).toMatchObject({ inside: 2, line: 6 });
  clock.mockReturnValue(1_100);
  void gate.enter();
  await now(Promise.resolve());
  expect(gate.counts.inside).toBeGreaterThan(2);
  clock.mockRestore();
});

test("who waited the longest time is let in after all when there is room by then", async () => {
  let isBusy = true;
  const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const gate = new Gate({ inside: 2, insideWhenBusy: 1, line: 5, longestWait: 5 }, () => isBusy);
  await gate.enter();
  const waiting = gate.enter();
  isBusy = false;
  clock.mockReturnValue(1_100);
  expect(await waiting).not.toBeNull();
  clock.mockRestore();
});

test("a request whose answer would come too late, behind those inside and in line, is turned away at once", async () => {
  const clock = vi.spyOn(performance, "now");
  const at = (milliseconds: number) => clock.mockReturnValue(1_000_000 + milliseconds);
  at(0);
  const gate = new Gate({ inside: 1, line: 40, longestWait: never, expectedTime: 700 });
  const places = [gate.enter()];
  for (let second = 0; second < 3; second++) places.push(gate.enter());
  // One place in two hundred milliseconds: behind one inside and three in line, an answer takes eight hundred.
  for (let turn = 0; turn < 30; turn++) {
    at((turn + 1) * 200);
    (await places[turn]!)!();
    places.push(gate.enter());
  }
  expect(gate.counts.line).toBe(3);
  expect(await now(gate.enter())).toBeNull();
  (await places[30]!)!();
  expect(gate.counts.line).toBe(2);
  expect(await now(gate.enter())).toBe(isOpen);
  clock.mockRestore();
});

test("while nothing comes free the line does not grow", async () => {
  const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
  const gate = new Gate({ inside: 1, line: 40, longestWait: 500 });
  await gate.enter();
  const first = gate.enter();
  expect(await now(gate.enter())).toBe(isOpen);
  clock.mockReturnValue(1_300);
  expect(await now(gate.enter())).toBeNull();
  expect(await now(first)).toBe(isOpen);
  clock.mockRestore();
});

test("a place that is left twice counts once in the pace", async () => {
  const clock = vi.spyOn(performance, "now");
  const at = (milliseconds: number) => clock.mockReturnValue(1_000_000 + milliseconds);
  at(0);
  const gate = new Gate({ inside: 1, line: 40, longestWait: never, expectedTime: 700 });
  const places = Array.from({ length: 4 }, () => gate.enter());
  for (let turn = 0; turn < 30; turn++) {
    at((turn + 1) * 200);
    const leave = (await places[turn]!)!;
    leave();
    leave();
    places.push(gate.enter());
  }
  expect(await now(gate.enter())).toBeNull();
  clock.mockRestore();
});

test("a burst waits for those inside, who have only just begun", async () => {
  const clock = vi.spyOn(performance, "now");
  const at = (milliseconds: number) => clock.mockReturnValue(1_000_000 + milliseconds);
  at(0);
  const gate = new Gate({ inside: 24, insideWhenBusy: 24, line: 48, longestWait: never, expectedTime: 700 });
  const places = Array.from({ length: 40 }, () => gate.enter());
  // After 100 ms each of the 24 inside is near its end, and those in line soon follow.
  at(100);
  const late = gate.enter();
  expect(await now(late)).toBe(isOpen);
  for (const place of places.slice(0, 24)) (await place)!();
  expect(await late).not.toBeNull();
  expect(gate.counts.turnedAway).toBe(0);
  clock.mockRestore();
});
