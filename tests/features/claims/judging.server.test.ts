/** How verdicts change: by people, by new data, by edits, and by two judges at once. */
import { beforeAll, describe, expect, test } from "vitest";
import { reviewCitation } from "~/features/citations/citations.server";
import { disputeClaim, listEvidence } from "~/features/claims/dispute-claim.server";
import { judgeThread } from "~/features/claims/judge-claims.server";
import { findClaim, listThreadClaims } from "~/features/claims/claims.server";
import { threadsAsking } from "~/features/claims/open-claims.server";
import { rateDispute } from "~/features/claims/rate-dispute.server";
import { countUnread, markRead } from "~/features/notifications/notifications.server";
import { correctClaim, deletePost, editPost, presentPosts } from "~/features/posts/posts.server";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { inboxOf } from "../../support/inbox";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { correctNewest, dailySeries, dailyTps } from "../../support/series";

useDatabase();

const day = 86_400_000;
const dateOf = (daysAgo: number) => new Date(Date.now() - daysAgo * day).toISOString().slice(0, 10);
const claimsOf = (thread: { id: number }, viewer: Member | null = null) => listThreadClaims(thread.id, viewer);
const wordsOf = async (thread: { id: number }, viewer: Member | null = null) =>
  (await claimsOf(thread, viewer)).map(({ word }) => word);
const judge = ({ id }: { id: number }) => jobHandlers["claims.judge"]({ threadId: id });

async function edit(postId: number, by: Member, change: (body: string) => string) {
  const post = await db.post.findUniqueOrThrow({
    where: { id: postId },
    select: { version: true, revision: true, revisions: { orderBy: { number: "desc" }, take: 1 } },
  });
  const body = change(post.revisions[0]!.body);
  expect(await editPost({ postId, by, version: post.version, body, reason: "" })).toEqual({ ok: true });
}

/** Members who joined a month ago, with an interest in a chain where one is named. */
async function readers(count: number, chain?: string): Promise<Member[]> {
  const made = await Promise.all(Array.from({ length: count }, () => aMember()));
  await db.member.updateMany({
    where: { id: { in: made.map(({ id }) => id) } },
    data: { joinedAt: new Date(Date.now() - 30 * day) },
  });
  const tag = chain && (await db.tag.findFirstOrThrow({ where: { slug: chain }, select: { id: true } }));
  if (tag)
    await db.disclosure.createMany({
      data: made.map(({ id }) => ({ memberId: id, tagId: tag.id, text: "works on it", since: new Date() })),
    });
  return made;
}

describe("sources", () => {
  let thread: ThreadMade;
  beforeAll(async () => {
    thread = await aThread({
      body: 'Cited: [70%](claim: "a")[^x]. Not cited: [60%](claim: "b"). By the way, [50%](claim: "c") as [they say](https://example.org/y).\n\n[^x]: https://example.org/x',
    });
    await judge(thread);
  });

  test("a number with a citation in its sentence is sourced, another isn't", async () =>
    expect(await wordsOf(thread)).toEqual(["sourced", "no source", "sourced"]));

  test("two reviewers who did not find it make it “not in source”; its author is notified", async () => {
    const { citationIds } = await db.claim.findFirstOrThrow({ where: { threadId: thread.id, text: "70%" } });
    expect(citationIds).toHaveLength(1);
    const review = async (verdict: "not_in_source" | "says_it", by: Member) => {
      await reviewCitation({ citationId: citationIds[0]!, by, verdict, comment: "" });
      await judge(thread);
    };
    const [first, second] = [await aMember(), await aMember()];
    await review("not_in_source", first);
    expect((await wordsOf(thread))[0]).toBe("sourced");
    await review("not_in_source", second);
    expect((await wordsOf(thread))[0]).toBe("not in source");
    const notices = await inboxOf(thread.author);
    expect(notices.map(({ words }) => words)).toContain("“70%”: not in source");
    await review("says_it", second);
    expect((await wordsOf(thread))[0]).toBe("sourced");
    expect((await inboxOf(thread.author)).map(({ words }) => words)).toEqual(["“70%”: sourced, was not in source"]);
    expect(await inboxOf(first)).toEqual([]);
  });

  test("a source that is added by an edit counts at once", async () => {
    await edit(thread.openingPostId, thread.author, (body) =>
      body.replace('[60%](claim: "b")', '[60%](claim: "b")[^x]'),
    );
    await judge(thread);
    expect((await wordsOf(thread))[1]).toBe("sourced");
  });
});

