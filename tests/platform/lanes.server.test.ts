/** Lanes in which strangers' texts are read. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeLanes, inLane, type Reader, waitingInLanes, warmLanes } from "~/platform/lanes.server";
import { LineIsFull, TextTooCostly } from "~/platform/reading-errors";

beforeAll(warmLanes);
afterAll(closeLanes);

/** Takes all the time that a job may take: a table of 30,000 rows, whose 250 columns the library fills up. */
const slow = { kind: "parse", source: `${"|a".repeat(250)}\n${"|-".repeat(250)}\n${"|\n".repeat(30_000)}` } as const;
const readSlowly = (reader: Reader) => reader.run("markdown", slow);
const readNothing = (reader: Reader) => reader.run("nothing", null);

test("a writer is served while previews wait, and a full line refuses at once", async () => {
  const busy = [1, 2].map((index) =>
    inLane("previews", { name: `slow ${index}` }, readSlowly).catch((error: unknown) => error),
  );
  const previews = Array.from({ length: 28 }, (_, index) =>
    inLane("previews", { name: `visitor ${index}` }, readNothing).catch((error: unknown) => error),
  );
  await expect(inLane("previews", { name: "one more" }, readNothing)).rejects.toThrow(LineIsFull);
  expect(await inLane("writers", { name: "member 1" }, readNothing)).toBeNull();
  expect(waitingInLanes().previews).toBe(20);
  expect(await Promise.all(busy)).toEqual([expect.any(TextTooCostly), expect.any(TextTooCostly)]);
  const outcomes = await Promise.all(previews);
  expect(outcomes.filter((outcome) => outcome instanceof LineIsFull)).toHaveLength(8);
  expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(20);
});

test("nobody has more than two places in a line, and others still find one", async () => {
  let open = () => {};
  const gate = new Promise<void>((opened) => (open = opened));
  const own = Array.from({ length: 10 }, () =>
    inLane("writers", { name: "member 1" }, () => gate).catch((error: unknown) => error),
  );
  const other = inLane("writers", { name: "member 2" }, readNothing);
  open();
  const outcomes = await Promise.all(own);
  // Four are served at the same time, two wait.
  expect(outcomes.filter((outcome) => outcome instanceof LineIsFull)).toHaveLength(4);
  expect(await other).toBeNull();
});
