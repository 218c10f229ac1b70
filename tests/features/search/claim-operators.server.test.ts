/** `kind:claim status: metric:` find posts by their claims; what only an author may know stays out of every search. */
import { beforeAll, expect, test } from "vitest";
import { postgresEngine } from "~/features/search/postgres-engine.server";
import { searchPosts } from "~/features/search/search-posts.server";
import { parseSearchAddress } from "~/features/search/search-address";
import type { Viewer } from "~/features/auth/auth";
import { databaseNow, db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { useDatabase } from "../../support/database";
import { aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();
let thread: ThreadMade;
let plain: { id: number };
let fitting: { id: number };

beforeAll(async () => {
  thread = await aThread({ body: "L2s do [5 TPS](metric:l2/tps) and [900 TPS](metric:l2/tps), quartzite." });
  plain = await aReply({ thread, body: "No number here, only quartzite." });
  fitting = await aReply({
    thread,
    body: 'Of [$20B](metric:arbitrum/tvs) we hold [2%](claim: "first-party"), quartzite.',
  });
  await jobHandlers["claims.judge"]({ threadId: thread.id });
});

async function found(q: string, viewer: Viewer = null) {
  const address = parseSearchAddress(new URLSearchParams({ q }))!;
  const results = await searchPosts({ address, viewer, now: await databaseNow(), engine: postgresEngine });
  const posts = results.threads.flatMap((result) => result.posts);
  return {
    ids: posts.map(({ id }) => id).toSorted((a, b) => a - b),
    claims: posts.flatMap(({ claims }) => claims.map(({ text, word }) => `${text}: ${word}`)),
    remarks: results.remarks.map(({ words }) => words),
  };
}

test("kind:claim finds posts with claims, and shows their words and statuses", async () => {
  expect(await found("quartzite kind:claim")).toEqual({
    ids: [thread.openingPostId, fitting.id],
    claims: expect.arrayContaining(["5 TPS: unchecked", "$20B: unchecked", "2%: first-party"]),
    remarks: [],
  });
  expect((await found("quartzite -kind:claim")).ids).toEqual([plain.id]);
});

test("several conditions are asked of one claim", async () => {
  expect((await found("status:first-party")).claims).toEqual(["2%: first-party"]);
  expect((await found("metric:tvs")).ids).toEqual([fitting.id]);
  expect((await found("metric:arbitrum/tvs status:unchecked")).ids).toEqual([fitting.id]);
  // The post has a claim about it, and another one with that status.
  expect((await found("metric:tvs status:first-party")).ids).toEqual([]);
});

test("an unknown value finds nothing or is left out, and a sentence says so", async () => {
  expect((await found("metric:nonsense")).remarks[0]).toContain("There is no metric “nonsense”");
  expect((await found("quartzite status:wrong")).remarks[0]).toContain("not “wrong”");
});

test("a finding that only the author may see is found by nobody; search finds the claim by its public status", async () => {
  for (const viewer of [null, thread.author]) expect((await found("status:inconsistent", viewer)).ids).toEqual([]);
  expect((await found("status:unchecked metric:tps")).ids).toEqual([thread.openingPostId]);
  const before = new Date((await databaseNow()).getTime() - 25 * 3_600_000);
  await db.claim.updateMany({
    where: { threadId: thread.id, troubledAt: { not: null } },
    data: { troubledAt: before },
  });
  expect(await found("status:inconsistent")).toMatchObject({
    ids: [thread.openingPostId],
    claims: ["5 TPS: inconsistent, 180×", "900 TPS: inconsistent, 180×"],
  });
  expect((await found("status:unchecked metric:tps")).ids).toEqual([]);
});
