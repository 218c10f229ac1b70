import { expect, test, vi } from "vitest";
import { noteThreads, showNumbers, showOnlyThread } from "~/platform/dependencies.server";
import { sharedReads } from "~/platform/shared-reads.server";
import { useDatabase } from "../support/database";
import { aReply, aThread } from "../support/factories";
import { correctNewest, dailyTps } from "../support/series";

useDatabase();

/** Reads the value of that name as one request does, and counts how often it is read anew. */
function reader(name: string) {
  const read = vi.fn(() => Promise.resolve({ number: read.mock.calls.length }));
  return { read, ask: async () => (await sharedReads())(name, read) };
}

test("a value is read once for one version of the content, also for those who ask at once", async () => {
  const { read, ask } = reader("shared by many");
  const first = await Promise.all(Array.from({ length: 20 }, ask));
  expect(new Set(first)).toEqual(new Set([first[0]]));
  expect(await ask()).toBe(first[0]);
  expect(read).toHaveBeenCalledTimes(1);
  await aThread();
  expect(await ask()).toEqual({ number: 2 });
});

test("a value that could not be read is not kept", async () => {
  const share = await sharedReads();
  await expect(share("fails once", () => Promise.reject(new Error("not now")))).rejects.toThrow("not now");
  expect(await share("fails once", () => Promise.resolve({ is: "read" }))).toEqual({ is: "read" });
});

test("an answer that a read throws can be read by each of those who asked at once", async () => {
  const ask = async () =>
    (await sharedReads())("thrown answer", () =>
      Promise.reject(new Response("There is no such page.", { status: 404 })),
    ).catch(async (thrown: Response) => `${thrown.status} ${await thrown.text()}`);
  const answers = await Promise.all(Array.from({ length: 5 }, ask));
  expect(new Set(answers)).toEqual(new Set(["404 There is no such page."]));
});

test("what was read before a change is not kept for those who come after it", async () => {
  const { ask } = reader("read across a change");
  const before = await sharedReads();
  await aThread();
  const slow = await before("read across a change", () => Promise.resolve({ number: 0 }));
  expect(slow).toEqual({ number: 0 });
  expect(await ask()).toEqual({ number: 1 });
});

test("after ten seconds a value is read again, because of the times and live numbers in it", async () => {
  const { read, ask } = reader("old after ten seconds");
  await ask();
  const now = performance.now();
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now + 10_001);
  await ask();
  clock.mockRestore();
  expect(read).toHaveBeenCalledTimes(2);
});

/** Counts how often a value is read that shows these threads; `isAlone` says that it shows nothing else. */
function threadsReader(name: string, threads: () => number[], { isAlone }: { isAlone: boolean }) {
  let times = 0;
  const read = async () => {
    const [first, ...others] = threads();
    if (isAlone) showOnlyThread(first!);
    noteThreads(isAlone ? others : threads());
    return { number: ++times };
  };
  return async () => (await (await sharedReads([name]))(name, read)).number;
}

test("a value of threads alone is read again after a change of one of them, and of nothing that is another's", async () => {
  const [one, two, other] = [await aThread(), await aThread(), await aThread()];
  const ask = threadsReader("two threads", () => [one.id, two.id], { isAlone: true });
  expect([await ask(), await ask()]).toEqual([1, 1]);
  await aReply({ thread: other, author: other.author });
  expect(await ask()).toBe(1);
  await aReply({ thread: two, author: two.author });
  expect(await ask()).toBe(2);
  await aThread();
  expect([await ask(), await ask()]).toEqual([3, 3]);
});

test("a value that does not say that it shows threads alone is read again after every change", async () => {
  const [one, other] = [await aThread(), await aThread()];
  const ask = threadsReader("perhaps more", () => [one.id], { isAlone: false });
  expect(await ask()).toBe(1);
  await aReply({ thread: other, author: other.author });
  expect(await ask()).toBe(2);
});

test("a value that shows another thread since then is read again after a change of that one, too", async () => {
  const [one, two] = [await aThread(), await aThread()];
  const shown = [one.id];
  const ask = threadsReader("more and more", () => shown, { isAlone: true });
  expect(await ask()).toBe(1);
  shown.push(two.id);
  await aReply({ thread: one, author: one.author });
  expect([await ask(), await ask()]).toEqual([2, 2]);
  await aReply({ thread: two, author: two.author });
  expect(await ask()).toBe(3);
});

