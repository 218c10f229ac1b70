import { expect, test } from "vitest";
import { VisitSlots } from "~/features/observations/run-tick.server";

test("never more than the limit write, also when a write begins while another one ends", async () => {
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await new Promise((next) => setImmediate(next));
    running -= 1;
  };
  const slots = new VisitSlots(8, 2);
  // Each writes again in the moment in which its first place gets free.
  await Promise.all(Array.from({ length: 6 }, () => slots.write(work).then(() => slots.write(work))));
  expect(most).toBe(2);
});
