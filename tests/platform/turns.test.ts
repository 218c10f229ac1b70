import { describe, expect, test } from "vitest";
import { AskerGone, Turns } from "~/platform/turns.server";

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

  test("an asker has at most their share of the line; others still find a place", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 5, perAsker: 2 });
    const { work, endOne } = stage();
    const taken = [0, 1, 2].map(() => turns.take(work, { name: "a" }));
    await settle();
    expect(await turns.take(work, { name: "a" })).toBeNull();
    const other = turns.take(work, { name: "b" });
    for (let left = 4; left > 0; left -= 1) {
      endOne();
      await settle();
    }
    expect(await Promise.all([...taken, other])).toEqual(["done", "done", "done", "done"]);
  });

  test("a freed place goes to the one with the fewest places", async () => {
    const turns = new Turns({ atOnce: 2, waiting: 5 });
    const order: string[] = [];
    const ends: (() => void)[] = [];
    const work = (name: string) => () => {
      order.push(name);
      return new Promise<void>((end) => ends.push(end));
    };
    const taken = ["a", "a", "a", "a", "b"].map((name) => turns.take(work(name), { name }));
    await settle();
    for (let left = 5; left > 0; left -= 1) {
      ends.shift()?.();
      await settle();
    }
    await Promise.all(taken);
    expect(order).toEqual(["a", "a", "b", "a", "a"]);
  });

  test("a request that is aborted leaves the line, and its work is never done", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1 });
    const { work, endOne, running } = stage();
    const first = turns.take(work, { name: "a" });
    const gone = new AbortController();
    let isDone = false;
    const left = turns.take(
      () => {
        isDone = true;
        return Promise.resolve("done");
      },
      { name: "b", signal: gone.signal },
    );
    await settle();
    expect(await turns.take(work, { name: "c" })).toBeNull();
    gone.abort();
    await expect(left).rejects.toThrow(AskerGone);
    const next = turns.take(work, { name: "c" });
    endOne();
    await settle();
    expect(running()).toBe(1);
    endOne();
    expect(await Promise.all([first, next])).toEqual(["done", "done"]);
    expect(isDone).toBe(false);
    await expect(turns.take(work, { name: "d", signal: gone.signal })).rejects.toThrow(AskerGone);
  });

  test("a turn that ends elsewhere is one turn, however often it is given back", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1 });
    const leave = await turns.enter();
    const next = turns.enter();
    expect(await turns.enter()).toBeNull();
    expect([turns.running, turns.waiting]).toEqual([1, 1]);
    leave!();
    leave!();
    expect(await next).not.toBeNull();
    expect([turns.running, turns.waiting]).toEqual([1, 0]);
    (await next)!();
    expect(turns.running).toBe(0);
  });

  test("after the longest wait an asker leaves the line, and the place is the next one's", async () => {
    const turns = new Turns({ atOnce: 1, waiting: 1, longestWait: 5 });
    const leave = await turns.enter();
    await expect(turns.enter()).rejects.toThrow(AskerGone);
    expect(turns.waiting).toBe(0);
    const next = turns.enter();
    leave!();
    expect(await next).not.toBeNull();
  });
});