describe("evidence against a claim", () => {
  let thread: ThreadMade;
  let claimId: number;
  let critic: Member;
  const form = {
    kind: "disputes" as const,
    basis: "source" as const,
    reason: "The list names half of it, see its second table.",
    source: "https://example.org/list",
  };
  const rate = (by: Member, agrees: boolean) => rateDispute({ claimId, disputerId: critic.id, by, agrees });

  beforeAll(async () => {
    thread = await aThread({ body: 'It is [70%](claim: "a").' });
    critic = await aMember();
    claimId = (await db.claim.findFirstOrThrow({ where: { threadId: thread.id } })).id;
    await judge(thread);
  });

  test("changes nothing by itself, and not by a crowd of one side", async () => {
    expect(await disputeClaim(claimId, critic, form)).toEqual({ ok: true });
    for (const reader of await readers(5)) await rate(reader, true);
    await judge(thread);
    expect(await wordsOf(thread)).toEqual(["no source"]);
    expect((await listEvidence(claimId, null))[0]?.agreement).toEqual({ kind: "too-few" });
  });

  test("makes it “disputed” when three readers of each of two sides agree, all rating at once", async () => {
    const others = await readers(3, "base");
    await Promise.all(others.map((reader) => rate(reader, true)));
    await Promise.all([judge(thread), judge(thread)]);
    expect(await wordsOf(thread)).toEqual(["disputed"]);
    expect((await listEvidence(claimId, others[0]!.id))[0]).toMatchObject({
      agreement: { kind: "agreed" },
      ownAnswer: true,
    });
    expect(await db.claimCheck.count({ where: { claimId, status: "disputed" } })).toBe(1);
  });

  test("is rated from the beginning when it is written again", async () => {
    expect(
      await disputeClaim(claimId, critic, { ...form, reason: "Another thing altogether, said at length." }),
    ).toEqual({
      ok: true,
    });
    await judge(thread);
    expect(await wordsOf(thread)).toEqual(["no source"]);
  });

  test("is not brought or rated by the claim's author, nor rated by the member that brought it", async () => {
    expect(await disputeClaim(claimId, thread.author, form)).toEqual({ ok: false, reason: "own-claim" });
    expect(await rate(thread.author, false)).toEqual({ ok: false, reason: "own" });
    expect(await rate(critic, true)).toEqual({ ok: false, reason: "own" });
    expect(await rateDispute({ claimId, disputerId: thread.author.id, by: critic, agrees: true })).toEqual({
      ok: false,
      reason: "no-such-evidence",
    });
  });

  test("two at once by one member are one", async () => {
    const [one] = await readers(1);
    await Promise.all([disputeClaim(claimId, one!, form), disputeClaim(claimId, one!, { ...form, kind: "supports" })]);
    expect(await db.claimDispute.count({ where: { claimId, memberId: one!.id } })).toBe(1);
  });
});

