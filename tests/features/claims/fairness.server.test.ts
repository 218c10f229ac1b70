/** The ledger informs and never shames: who hears first, what can be done about it, and in which words. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { confirmTrouble } from "~/features/claims/dispute-claim.server";
import { findClaim, listClaims, listMarks, listThreadClaims } from "~/features/claims/claims.server";
import { statusWords } from "~/features/claims/status";
import type { Member } from "~/features/auth/auth";
import { countUnread } from "~/features/notifications/notifications.server";
import { correctClaim, presentPosts } from "~/features/posts/posts.server";
import { databaseNow, db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { inboxOf } from "../../support/inbox";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { dailyTps } from "../../support/series";

useDatabase();

const root = join(import.meta.dirname, "../../..");

/** Words that judge people or read as an accusation. */
const blaming =
  /\b(?:wrong(?:ly)?|false|fake|liar|lie[sd]?|lying|mislead\w*|dishonest\w*|bogus|shame\w*|blam\w*|guilt\w*|fault of|cheat\w*|fraud\w*|incorrect\w*|debunk\w*|misinform\w*|disinform\w*|exaggerat\w*|inflated|sloppy|careless\w*|busted|caught|exposed|offender|culprit|violat\w*|penalt\w*|strike\w*|warning|reputation|trustworth\w*|credib\w*|score)\b/i;