test("a value that holds another one depends on what that one shows", async () => {
  const [one, two, other] = [await aThread(), await aThread(), await aThread()];
  const inner = threadsReader("inner", () => [two.id], { isAlone: true });
  let times = 0;
  const outer = async () => {
    const share = await sharedReads(["outer"]);
    const { number } = await share("outer", async () => {
      showOnlyThread(one.id);
      await inner();
      return { number: ++times };
    });
    return number;
  };
  // It is kept, and was made for somebody else.
  await inner();
  expect([await outer(), await outer()]).toEqual([1, 1]);
  await aReply({ thread: other, author: other.author });
  expect(await outer()).toBe(1);
  await aReply({ thread: two, author: two.author });
  expect(await outer()).toBe(2);
});

test("a value that holds one which depends on everything depends on everything", async () => {
  const other = await aThread();
  const inner = threadsReader("of everything", () => [], { isAlone: false });
  let times = 0;
  const outer = async () => {
    const share = await sharedReads(["holds everything"]);
    const { number } = await share("holds everything", async () => {
      showOnlyThread(1_000_000);
      await inner();
      return { number: ++times };
    });
    return number;
  };
  await inner();
  expect(await outer()).toBe(1);
  await aReply({ thread: other, author: other.author });
  expect(await outer()).toBe(2);
});

test("a value during whose reading its thread changed is not kept for those who come after the change", async () => {
  const [one, other] = [await aThread(), await aThread()];
  let times = 0;
  const read = (meanwhile: () => Promise<unknown>) => async () => {
    showOnlyThread(one.id);
    const number = ++times;
    await meanwhile();
    return { number };
  };
  const ask = async (meanwhile: () => Promise<unknown> = () => Promise.resolve()) =>
    (await (await sharedReads(["slow"]))("slow", read(meanwhile))).number;
  expect(await ask(() => aReply({ thread: one, author: one.author }))).toBe(1);
  expect([await ask(), await ask()]).toEqual([2, 2]);
  await aReply({ thread: one, author: one.author });
  // Its threads are known by now: what others write meanwhile is no reason to read it again.
  expect(await ask(() => aReply({ thread: other, author: other.author }))).toBe(3);
  expect(await ask()).toBe(3);
  await aReply({ thread: one, author: one.author });
  expect(await ask(() => aReply({ thread: one, author: one.author }))).toBe(4);
  expect(await ask()).toBe(5);
});

test("what shows more than fifty threads depends on everything", async () => {
  const other = await aThread();
  const many = (count: number) => Array.from({ length: count }, (_, index) => 1_000_000 + index);
  const fifty = threadsReader("fifty", () => many(50), { isAlone: true });
  const more = threadsReader("more than fifty", () => many(51), { isAlone: true });
  expect([await fifty(), await more()]).toEqual([1, 1]);
  await aReply({ thread: other, author: other.author });
  expect([await fifty(), await more()]).toEqual([1, 2]);
});

test("a value that shows numbers is read again after one was written; others are not", async () => {
  const thread = await aThread();
  const series = await dailyTps("base", [140, 142]);
  const without = reader("without numbers");
  const inner = reader("with numbers");
  const withNumbers = async () =>
    (await sharedReads())("with numbers", () => {
      showNumbers();
      return inner.read();
    });
  const outer = threadsReader("thread with numbers", () => [thread.id], { isAlone: true });
  let times = 0;
  const holding = async () => {
    const { number } = await (
      await sharedReads(["holds numbers"])
    )("holds numbers", async () => {
      showOnlyThread(thread.id);
      showNumbers();
      return { number: ++times };
    });
    return number;
  };
  const ask = async () => [(await without.ask()).number, (await withNumbers()).number, await outer(), await holding()];
  expect([await ask(), await ask()]).toEqual([
    [1, 1, 1, 1],
    [1, 1, 1, 1],
  ]);
  await correctNewest(series, 150);
  expect([await ask(), await ask()]).toEqual([
    [1, 2, 1, 2],
    [1, 2, 1, 2],
  ]);
});

test("what was read before a number was written is not kept for those who come after it", async () => {
  const series = await dailyTps("zora", [1, 2]);
  const read = (value: number) => () => {
    showNumbers();
    return Promise.resolve({ value });
  };
  const before = await sharedReads();
  await correctNewest(series, 3);
  expect(await before("read across a number", read(2))).toEqual({ value: 2 });
  expect(await (await sharedReads())("read across a number", read(3))).toEqual({ value: 3 });
});