describe("new data", () => {
  test("a number that was right and moved is “moved” after two runs, never off", async () => {
    const series = await dailyTps("base", [100, 100, 100, 100, 100, 100, 100]);
    const thread = await aThread({ body: "Base runs at [100 TPS](metric:base/tps)." });
    await judge(thread);
    expect(await wordsOf(thread)).toEqual(["holds"]);
    await db.rollup.updateMany({ where: { seriesId: series }, data: { avg: 171, last: 171 } });
    await correctNewest(series, 171);
    expect(await threadsAsking("tps", 0, 10)).toContain(thread.id);
    await jobHandlers["claims.judge-metric"]({ metric: "tps", after: 0 });
    expect(await wordsOf(thread)).toEqual(["holds"]);
    await jobHandlers["claims.judge-metric"]({ metric: "tps", after: 0 });
    expect(await wordsOf(thread)).toEqual(["moved"]);
    const [claim] = await claimsOf(thread);
    expect(claim?.verdict.atPosting?.outcome).toBe("match");
    expect(await db.claimCheck.count({ where: { claimId: claim!.id } })).toBe(2);
    expect(await countUnread(thread.author)).toBe(0);
  });

  test("another definition is not set against the kept one", async () => {
    const published = {
      definitionId: "tx-per-day.daily@1",
      provider: { key: "growthepie", kind: "growthepie" as const, name: "growthepie" },
    };
    const known = await db.metricDefinition.findMany({ where: { metricId: "tx-per-day" }, select: { id: true } });
    const [first, second] = known.map(({ id }) => id);
    expect(second).toBeDefined();
    const old = await dailySeries("linea", { ...published, definitionId: first! }, Array(7).fill(1_000_000));
    const thread = await aThread({ body: "Linea has [1,000,000 transactions a day](metric:linea/tx-per-day)." });
    await judge(thread);
    expect(await wordsOf(thread)).toEqual(["holds"]);
    await db.rollup.deleteMany({ where: { seriesId: old } });
    await dailySeries("linea", { ...published, definitionId: second! }, Array(7).fill(9_000_000));
    for (let run = 0; run < 2; run++) await judge(thread);
    const [claim] = await claimsOf(thread);
    expect(claim).toMatchObject({ word: "holds", verdict: { now: null } });
    expect(claim?.verdict.withheld).toContain(second);
  });

  test("a forecast is weighed on its date and not before", async () => {
    await dailyTps("scroll", [10, 10, 10, 10, 10, 10, 10, 10, 50, 50, 50, 50, 50, 50, 50]);
    const thread = await aThread({
      at: new Date(Date.now() - 8 * day),
      body: [
        `[40 TPS](claim:forecast?by=${dateOf(1)}&metric=scroll/tps)`,
        `[500 TPS](claim:forecast?by=${dateOf(1)}&metric=scroll/tps)`,
        `[500 TPS](claim:forecast?by=${dateOf(-9)}&metric=scroll/tps)`,
        `[5 TPS](claim:forecast?by=${dateOf(1)}&metric=fuel/tps)`,
        `[5 times](claim:forecast?by=${dateOf(1)} "cheaper")`,
      ].join("\n\n"),
    });
    await judge(thread);
    expect(await wordsOf(thread)).toEqual(["met", "missed", "forecast", "due, no data", "due, no data"]);
    const [met, , open] = await claimsOf(thread);
    expect(met?.verdict.now?.says).toMatch(
      /^By .*Scroll: 50 TPS \(4,320,000 transactions a day\), the median of 7 days.*: the forecast is met\.$/,
    );
    expect(open?.verdict.now?.says).toMatch(/^So far: Scroll: 50 TPS /);
  });

  test("a forecast is void where its date has come and what it said can't be weighed any more, and says why", async () => {
    const daily = { provider: { key: "growthepie", kind: "growthepie" as const, name: "growthepie" } };
    const known = await db.metricDefinition.findMany({ where: { metricId: "tx-per-day" }, select: { id: true } });
    const [first, second] = known.map(({ id }) => id);
    await dailyTps("ronin", Array(6).fill(10) as number[]);
    const old = await dailySeries("ronin", { ...daily, definitionId: first! }, Array(20).fill(1_000_000) as number[]);
    const thread = await aThread({
      at: new Date(Date.now() - 8 * day),
      body: [
        `[5 seconds](claim:forecast?by=${dateOf(1)}&metric=ronin/tps)`,
        `[10% lower](claim:forecast?by=${dateOf(1)}&metric=ronin/tps)`,
        `[10% lower](claim:forecast?by=${dateOf(-9)}&metric=ronin/tps)`,
        `[2M transactions a day](claim:forecast?by=${dateOf(1)}&metric=ronin/tx-per-day)`,
      ].join("\n\n"),
    });
    await judge(thread);
    expect(await wordsOf(thread)).toEqual(["void", "void", "forecast", "missed"]);
    await db.rollup.deleteMany({ where: { seriesId: old } });
    await dailySeries("ronin", { ...daily, definitionId: second! }, Array(7).fill(9_000_000) as number[]);
    await judge(thread);
    const [units, change, , redefined] = await claimsOf(thread);
    expect(units?.verdict.now?.says).toMatch(/the forecast is void\. The words state another kind of number/);
    expect(change?.verdict.now?.says).toMatch(/the forecast is void\. No single value is known of the days before/);
    expect([redefined?.word, redefined?.verdict.withheld]).toEqual(["void", expect.stringContaining(second!)]);
  });
});

