/** Numbers as people write them, checked against one another in three threads. */
import { expect, test } from "vitest";
import { listThreadClaims } from "~/features/claims/claims.server";
import { db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { enqueueLater } from "~/platform/jobs.server";
import { useDatabase } from "../../support/database";
import { aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();
// Posts of the past: what a check finds is public at once, and no data of those days is loaded here.
const at = new Date("2026-02-20T09:14:00Z");

async function wordsOf(thread: ThreadMade) {
  await jobHandlers["claims.judge"]({ threadId: thread.id });
  return (await listThreadClaims(thread.id, null)).map(({ text, word }) => `${text}: ${word}`);
}

test("rates, daily counts and their separators, with several chains in one sentence", async () => {
  const thread = await aThread({
    at,
    body: [
      "Base does [~142 TPS](metric:base/tps) and Linea [12 TPS](metric:linea/tps), so Base has [12.3M transactions a day](metric:base/tx-per-day).",
      "Linea: [1 036 800 transactions per day](metric:linea/tx-per-day); Scroll: [≥ 5 TPS](metric:scroll/tps), [100k transactions a day](metric:scroll/tx-per-day).",
      "Zora: [1,2 TPS](metric:zora/tps).",
    ].join("\n\n"),
  });
  expect(await wordsOf(thread)).toEqual([
    "~142 TPS: unchecked",
    "12 TPS: unchecked",
    "12.3M transactions a day: unchecked",
    "1 036 800 transactions per day: unchecked",
    // 5 × 86,400 = 432,000 a day at least, against 100,000.
    "≥ 5 TPS: inconsistent, 4.3×",
    "100k transactions a day: inconsistent, 4.3×",
    "1,2 TPS: can't compare",
  ]);
});

test("ranges, open ends, points and falls, with billions written in three ways", async () => {
  const thread = await aThread({
    at,
    body: [
      "Arbitrum has [$16–19B](metric:arbitrum/tvs), [41%](metric:arbitrum/tvs?share=l2/tvs) of [$38bn to $44bn](metric:l2/tvs).",
      "Fees went [−90%](metric:base/median-fee?change=2024-03-13..2026-02-20), that is [90 pp](metric:base/median-fee?change=2024-03-13..2026-02-20).",
      "Base has [60 %+](metric:base/tvs?share=l2/tvs) and Linea [up to 5%](metric:linea/tvs?share=l2/tvs).",
    ].join("\n\n"),
  });
  expect(await wordsOf(thread)).toEqual([
    "$16–19B: consistent",
    // 41 % and at least 60 % are 101 %; with their rounding 40.18 % and 58.8 %, which fit into one whole.
    "41%: consistent",
    "$38bn to $44bn: consistent",
    "−90%: unchecked",
    "90 pp: can't compare",
    "60 %+: unchecked",
    "up to 5%: unchecked",
  ]);
});

test("the same number in other words, and without its qualifier", async () => {
  const thread = await aThread({ at, body: "L2s do [around 100,000 TPS](metric:l2/tps)." });
  await aReply({ thread, at, body: "If L2s do [100K TPS](metric:l2/tps), fine; [0.1 million TPS](metric:l2/tps)." });
  await aReply({
    thread,
    at,
    body: "They do [100 000 transactions per second](metric:l2/tps), others say [20 TPS](metric:l2/tps).",
  });
  await jobHandlers["claims.judge"]({ threadId: thread.id });
  const claims = await listThreadClaims(thread.id, null);
  expect(claims.map(({ text, verdict }) => `${text}: ${verdict.restates?.text ?? "–"}`)).toEqual([
    "around 100,000 TPS: –",
    "100K TPS: around 100,000 TPS",
    "0.1 million TPS: around 100,000 TPS",
    "100 000 transactions per second: around 100,000 TPS",
    "20 TPS: –",
  ]);
  expect(claims.at(-1)).toMatchObject({ word: "inconsistent, 5,000×" });
});

test("a denied number, one below zero and a rate of something else are not compared, and a sentence says why", async () => {
  const thread = await aThread({
    at,
    body: [
      "They do [100 TPS](metric:zora/tps) and not [2 TPS](metric:zora/tps); [−5 TPS](metric:zora/tps) is no rate.",
      "Zora does [8.6M a day](metric:zora/tx-per-day), [5 requests](metric:zora/tps) aside, and [3 kTPS](metric:zora/tps) at peak.",
    ].join("\n\n"),
  });
  await jobHandlers["claims.judge"]({ threadId: thread.id });
  const claims = await listThreadClaims(thread.id, null);
  expect(claims.map(({ text, word, verdict }) => [text, word, verdict.obstacle?.slice(0, 24) ?? null])).toEqual([
    ["100 TPS", "unchecked", null],
    ["2 TPS", "can't compare", "These words deny the num"],
    ["−5 TPS", "can't compare", "The number is below zero"],
    // 8.6M ÷ 86,400 = 99.5 TPS.
    ["8.6M a day", "unchecked", null],
    ["5 requests", "can't compare", "No single number can be "],
    ["3 kTPS", "can't compare", "No single number can be "],
  ]);
});

test("repeated requests to judge one metric make one job, which keeps its time", async () => {
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  await Promise.all(
    Array.from({ length: 5 }, () => enqueueLater(db, 10, "claims.judge-metric", { metric: "tps", after: 0 })),
  );
  await enqueueLater(db, 3_600, "claims.judge-metric", { metric: "tps", after: 0 });
  const jobs = await db.$queryRaw<{ wait: number }[]>`
    select extract(epoch from run_at - created_at)::float8 as wait from graphile_worker.jobs where task_identifier = 'claims.judge-metric'`;
  expect(jobs).toHaveLength(1);
  expect(jobs[0]!.wait).toBeLessThan(60);
});
