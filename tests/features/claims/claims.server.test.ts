/** Claims from a post's text to the ledger, against recorded values. */
import { beforeAll, describe, expect, test } from "vitest";
import { judgeThread } from "~/features/claims/judge-claims.server";
import { findClaim, listClaims, listMarks, listThreadClaims } from "~/features/claims/claims.server";
import { confirmTrouble } from "~/features/claims/dispute-claim.server";
import { loadArchive } from "~/features/observations/observations.server";
import { editPost, presentPosts } from "~/features/posts/posts.server";
import { databaseNow, db } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";
import { previewed } from "../../support/reading";

useDatabase();
const postedAt = new Date("2026-02-20T09:14:00Z");
const body = [
  "L2s process [around 100,000 TPS](metric:l2/tps).",
  "They carry [~2M daily transactions](metric:l2/tx-per-day) against [about 1M daily transactions](metric:ethereum/tx-per-day).",
  "Base runs at [142 TPS](metric:base/tps@2026-02-20), [60%+](metric:base/tps?share=l2/tps) of all.",
  "Arbitrum has [$16–19B](metric:arbitrum/tvs), [41%](metric:arbitrum/tvs?share=l2/tvs) of [$38–44B](metric:l2/tvs).",
  'We lost [40% of users](claim: "first-party; last quarter"); [70%](claim: "vendors") more; [237 UOPS](metric:base/tps).',
].join("\n\n");
let thread: ThreadMade;

beforeAll(async () => {
  await loadArchive("prisma/archive");
  thread = await aThread({ body, at: postedAt });
  await judgeThread(thread.id);
});

const wordsOf = async (viewer = null as Parameters<typeof listThreadClaims>[1]) =>
  Object.fromEntries((await listThreadClaims(thread.id, viewer)).map(({ text, word }) => [text, word]));

describe("a thread whose numbers were recorded", () => {
  test("each number stands as data and arithmetic have it", async () => {
    expect(await wordsOf()).toEqual({
      "around 100,000 TPS": "inconsistent, 420×",
      "~2M daily transactions": "off by at least 10×",
      "about 1M daily transactions": "off by 1.8×",
      "142 TPS": "holds",
      "60%+": "off by at least 9.8 points",
      "$16–19B": "consistent",
      "41%": "consistent",
      "$38–44B": "consistent",
      "40% of users": "first-party",
      "70%": "no source",
      "237 UOPS": "can't compare",
    });
  });

  test("the arithmetic can be redone by hand", async () => {
    const claims = await listThreadClaims(thread.id, null);
    const says = (text: string) => claims.find((claim) => claim.text === text)?.verdict;
    expect(says("142 TPS")?.atPosting?.says).toContain("13–19 Feb 2026");
    expect(says("142 TPS")?.atPosting?.outcome).toBe("close");
    expect(says("about 1M daily transactions")?.atPosting?.observed.series[0]?.median).toBe("1996006");
    expect(says("60%+")?.atPosting?.says).toContain("48.99 %");
    expect(
      says("around 100,000 TPS")
        ?.contradictions.map((one) => one.says)
        .join(" "),
    ).toContain("4,300×");
    expect(
      says("~2M daily transactions")
        ?.contradictions.map((one) => one.says)
        .join(" "),
    ).toContain("6.1×");
    expect(says("142 TPS")?.atPosting?.says).toContain("125.1 TPS (10,808,882 transactions a day)");
    expect(says("60%+")?.atPosting?.says).toContain("(22,063,767 transactions a day)");
    expect(says("41%")?.agreements.map((one) => one.says)).toEqual([
      "“$16–19B” ÷ “41%” = $39,024,390,244 to $46,341,463,415 for the whole; “$38–44B” fits.",
    ]);
    expect(says("237 UOPS")?.obstacle).toContain("not compared");
  });

  test("a second judging says the same and keeps the observed values", async () => {
    const before = await db.claim.findMany({ where: { threadId: thread.id }, orderBy: { id: "asc" } });
    const snapshots = await db.claimSnapshot.findMany({ orderBy: { claimId: "asc" } });
    await judgeThread(thread.id);
    expect(await db.claim.findMany({ where: { threadId: thread.id }, orderBy: { id: "asc" } })).toEqual(before);
    expect(await db.claimSnapshot.findMany({ orderBy: { claimId: "asc" } })).toEqual(snapshots);
  });

  test("the text carries a mark behind each number, and in feeds a word", async () => {
    const post = await db.post.findUniqueOrThrow({ where: { id: thread.openingPostId } });
    const page = (await presentPosts([post], null, "page")).get(post.id)!;
    expect(page).toContain("11 figures");
    expect(page).toContain('aria-label="about 1M daily transactions, claim, off by 1.8×"');
    const feed = (await presentPosts([post], null, "feed")).get(post.id)!;
    expect(feed).toContain("about 1M daily transactions</span> (off by 1.8×)");
  });
});

test("a preview shows how its numbers would stand, and stores nothing", async () => {
  const count = await db.claim.count();
  const shown = await previewed(
    "It is [5 TPS](metric:l2/tps), others say [900 TPS](metric:l2/tps) or [7%](claim:first-party).",
    null,
  );
  const html = shown.ok ? shown.html : "";
  expect(html).toContain(
    '<b>3 figures</b> · <span data-loud="true">2 inconsistent</span> · <span>1 first-party</span>',
  );
  expect(html).toContain('<span class="figure">5 TPS</span><span class="claim-sign">');
  expect(html).toContain("inconsistent, 180×");
  expect(html).not.toContain("/claims/0");
  expect(await db.claim.count()).toBe(count);
});

