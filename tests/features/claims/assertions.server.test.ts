/** The site's ledger: a row for each assertion, in an order and narrowed by filters that tell nothing an author hears first. */
import { beforeAll, expect, test } from "vitest";
import type { ClaimFilter } from "~/features/claims/claims";
import { withoutRepeated } from "~/features/claims/claims";
import { findClaim, listAssertions, listThreadClaims } from "~/features/claims/claims.server";
import { db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { useDatabase } from "../../support/database";
import { aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();
const at = new Date("2026-02-20T09:14:00Z");
let first: ThreadMade;
let second: ThreadMade;

beforeAll(async () => {
  first = await aThread({
    at,
    tags: ["base"],
    body: 'Zora does [5 TPS](metric:zora/tps), Mode [8 TPS](metric:mode/tps) or [80 TPS](metric:mode/tps); we [2%](claim: "first-party").',
  });
  await aReply({ thread: first, at, body: "As said: [5 TPS](metric:zora/tps), or [5.0 TPS](metric:zora/uops)." });
  second = await aThread({
    at,
    body: 'Again [5 TPS](metric:zora/tps); Ink does [1 TPS](metric:ink/tps) or [900 TPS](metric:ink/tps), we [2%](claim: "first-party").',
  });
  for (const { id } of [first, second]) await jobHandlers["claims.judge"]({ threadId: id });
});

const rows = async (filter: ClaimFilter = {}, order: "newest" | "status" | "factor" = "newest") =>
  (await listAssertions({ ...filter, order, page: 1 }, null)).claims.map(
    ({ text, word, times }) => `${text}: ${word}${times > 1 ? ` (${times})` : ""}`,
  );

test("the same number about the same thing is one row, and its newest claim names the others", async () => {
  expect(await rows()).toEqual([
    "2%: first-party",
    "900 TPS: inconsistent, 900×",
    "1 TPS: inconsistent, 900×",
    "5 TPS: unchecked (3)",
    "5.0 TPS: can't compare",
    "2%: first-party",
    "80 TPS: inconsistent, 10×",
    "8 TPS: inconsistent, 10×",
  ]);
  const { claims } = await listAssertions({ metric: "tps", chain: "zora", order: "newest", page: 1 }, null);
  const { same } = (await findClaim(claims[0]!.id, null))!;
  expect(same.map(({ thread, post }) => [thread.id, post.number])).toEqual([
    [first.id, 2],
    [first.id, 1],
  ]);
});

test("in a thread's ledger it is one row, too, with the places of its repetitions", async () => {
  const ledger = withoutRepeated(await listThreadClaims(first.id, null));
  expect(ledger.map(({ text, also }) => [text, also.map(({ post }) => post.number)])).toEqual([
    ["5 TPS", [2]],
    ["8 TPS", []],
    ["80 TPS", []],
    ["2%", []],
    ["5.0 TPS", []],
  ]);
});

test("each filter narrows the list, and several at once", async () => {
  expect(await rows({ status: "cant-compare" })).toEqual(["5.0 TPS: can't compare"]);
  expect(await rows({ chain: "zora" })).toEqual(["5 TPS: unchecked (3)", "5.0 TPS: can't compare"]);
  expect(await rows({ metric: "uops" })).toEqual(["5.0 TPS: can't compare"]);
  expect(await rows({ factor: 100 })).toEqual(["900 TPS: inconsistent, 900×", "1 TPS: inconsistent, 900×"]);
  expect(await rows({ tag: "base", metric: "tps" })).toEqual([
    "5 TPS: unchecked (2)",
    "80 TPS: inconsistent, 10×",
    "8 TPS: inconsistent, 10×",
  ]);
  expect(await rows({ tag: "no-such-tag" })).toEqual([]);
});

test("sorted by factor the farthest off come first, by status in the order of precedence", async () => {
  expect((await rows({}, "factor")).slice(0, 5)).toEqual([
    "900 TPS: inconsistent, 900×",
    "1 TPS: inconsistent, 900×",
    "80 TPS: inconsistent, 10×",
    "8 TPS: inconsistent, 10×",
    "2%: first-party",
  ]);
  expect((await rows({}, "status")).map((row) => row.replace(/^.*: /, ""))).toEqual([
    ...Array<string>(2).fill("inconsistent, 900×"),
    ...Array<string>(2).fill("inconsistent, 10×"),
    "can't compare",
    "unchecked (3)",
    "first-party",
    "first-party",
  ]);
});

test("no order and no filter tells what its author hears first", async () => {
  await db.claim.updateMany({
    where: { threadId: second.id, troubledAt: { not: null } },
    data: { troubledAt: new Date() },
  });
  expect((await rows({}, "factor")).slice(0, 2)).toEqual(["80 TPS: inconsistent, 10×", "8 TPS: inconsistent, 10×"]);
  expect(await rows({ factor: 100 })).toEqual([]);
  expect(await rows({ status: "unchecked" })).toEqual([
    "900 TPS: unchecked",
    "1 TPS: unchecked",
    "5 TPS: unchecked (3)",
  ]);
});