/** Text that stands in markup or in strings with several words: what readers see, and not what code is called. */
function wordsOf(file: string): string[] {
  const code = readFileSync(join(root, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const strings = [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map((hit) => hit[1] ?? hit[2] ?? "");
  const markup = [...code.matchAll(/>([^<>{}]+)</g)].map((hit) => hit[1]!);
  return [...strings, ...markup]
    .map((text) => text.replaceAll(/<[^>]*>?/g, " "))
    .filter((text) => /\p{L}.*\s.*\p{L}/su.test(text));
}

const filesWith = (folder: string, wanted: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => wanted.test(file))
    .map((file) => `${folder}/${file}`);

test("no blaming word stands in a text about claims", () => {
  const files = [
    ...filesWith("app/features/claims", /\.tsx?$/),
    ...filesWith("app/routes", /claim.*\.tsx?$/),
    ...filesWith("app/browser", /claim.*\.ts$/),
    ...filesWith("app/features/composer/components", /figure.*\.tsx?$/),
    ...filesWith("app/features/embeds", /claim.*\.tsx?$/),
    "app/routes/pages/inbox.tsx",
  ];
  expect(files.length).toBeGreaterThan(45);
  const found = files.flatMap((file) => wordsOf(file).filter((text) => blaming.test(text)));
  // What the reader of numbers looks for in a sentence, to tell a number that is mentioned from one that is claimed.
  expect(found.filter((text) => !text.includes("is|are|was"))).toEqual([]);
  expect(Object.values(statusWords).filter((word) => blaming.test(word))).toEqual([]);
});

describe("a number that data contradicts", () => {
  let thread: ThreadMade;
  let claimId: number;
  let waiting: unknown;
  const looks = async () => [
    await findClaim(claimId, null),
    await listThreadClaims(thread.id, null),
    (await listMarks([thread.openingPostId], null)).get(thread.openingPostId),
  ];
  const seenBy = async (viewer: Member | null) => {
    const post = await db.post.findUniqueOrThrow({ where: { id: thread.openingPostId } });
    const page = (await presentPosts([post], viewer, "page")).get(post.id)!;
    const feed = (await presentPosts([post], viewer, "feed")).get(post.id)!;
    const listed = await listThreadClaims(thread.id, viewer);
    const everywhere = await listClaims({ thread: thread.id }, viewer);
    const mark = (await listMarks([post.id], viewer)).get(post.id);
    const alone = await findClaim(claimId, viewer);
    return JSON.stringify([page, feed, listed, everywhere, mark, alone]);
  };
  const trouble = /off by|inconsistent|10 TPS|14×/;

  beforeAll(async () => {
    await dailyTps("base", [10, 10, 10, 10, 10, 10, 10]);
    thread = await aThread({ body: "Base runs at [142 TPS](metric:base/tps)." });
    claimId = (await db.claim.findFirstOrThrow({ where: { threadId: thread.id } })).id;
    waiting = await looks();
    await jobHandlers["claims.judge"]({ threadId: thread.id });
  });

  test("looks to everybody else as it did before its check: nothing tells it from one that waits", async () =>
    expect(await looks()).toEqual(waiting));

  test("comes to its author's inbox, with the claim's page", async () => {
    expect(await countUnread(thread.author)).toBe(1);
    const notices = await inboxOf(thread.author);
    expect(notices).toMatchObject([
      { kind: "claim_check", words: "“142 TPS”: off by 14×", path: `/claims/${claimId}`, isUnread: true },
    ]);
    expect(await seenBy(thread.author)).toMatch(trouble);
  });

  test("is shown to nobody else for a day, on no page, in no feed and by no moderator's look", async () => {
    for (const viewer of [
      null,
      await aMember(),
      await aMember({ role: "moderator" }),
      await aMember({ role: "admin" }),
    ])
      expect(await seenBy(viewer)).not.toMatch(trouble);
    const { claims } = await listClaims({ status: "off" }, null);
    expect(claims.map(({ id }) => id)).not.toContain(claimId);
    await db.claim.update({
      where: { id: claimId },
      data: { troubledAt: new Date((await databaseNow()).getTime() - 24 * 3_600_000 + 60_000) },
    });
    expect(await seenBy(null)).not.toMatch(trouble);
  });

  test("is not told twice, however often it is judged", async () => {
    for (let run = 0; run < 3; run++) await jobHandlers["claims.judge"]({ threadId: thread.id });
    expect(await inboxOf(thread.author)).toHaveLength(1);
  });

  test("is shown to everybody after the day, or as soon as its author says so", async () => {
    expect(await confirmTrouble(claimId, thread.author.id)).toBe(true);
    expect(await seenBy(null)).toMatch(trouble);
    await db.claim.update({
      where: { id: claimId },
      data: { confirmedAt: null, troubledAt: new Date((await databaseNow()).getTime() - 24 * 3_600_000) },
    });
    expect(await seenBy(null)).toMatch(trouble);
  });

  test("is corrected by one click, and then nothing says that it was off", async () => {
    const { proposal } = (await findClaim(claimId, thread.author))!;
    expect(proposal).toBe("10 TPS");
    expect(await correctClaim({ by: thread.author, claimId, text: proposal! })).toEqual({ ok: true });
    await jobHandlers["claims.judge"]({ threadId: thread.id });
    const [claim] = await listThreadClaims(thread.id, null);
    expect(claim).toMatchObject({ word: "corrected", text: "10 TPS", correctedFrom: "142 TPS" });
    expect(claim?.correctedAt).not.toBeNull();
  });
});

test("a number that was checked before and that new data contradicts is its author's first again", async () => {
  const thread = await aThread({
    body: "Arbitrum runs at [20 TPS](metric:arbitrum/tps).",
    at: new Date(Date.now() - 10 * 86_400_000),
  });
  await jobHandlers["claims.judge"]({ threadId: thread.id });
  expect((await listThreadClaims(thread.id, null)).map(({ word }) => word)).toEqual(["unchecked"]);
  // Values of the days before the post arrive only now.
  await dailyTps("arbitrum", Array(20).fill(200) as number[]);
  await jobHandlers["claims.judge-metric"]({ metric: "tps", after: 0 });
  const words = async (viewer: Member | null) => (await listThreadClaims(thread.id, viewer)).map(({ word }) => word);
  expect(await words(thread.author)).toEqual(["off by 9.1×"]);
  expect(await words(null)).toEqual(["unchecked"]);
});

test("a number that held keeps its public word for the day in which only its author sees what was found since", async () => {
  await dailyTps("mode", Array(20).fill(10) as number[]);
  const thread = await aThread({ body: "Mode runs at [10 TPS](metric:mode/tps)." });
  await jobHandlers["claims.judge"]({ threadId: thread.id });
  const seen = async (viewer: Member | null) => {
    const [{ id, word, checkedAt } = { id: 0, word: "", checkedAt: null }] = await listThreadClaims(thread.id, viewer);
    return { word, checkedAt, history: (await findClaim(id, viewer))?.history.map((one) => one.word) };
  };
  const before = await seen(null);
  expect(before).toMatchObject({ word: "holds", history: ["holds"] });
  const other = await aReply({ thread, body: "No, it runs at [40 TPS](metric:mode/tps)." });
  await jobHandlers["claims.judge"]({ threadId: thread.id });
  expect(await seen(thread.author)).toMatchObject({ word: "inconsistent, 4×", history: ["inconsistent", "holds"] });
  expect(await seen(null)).toEqual(before);
  const holding = (await listClaims({ thread: thread.id, status: "holds" }, null)).claims;
  expect(holding.map(({ text }) => text)).toEqual(["10 TPS"]);
  expect((await listClaims({ thread: thread.id, status: "inconsistent" }, null)).claims).toEqual([]);

  // Its author shows the check to everybody: the other author's number still has its day.
  const [own] = await listThreadClaims(thread.id, thread.author);
  expect(await confirmTrouble(own!.id, thread.author.id)).toBe(true);
  expect(JSON.stringify([await findClaim(own!.id, null), await listThreadClaims(thread.id, null)])).not.toMatch(
    /inconsistent|apart/,
  );
  await db.$executeRaw`
    update "Claim" set "troubledAt" = "troubledAt" - interval '25 hours',
      "verdict" = jsonb_set("verdict", '{contradictions,0,since}', '"2026-01-01T00:00:00.000Z"')
    where "threadId" = ${thread.id}`;
  expect((await listThreadClaims(thread.id, null)).map(({ post, word }) => [post.id, word])).toEqual([
    [thread.openingPostId, "inconsistent, 4×"],
    [other.id, "off by 3.6×"],
  ]);
});