describe("at once", () => {
  test("two judges write one verdict, one snapshot, one line of history, and tell the author once", async () => {
    const thread = await aThread({ body: "It is [5 TPS](metric:zksync/tps) and [900 TPS](metric:zksync/tps)." });
    await Promise.all(Array.from({ length: 4 }, () => judge(thread)));
    const claims = await claimsOf(thread, thread.author);
    expect(claims.map(({ word }) => word)).toEqual(["inconsistent, 180×", "inconsistent, 180×"]);
    for (const { id } of claims) expect(await db.claimCheck.count({ where: { claimId: id } })).toBe(1);
    const notices = await inboxOf(thread.author);
    expect(notices.map(({ words }) => words).toSorted()).toEqual([
      "“5 TPS”: inconsistent, 180×",
      "“900 TPS”: inconsistent, 180×",
    ]);
  });

  test("an edit during the judging is not overwritten", async () => {
    const thread = await aThread({ body: "It is [5 TPS](metric:mantle/tps)." });
    await Promise.all([
      judgeThread(thread.id),
      edit(thread.openingPostId, thread.author, (body) => body.replace("5 TPS", "6 TPS")),
      judgeThread(thread.id),
    ]);
    await judge(thread);
    const [claim] = await claimsOf(thread);
    expect(claim).toMatchObject({ text: "6 TPS", status: "unchecked" });
    expect(await db.claim.count({ where: { threadId: thread.id, checkedAt: null } })).toBe(0);
  });
});

test("of many claims all are judged and told of, also while an edit changes one of them", async () => {
  const numbers = Array.from({ length: 30 }, (_, index) => 10 * 2 ** (index % 5) + index);
  const text = (from: number) =>
    numbers.map((number) => `It is [${number + from} TPS](metric:metis/tps).`).join("\n\n");
  const thread = await aThread({ body: text(0) });
  for (const from of [100, 200, 300]) await aReply({ thread, author: thread.author, body: text(from) });
  const edited = await db.claim.findFirstOrThrow({ where: { threadId: thread.id, text: "10 TPS" } });
  let isEdited = false;
  const tell = async () => {
    if (isEdited) return;
    isEdited = true;
    // Another connection: the transaction that tells has not ended.
    await db.claim.update({
      where: { id: (await db.claim.findFirstOrThrow({ where: { threadId: thread.id, text: "331 TPS" } })).id },
      data: { statedAt: new Date(0) },
    });
  };
  expect(await judgeThread(thread.id, tell)).toEqual({ isUnsettled: true });
  expect(await db.claim.count({ where: { threadId: thread.id, checkedAt: null } })).toBe(1);
  await judge(thread);
  expect(await db.claim.count({ where: { threadId: thread.id, checkedAt: null } })).toBe(0);
  expect(await db.claimCheck.count({ where: { claimId: edited.id } })).toBe(1);
});

test("an author of two findings of one check has one letter due", async () => {
  const thread = await aThread({ body: "It is [5 TPS](metric:mode/tps) and [900 TPS](metric:mode/tps)." });
  await db.member.update({ where: { id: thread.author.id }, data: { emailVerifiedAt: new Date() } });
  await judge(thread);
  expect(await inboxOf(thread.author)).toHaveLength(2);
  expect(await db.dueLetter.count({ where: { memberId: thread.author.id } })).toBe(1);
});

test("each verdict that follows is told to the author: another finding, its end, and all in one unread notice", async () => {
  const series = await dailyTps("starknet", Array(20).fill(10) as number[]);
  const thread = await aThread({ body: "Starknet runs at [142 TPS](metric:starknet/tps)." });
  await db.member.update({ where: { id: thread.author.id }, data: { emailVerifiedAt: new Date() } });
  const told = async () => {
    await judge(thread);
    const letters = await db.dueLetter.deleteMany({ where: { memberId: thread.author.id } });
    const notices = await inboxOf(thread.author);
    return { words: notices.map(({ words }) => words), isUnread: notices[0]?.isUnread, letters: letters.count };
  };
  expect(await told()).toEqual({ words: ["“142 TPS”: off by 14×"], isUnread: true, letters: 1 });

  // The values reach what was stated, but another author states another number.
  await db.rollup.updateMany({ where: { seriesId: series }, data: { avg: 142, last: 142 } });
  const reply = await aReply({ thread, body: "No: [900 TPS](metric:starknet/tps)." });
  expect(await told()).toEqual({ words: ["“142 TPS”: inconsistent, 6.3×"], isUnread: true, letters: 1 });
  expect((await told()).letters).toBe(0);

  await db.post.update({ where: { id: reply.id }, data: { status: "hidden" } });
  await markRead(thread.author.id, "all");
  expect(await told()).toEqual({
    words: ["“142 TPS”: came true, was inconsistent", "“142 TPS”: inconsistent, 6.3×"],
    isUnread: true,
    letters: 1,
  });
});