describe("the author is notified first", () => {
  let fresh: ThreadMade;
  beforeAll(async () => {
    fresh = await aThread({ body: "It is [5 TPS](metric:l2/tps) and [900 TPS](metric:l2/tps)." });
    await judgeThread(fresh.id);
  });

  test("for a day nobody else sees that numbers don't fit", async () => {
    const words = async (viewer: Parameters<typeof listThreadClaims>[1]) =>
      (await listThreadClaims(fresh.id, viewer)).map(({ word }) => word);
    expect(await words(null)).toEqual(["unchecked", "unchecked"]);
    expect(await words(await aMember())).toEqual(["unchecked", "unchecked"]);
    expect(await words(fresh.author)).toEqual(["inconsistent, 180×", "inconsistent, 180×"]);
    expect((await listClaims({ status: "inconsistent" }, null)).claims.map((claim) => claim.thread.id)).not.toContain(
      fresh.id,
    );
    const [claim] = await listThreadClaims(fresh.id, fresh.author);
    expect((await findClaim(claim!.id, null))?.history).toEqual([]);
  });

  test("nobody but the author confirms it, and then everybody sees it", async () => {
    const [claim] = await listThreadClaims(fresh.id, fresh.author);
    expect(await confirmTrouble(claim!.id, (await aMember()).id)).toBe(false);
    expect(await confirmTrouble(claim!.id, fresh.author.id)).toBe(true);
    expect((await listMarks([fresh.openingPostId], null)).get(fresh.openingPostId)?.[0]?.word).toBe(
      "inconsistent, 180×",
    );
  });

  test("after a day everybody sees the other, too", async () => {
    await db.claim.updateMany({
      where: { threadId: fresh.id },
      data: { troubledAt: new Date((await databaseNow()).getTime() - 25 * 3_600_000) },
    });
    expect((await listThreadClaims(fresh.id, null)).map(({ word }) => word)).toEqual([
      "inconsistent, 180×",
      "inconsistent, 180×",
    ]);
  });
});

describe("a claim and its post's edits", () => {
  test("a corrected number keeps its row and its earlier text", async () => {
    const post = await db.post.findUniqueOrThrow({ where: { id: thread.openingPostId } });
    const before = await listThreadClaims(thread.id, null);
    const edited = await editPost({
      postId: post.id,
      by: thread.author,
      version: post.version,
      body: body.replace("about 1M daily transactions", "about 2M daily transactions"),
      reason: "",
    });
    expect(edited.ok).toBe(true);
    await judgeThread(thread.id);
    const after = await listThreadClaims(thread.id, null);
    const corrected = after.find((claim) => claim.text === "about 2M daily transactions")!;
    expect(corrected).toMatchObject({ status: "corrected", correctedFrom: "about 1M daily transactions" });
    expect(corrected.id).toBe(before.find((claim) => claim.text === "about 1M daily transactions")!.id);
    // What the edit did not touch keeps id and verdict.
    const others = (rows: typeof before) =>
      rows.filter(({ id }) => id !== corrected.id).map(({ id, text, word }) => ({ id, text, word }));
    expect(others(after)).toEqual(others(before));
  });

  test("a number taken out of the text is in no ledger", async () => {
    const reply = await aReply({ thread, body: "Also [7 TPS](metric:base/tps)." });
    const id = await db.claim.findFirstOrThrow({ where: { postId: reply.id }, select: { id: true } });
    const post = await db.post.findUniqueOrThrow({ where: { id: reply.id }, select: { version: true, author: true } });
    const author = {
      id: post.author.id,
      handle: post.author.handle,
      name: post.author.name,
      role: "member" as const,
      isSuspended: false,
      isSilenced: false,
      pacedUntil: null,
      isNew: false,
    };
    await editPost({ postId: reply.id, by: author, version: post.version, body: "Nothing.", reason: "" } as Parameters<
      typeof editPost
    >[0]);
    expect((await listThreadClaims(thread.id, null)).map((claim) => claim.id)).not.toContain(id.id);
  });

  test("a quotation makes no claim of the quoter's", async () => {
    const reply = await aReply({
      thread,
      body: `[quote=@${thread.author.handle}, p:${thread.openingPostId}, r:1]\nBase runs at [142 TPS](metric:base/tps).\n[/quote]\n\nYes.`,
    });
    expect(await db.claim.count({ where: { postId: reply.id } })).toBe(0);
  });

  test("a quotation names the claims behind its numbers, and the qualifier that it leaves out", async () => {
    const author = await aMember();
    const quoted = await aReply({
      thread,
      author,
      body: "L1 fees fell by [up to 70%](metric:ethereum/median-fee?change=2025-01-01..2026-01-01).",
    });
    const said = async (words: string) => {
      const body = `[quote=@${author.handle}, p:${quoted.id}, r:1]\n${words}\n[/quote]\n\nSo it is.`;
      const { id } = await aReply({ thread, body });
      const post = await db.post.findUniqueOrThrow({ where: { id } });
      return (await presentPosts([post], null, "page")).get(id)!;
    };
    const { id } = await db.claim.findFirstOrThrow({ where: { postId: quoted.id } });
    const whole = await said("L1 fees fell by up to 70%");
    expect(whole).toContain(`href="/claims/${id}"`);
    expect(whole).not.toContain("quoted without");
    expect(await said("70%.")).toContain("quoted without “up to”");
  });
});
