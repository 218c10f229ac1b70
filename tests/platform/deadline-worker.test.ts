import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { DeadlineWorker } from "~/platform/deadline-worker.server";

const file = join(import.meta.dirname, "../fixtures/markdown/stuck-worker.js");
const opened: DeadlineWorker<string, string>[] = [];

function worker({ open = () => new Worker(file), deadlineMs = 500, staysMs = Infinity } = {}) {
  const made = new DeadlineWorker<string, string>(open, deadlineMs, staysMs);
  opened.push(made);
  return made;
}

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

test("many jobs at once get their own answers, in order", async () => {
  const thread = worker();
  const jobs = Array.from({ length: 200 }, (_, index) => `job ${index}`);
  const outcomes = await Promise.all(jobs.map((job) => thread.run(job)));
  expect(outcomes).toEqual(jobs.map((job) => ({ answer: `${job}!` })));
});

test("a job past its deadline is stopped, and those behind it are answered", async () => {
  const thread = worker();
  const [before, late, after, later] = await Promise.all(["a", "hang", "b", "c"].map((job) => thread.run(job)));
  expect(late).toMatchObject({ stopped: "too-slow" });
  expect([before, after, later]).toEqual([{ answer: "a!" }, { answer: "b!" }, { answer: "c!" }]);
});

test("a job may have more than one deadline, and those behind it have theirs", async () => {
  const thread = worker({ deadlineMs: 300 });
  const outcomes = await Promise.all([thread.run("hang", 2), thread.run("hang")]);
  expect(outcomes).toEqual([
    { stopped: "too-slow", why: "No answer within 600 ms" },
    { stopped: "too-slow", why: "No answer within 300 ms" },
  ]);
});

test("waiting behind a stopped job is not counted", async () => {
  const thread = worker();
  const outcomes = await Promise.all(["hang", "hang", "a"].map((job) => thread.run(job)));
  expect(outcomes[2]).toEqual({ answer: "a!" });
});

test.each(["exit", "throw"])("a thread that breaks (%s) fails its job only", async (job) => {
  const thread = worker();
  const [broken, next] = await Promise.all([thread.run(job), thread.run("a")]);
  expect(broken).toMatchObject({ stopped: "broken" });
  expect(next).toEqual({ answer: "a!" });
});

test("an answer that arrived while this process was busy is not late", async () => {
  const thread = worker({ deadlineMs: 1000 });
  await thread.run("warm");
  const answer = thread.run("a");
  const end = performance.now() + 1500;
  while (performance.now() < end);
  expect(await answer).toEqual({ answer: "a!" });
});

test("jobs that wait for a thread that can't start fail, and the next job tries to start one again", async () => {
  let tries = 0;
  const open = () => new Worker(tries++ === 0 ? "throw new Error('no')" : file, { eval: tries === 1 });
  const thread = worker({ open });
  const outcomes = await Promise.all([thread.run("a"), thread.run("b")]);
  expect(outcomes).toEqual([
    expect.objectContaining({ stopped: "broken" }),
    expect.objectContaining({ stopped: "broken" }),
  ]);
  expect(await thread.run("c")).toEqual({ answer: "c!" });
});

test("closing fails the waiting jobs; the next job starts a thread again", async () => {
  const thread = worker();
  const waiting = [thread.run("hang"), thread.run("a")];
  await thread.close();
  expect(await Promise.all(waiting)).toEqual([
    expect.objectContaining({ stopped: "broken" }),
    expect.objectContaining({ stopped: "broken" }),
  ]);
  expect(await thread.run("b")).toEqual({ answer: "b!" });
});

test("a thread ends when nobody asked for as long as it stays, and the next job starts another one", async () => {
  const threads: Worker[] = [];
  const open = () => {
    threads.push(new Worker(file));
    return threads.at(-1)!;
  };
  const thread = worker({ open, staysMs: 300 });
  expect(await thread.run("a")).toEqual({ answer: "a!" });
  await new Promise((ended) => threads[0]!.once("exit", ended));
  expect(await Promise.all([thread.run("b"), thread.run("c")])).toEqual([{ answer: "b!" }, { answer: "c!" }]);
  expect(await thread.run("d")).toEqual({ answer: "d!" });
  expect(threads).toHaveLength(2);
});
