import { describe, expect, test } from "vitest";
import { Turns } from "~/platform/turns.server";

/** Work that ends when it is told to, and a count of how much of it ran at the same time. */
function stage() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  return {
    work: async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((end) => ends.push(end));
      running -= 1;
      return "done";
    },
    endOne: () => ends.shift()?.(),
    most: () => most,
    running: () => running,
  };
}

const settle = async () => {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
};

describe("a bounded line", () => {
  test("at its bound: two run, three wait, the sixth is refused at once", async () => {
    const turns = new Turns({ atOnce: 2, waiting: 3 });
    const { work, endOne, most, running } = stage();
    const taken = Array.from({ length: 5 }, () => turns.take(work));
    await settle();
    expect(running()).toBe(2);
    expect(await turns.take(work)).toBeNull();
    endOne();
    await settle();
    const late = turns.take(work);
    expect(await turns.take(work)).toBeNull();
    for (let left = 5; left > 0; left -= 1) {
      endOne();
      await settle();
    }
    expect(await Promise.all([...taken, late])).toEqual(Array.from({ length: 6 }, () => "done"));
    expect(most()).toBe(2);
  });

  test("a newcomer in the moment in which a place gets free doesn't pass the bound", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 5 });
    const { work, endOne, most } = stage();
    const first = turns.take(work).then(() => turns.take(work));
    const second = turns.take(work);
    for (let round = 0; round < 3; round += 1) {
      await settle();
      endOne();
    }
    await Promise.all([first, second]);
    expect(most()).toBe(1);
  });

  test("a place is handed on when the work fails", async () => {
    const turns = new Turns({ atOnce: 2, waiting: 10 });
    const failing = Array.from({ length: 5 }, () => turns.take(() => Promise.reject(new Error("no"))));
    for (const one of failing) await expect(one).rejects.toThrow("no");
    expect(await turns.take(() => Promise.resolve(1))).toBe(1);
  });

  test("without a line the second is refused while the first runs, and none after it", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 0 });
    const { work, endOne } = stage();
    const first = turns.take(work);
    await settle();
    expect(await turns.take(work)).toBeNull();
    endOne();
    expect(await first).toBe("done");
    const next = turns.take(work);
    await settle();
    endOne();
    expect(await next).toBe("done");
  });
});
