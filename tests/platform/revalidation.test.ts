/** Conditional requests by date, answered by several processes that each remember when they first saw what. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Process = typeof import("~/platform/revalidation.server");

const aProcess = async (): Promise<Process> => {
  vi.resetModules();
  return import("~/platform/revalidation.server");
};

const address = "http://localhost/index.rss";
async function ask({ answerOrUnchanged }: Process, tag: string, since?: string) {
  const request = new Request(address, since === undefined ? {} : { headers: { "If-Modified-Since": since } });
  const answer = await answerOrUnchanged(request, { tag, headers: {} }, () => new Response(tag));
  return { status: answer.status, date: answer.headers.get("Last-Modified") ?? "" };
}

beforeEach(() => vi.useFakeTimers({ now: new Date("2026-11-29T12:00:00Z"), toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

test("a date of one process is no proof at another, which knew this version before the reader's", async () => {
  const [one, other] = [await aProcess(), await aProcess()];
  await ask(one, "with the post");
  vi.setSystemTime(new Date("2026-11-29T12:05:00Z"));
  const hidden = await ask(other, "without it");
  vi.setSystemTime(new Date("2026-11-29T12:09:00Z"));
  // It is shown again, and the first process has not been asked meanwhile.
  expect((await ask(one, "with the post", hidden.date)).status).toBe(200);
  expect((await ask(other, "without it", hidden.date)).status).toBe(304);
});