describe("other posts", () => {
  test("a deleted post's numbers contradict nothing any more", async () => {
    const thread = await aThread({ body: "It is [5 TPS](metric:blast/tps)." });
    const reply = await aReply({ thread, body: "No: [900 TPS](metric:blast/tps)." });
    await judge(thread);
    expect(await wordsOf(thread, thread.author)).toEqual(["inconsistent, 180×", "unchecked"]);
    const { author } = await db.post.findUniqueOrThrow({ where: { id: reply.id }, select: { author: true } });
    const by = {
      id: author.id,
      handle: author.handle,
      name: author.name,
      role: author.role,
      isSuspended: false,
      isSilenced: false,
      pacedUntil: null,
      isNew: false,
    };
    expect(await deletePost({ postId: reply.id, by })).toEqual({ ok: true });
    await judge(thread);
    expect(await wordsOf(thread, thread.author)).toEqual(["unchecked"]);
  });

  test("a post that quotes a corrected number says so", async () => {
    const thread = await aThread({ body: "It is [5 TPS](metric:taiko/tps) or [900 TPS](metric:taiko/tps)." });
    await judge(thread);
    const reply = await aReply({
      thread,
      body: `[quote=@${thread.author.handle}, p:${thread.openingPostId}, r:1]\nIt is 5 TPS or 900 TPS.\n[/quote]\n\nWhich?`,
    });
    await edit(thread.openingPostId, thread.author, (body) => body.replace("[900 TPS]", "[6 TPS]"));
    const post = await db.post.findUniqueOrThrow({ where: { id: reply.id } });
    expect((await presentPosts([post], null, "page")).get(reply.id)).toContain("the quoted claim was corrected");
    // What only the author had been told stays between them.
    const [, corrected] = await claimsOf(thread);
    expect(corrected).toMatchObject({ text: "6 TPS", status: "unchecked", correctedFrom: "900 TPS" });
    const page = await findClaim(corrected!.id, null);
    expect(page?.history.map(({ says }) => says).join(" ")).not.toContain("180×");
  });

  test("one click gives a number its observed value, in a new revision, and nothing else changes", async () => {
    const days = await dailyTps("unichain", [10, 10, 10, 10, 10, 10, 10]);
    expect(days).toBeGreaterThan(0);
    const body =
      "It is [142 TPS](metric:unichain/tps) today and [142 TPS](metric:unichain/tps) always[^x].\n\n[^x]: note";
    const thread = await aThread({ body });
    await judge(thread);
    const [first, second] = await claimsOf(thread, thread.author);
    expect([first?.word, second?.word]).toEqual(["off by 14×", "off by 14×"]);
    const page = await findClaim(second!.id, thread.author);
    expect(page?.proposal).toBe("10 TPS");
    expect((await findClaim(second!.id, null))?.proposal).toBeNull();
    const other = await aMember();
    expect(await correctClaim({ by: other, claimId: second!.id, text: "1 TPS" })).toEqual({
      ok: false,
      reason: "not-allowed",
    });
    const corrected = await Promise.all(
      ["10 TPS", "11 TPS"].map((text) => correctClaim({ by: thread.author, claimId: second!.id, text })),
    );
    expect(corrected.filter(({ ok }) => ok)).toHaveLength(1);
    await judge(thread);
    const after = await claimsOf(thread);
    expect(after.map(({ status, correctedFrom }) => ({ status, correctedFrom }))).toEqual([
      { status: "unchecked", correctedFrom: "" },
      { status: "corrected", correctedFrom: "142 TPS" },
    ]);
    const stored = await db.postRevision.findFirstOrThrow({
      where: { postId: thread.openingPostId },
      orderBy: { number: "desc" },
    });
    expect(stored.number).toBe(2);
    expect(stored.body).toBe(body.replace("and [142 TPS]", `and [${after[1]!.text}]`));
    expect(stored.reason).toContain("Corrects “142 TPS”");
  });

  test("a restatement that changes a number is shown with the earlier number", async () => {
    const thread = await aThread({ body: 'It takes out [up to 70%](claim: "less MEV") of it.' });
    await aReply({ thread, body: 'It removes [70%](claim: "less MEV").' });
    await aReply({ thread, body: 'It removes [up to 70 %](claim: "less MEV").' });
    await judge(thread);
    const restated = (await claimsOf(thread)).map(({ verdict }) => verdict.restates?.text ?? null);
    expect(restated).toEqual([null, "up to 70%", null]);
  });
});
