import { describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { findKnownAddresses } from "~/features/citations/citations.server";
import { keepAsDraft, findDraft } from "~/features/drafts/drafts.server";
import {
  createPost,
  editPost,
  limitsToTell,
  listOwnHeld,
  startThread,
  sweepTraces,
  withdrawHeld,
} from "~/features/posts/posts.server";
import { collectSpam, decideCase, keepQueue, readQueue } from "~/features/queue/queue.server";
import { imposeSanction } from "~/features/sanctions/sanctions.server";
import { findTags } from "~/features/tags/tags.server";
import { db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

const hour = 3_600_000;
const newMember = () => aMember({ isNew: true });
const links = (count: number, host = "wares.example") =>
  Array.from({ length: count }, (_, index) => `[${host.replaceAll(".", " ")} ${index}](https://${host}/${index})`).join(
    " and ",
  );

const reply = (author: Member, thread: ThreadMade, body: string, more: { key?: string; address?: string } = {}) =>
  createPost({ author, threadId: thread.id, body, ...more });

async function aHeld(author?: Member, body = `Look at ${links(3)} for more about it.`) {
  const by = author ?? (await newMember());
  const thread = await aThread();
  const written = await reply(by, thread, body);
  if (written.ok || written.reason !== "held") throw new Error("It was not held");
  const { id: caseId } = await db.modCase.findFirstOrThrow({ where: { heldPostId: written.heldId } });
  return { author: by, thread, heldId: written.heldId, caseId, body };
}

const moderator = () => aMember({ role: "moderator" });
type Given = Parameters<typeof decideCase>[0];
const decide = async (caseId: number, given: Partial<Given> & Pick<Given, "decision">) =>
  decideCase({ by: await moderator(), caseId, reason: "Looked at it.", seconds: 0, alsoHide: false, ...given });

const postsOf = ({ id }: Member) => db.post.count({ where: { authorId: id } });

describe("a new member’s pace", () => {
  test("is three threads and ten replies on the first day, also of many at once, and told before", async () => {
    const [author, thread] = [await newMember(), await aThread()];
    const tagIds = (await findTags(db, ["fees"])).map(({ id }) => id);
    const threads = await Promise.all(
      Array.from({ length: 4 }, (_, index) =>
        startThread({ author, title: `A thread of the first day, number ${index}`, body: `Text ${index}.`, tagIds }),
      ),
    );
    expect(threads.filter(({ ok }) => ok)).toHaveLength(3);
    expect(threads.find(({ ok }) => !ok)).toMatchObject({
      reason: "not-now",
      notNow: { status: 429, words: expect.stringContaining("start 3 threads, and you have") },
    });
    expect((await limitsToTell(author)).sentences[0]).toMatch(/^Your first day: 0 of 3 threads and 10 of 10 replies/);
    const replies = [];
    for (let index = 0; index < 12; index += 4)
      replies.push(...(await Promise.all([0, 1, 2, 3].map((more) => reply(author, thread, `Short ${index + more}.`)))));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(10);
    await db.member.update({ where: { id: author.id }, data: { joinedAt: new Date(Date.now() - 25 * hour) } });
    expect(await reply(author, thread, "The day after.")).toMatchObject({ ok: true });
    expect((await limitsToTell(author)).sentences.join()).not.toContain("first day");
  });

  test("doesn’t hold for others, who are told of no limit", async () => {
    expect(await limitsToTell(await aMember())).toEqual({ sentences: [], isNew: false });
  });
});

describe("links of a new member", () => {
  test("a first thread with fifteen citations is posted, and no moderator is asked", async () => {
    const author = await newMember();
    const cited = Array.from({ length: 15 }, (_, index) => index + 1);
    const body = [
      `Fees fell after the upgrade${cited.map((number) => `[^${number}]`).join("")}.`,
      ...cited.map(
        (number) => `[^${number}]: Author ${number}, “Paper ${number}”, https://journal-${number}.example/paper`,
      ),
    ].join("\n\n");
    const tagIds = (await findTags(db, ["fees"])).map(({ id }) => id);
    expect(await startThread({ author, title: "How far did fees fall?", body, tagIds })).toMatchObject({ ok: true });
    expect(await db.citation.count({ where: { post: { authorId: author.id } } })).toBe(15);
    expect(await db.modCase.count({ where: { memberId: author.id } })).toBe(0);
  });

  test("two are posted, with a case; three are held; more than twelve are refused in words", async () => {
    const [author, thread] = [await newMember(), await aThread()];
    expect(await reply(author, thread, `Look at ${links(2, "first.example")}.`)).toMatchObject({ ok: true });
    expect(await db.modCase.findFirstOrThrow({ where: { memberId: author.id } })).toMatchObject({
      kind: "first_post",
      evidence: [expect.stringContaining("links to first.example")],
    });
    expect(await reply(author, thread, `And at ${links(3, "second.example")}.`)).toMatchObject({ reason: "held" });
    expect(await reply(author, thread, `And at ${links(13, "third.example")}.`)).toMatchObject({
      reason: "not-now",
      notNow: { status: 422, words: expect.stringContaining("This text has 13 links that count") },
    });
  });

  test("to known sources and to hosts that older members cite don’t count, and none do once two posts were kept", async () => {
    const [author, thread] = [await newMember(), await aThread()];
    await aReply({ thread, body: "Cited[^1].\n\n[^1]: A study, https://cited-here.example/study" });
    expect(
      await findKnownAddresses(db, ["https://cited-here.example/other", "https://unknown.example/"], author.id),
    ).toEqual(new Set(["https://cited-here.example/other"]));
    expect(await reply(author, thread, `Compare ${links(5, "cited-here.example")}.`)).toMatchObject({ ok: true });
    for (let index = 0; index < 2; index += 1) {
      const written = await reply(author, thread, `Kept ${index}.`);
      if (written.ok)
        await db.post.update({ where: { id: written.post.id }, data: { createdAt: new Date(Date.now() - 25 * hour) } });
    }
    expect(await reply(author, thread, `And ${links(5, "elsewhere.example")}.`)).toMatchObject({ ok: true });
  });
});

describe("a held text", () => {
  test("is no post, is held once however often it is sent, and its author reads why", async () => {
    const [author, thread] = [await newMember(), await aThread()];
    const send = () => reply(author, thread, `Look at ${links(3)}.`, { key: "one-form" });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(await send()).toEqual(answers[0]);
    expect(await postsOf(author)).toBe(0);
    expect(await db.thread.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({
      nextNumber: 2,
      postCount: 1,
    });
    const [held] = await listOwnHeld(author.id);
    expect(held).toMatchObject({
      endedAt: null,
      why: expect.stringContaining("more links than a new member’s post may have"),
    });
    expect(await db.modCase.count({ where: { memberId: author.id, kind: "held_post" } })).toBe(1);
  });

  test("is posted when a moderator releases it, as if it were sent then", async () => {
    const { author, thread, caseId, heldId } = await aHeld(undefined, `@moderator-to-tell look at ${links(3)}.`);
    const mentioned = await aMember({ handle: "moderator-to-tell" });
    await aReply({ thread });
    const by = await moderator();
    const { screen, bodies } = (await readQueue({ viewer: by, kind: null, caseId, after: null }))!;
    expect(screen.current).toMatchObject({ held: { id: heldId, thread: { title: thread.title } } });
    expect(bodies.get(`held-${heldId}`)).toContain("wares.example");
    expect(await decide(caseId, { decision: "release", by })).toEqual({ ok: true });
    const post = await db.post.findFirstOrThrow({
      where: { authorId: author.id },
      include: { mentions: true, document: true },
    });
    expect(post).toMatchObject({ number: 3, status: "visible", mentions: [{ memberId: mentioned.id }] });
    expect(post.document).not.toBeNull();
    expect(await db.heldPost.findUniqueOrThrow({ where: { id: heldId } })).toMatchObject({ postId: post.id });
    expect(await db.modAction.findFirstOrThrow({ where: { kind: "release_text" } })).toMatchObject({ postId: post.id });
    expect(await db.notice.findFirstOrThrow({ where: { memberId: author.id } })).toMatchObject({
      path: `/p/${post.id}`,
    });
    expect(await decide(caseId, { decision: "release", by })).toMatchObject({ ok: false, status: 409 });
    expect(await postsOf(author)).toBe(1);
  });

  test("a held thread begins when it is released, under its title and tags", async () => {
    const author = await newMember();
    const tagIds = (await findTags(db, ["fees", "base"])).map(({ id }) => id);
    const title = "Where are these wares sold?";
    const written = await startThread({ author, title, body: `At ${links(4)}.`, tagIds });
    expect(written).toMatchObject({ reason: "held" });
    expect(await db.thread.count({ where: { title } })).toBe(0);
    const { id } = await db.modCase.findFirstOrThrow({ where: { memberId: author.id } });
    expect(await decide(id, { decision: "release" })).toEqual({ ok: true });
    const thread = await db.thread.findFirstOrThrow({ where: { title }, include: { tags: true } });
    expect(thread.tags.map(({ tagId }) => tagId).toSorted()).toEqual(tagIds.toSorted());
  });

  test("stays its author’s when it is discarded, or when a measure is decided about it", async () => {
    const { author, caseId, heldId, body } = await aHeld();
    expect(await decide(caseId, { decision: "discard", reason: "It sells something." })).toEqual({ ok: true });
    expect(await listOwnHeld(author.id)).toMatchObject([{ id: heldId, body, endedAt: expect.any(String) }]);
    expect(await db.notice.findFirstOrThrow({ where: { memberId: author.id } })).toMatchObject({
      words: "Your held text was not posted: It sells something.",
    });
    const entry = await db.modAction.findFirstOrThrow({ where: { kind: "discard_text" } });
    expect(JSON.stringify(entry)).not.toContain("wares");
    const second = await aHeld(undefined, `Visit ${links(3, "two.example")} today.`);
    expect(await decide(second.caseId, { decision: "silence", seconds: 86_400 })).toEqual({ ok: true });
    expect(await listOwnHeld(second.author.id)).toMatchObject([{ endedAt: expect.any(String) }]);
  });

  test("is taken back by its author alone, as a draft, and may be written again", async () => {
    const text = `Nobody else has written this sentence before: ${links(3, "own.example")}.`;
    const { author, thread, heldId, caseId, body } = await aHeld(undefined, text);
    expect(await withdrawHeld(heldId, (await aMember()).id)).toBeNull();
    const [first, second] = await Promise.all([withdrawHeld(heldId, author.id), withdrawHeld(heldId, author.id)]);
    const held = (first ?? second)!;
    expect([first, second].filter((one) => one === null)).toHaveLength(1);
    expect(await keepAsDraft(author.id, held)).toBe(true);
    expect((await findDraft(author.id, `thread:${thread.id}`))?.fields).toMatchObject({ body: [body] });
    expect(await db.modCase.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({ closedAt: expect.any(Date) });
    expect(await decide(caseId, { decision: "release" })).toMatchObject({ ok: false });
    expect(await reply(author, thread, body)).toMatchObject({ reason: "held" });
    expect(await db.heldPost.findFirstOrThrow({ where: { authorId: author.id, endedAt: null } })).toMatchObject({
      rules: ["links"],
    });
  });

  test("is posted after 48 hours without a decision, but not where two rules matched, nor in a thread that is locked", async () => {
    const one = await aHeld(undefined, `One rule: ${links(3, "one-rule.example")}.`);
    const two = await aHeld(
      undefined,
      `Two rules: hi\u200b\u2060\u200bdden w\u200bords ${links(3, "two-rules.example")}.`,
    );
    const locked = await aHeld(undefined, `In a locked thread: ${links(3, "locked.example")}.`);
    await db.thread.update({ where: { id: locked.thread.id }, data: { lockedAt: new Date() } });
    await keepQueue(new Date(Date.now() + 47 * hour));
    expect(await postsOf(one.author)).toBe(0);
    await keepQueue(new Date(Date.now() + 49 * hour));
    expect([await postsOf(one.author), await postsOf(two.author), await postsOf(locked.author)]).toEqual([1, 0, 0]);
    expect(await db.modCase.findUniqueOrThrow({ where: { id: one.caseId } })).toMatchObject({
      closedAt: expect.any(Date),
    });
    expect(await db.notice.findFirstOrThrow({ where: { memberId: locked.author.id } })).toMatchObject({
      words: expect.stringContaining("The thread is locked"),
    });
    expect(await db.heldPost.findUniqueOrThrow({ where: { id: two.heldId } })).toMatchObject({
      releaseAt: null,
      endedAt: null,
    });
    await keepQueue(new Date(Date.now() + 61 * 24 * hour));
    expect(await listOwnHeld(two.author.id)).toMatchObject([{ endedAt: expect.any(String) }]);
    expect(
      await db.modAction.findFirstOrThrow({
        where: { reason: "Nobody decided within 60 days.", kind: "discard_text" },
      }),
    ).toMatchObject({
      moderatorId: null,
    });
  });

  test("who is paced, silenced or past the first day’s replies holds nothing", async () => {
    const [author, thread, by] = [await newMember(), await aThread(), await moderator()];
    const silence = { memberId: author.id, kind: "silence", reason: "Names.", by, seconds: 86_400 } as const;
    await inTransaction((tx) => imposeSanction(tx, silence));
    expect(await reply(author, thread, `Look at ${links(3)}.`)).toMatchObject({ reason: "not-now" });
    expect(await db.heldPost.count({ where: { authorId: author.id } })).toBe(0);
  });
});

describe("spam", () => {
  const advert =
    "Our exchange has the lowest fees of all markets, sign up today and get a bonus of ten coins for nothing.";

  test("the same text, and one that nearly is the same, are held; another one isn’t", async () => {
    const thread = await aThread();
    expect(await reply(await newMember(), thread, advert)).toMatchObject({ ok: true });
    expect(await reply(await newMember(), thread, `**${advert.toUpperCase()}**`)).toMatchObject({ reason: "held" });
    const near = advert.replace("ten coins", "10 coins").replace("Our", "OUR");
    expect(await reply(await newMember(), thread, near)).toMatchObject({ reason: "held" });
    expect(
      await reply(
        await newMember(),
        thread,
        "Blob fees fell by half after the upgrade, because the target was raised to six.",
      ),
    ).toMatchObject({ ok: true });
    // A member beyond the threshold may quote it.
    expect(await reply(await aMember(), thread, advert)).toMatchObject({ ok: true });
    await db.postTrace.updateMany({ data: { at: new Date(Date.now() - 8 * 24 * hour) } });
    await sweepTraces(db);
    expect(await db.postTrace.count()).toBe(0);
    expect(await reply(await newMember(), thread, advert)).toMatchObject({ ok: true });
  });

  test("of ten texts at once from one network five are posted; no address is kept in clear", async () => {
    const thread = await aThread();
    const authors = await Promise.all(Array.from({ length: 10 }, newMember));
    const address = "2001:db8:1:2::/64";
    const sent = await Promise.all(
      authors.map((author, index) => reply(author, thread, `Hello ${index}.`, { address })),
    );
    expect(sent.filter(({ ok }) => ok)).toHaveLength(5);
    expect(await reply(await newMember(), thread, "From elsewhere.", { address: "192.0.2.7" })).toMatchObject({
      ok: true,
    });
    const traces = await db.postTrace.findMany({ where: { addressHash: { not: "" } } });
    expect(new Set(traces.map(({ addressHash }) => addressHash)).size).toBe(2);
    expect(JSON.stringify(traces)).not.toContain("2001:db8");
  });

  test("five hundred posts of a day are one decision, and their hosts are known from then on", async () => {
    const [author, thread, by] = [await aMember(), await aThread(), await moderator()];
    const answered = await aReply({ thread, author, body: "Buy at https://spam-host.example/0 now." });
    const { id: firstId } = answered;
    const template = await db.post.findUniqueOrThrow({ where: { id: firstId } });
    const { id: _id, derived, reactionCounts, diagramSizes: _sizes, ...columns } = template;
    await db.post.createMany({
      data: Array.from({ length: 499 }, (_, index) => ({
        ...columns,
        number: index + 3,
        path: `spam-${index}`,
        derived: derived ?? {},
        reactionCounts: reactionCounts ?? {},
      })),
    });
    await db.thread.update({ where: { id: thread.id }, data: { nextNumber: 502, postCount: 501 } });
    await db.member.update({ where: { id: author.id }, data: { postCount: 500 } });
    const other = await aReply({ thread, body: "Not spam." });
    await db.modCase.create({
      data: {
        kind: "flag",
        subject: `flag:${firstId}`,
        postId: firstId,
        threadId: thread.id,
        memberId: author.id,
        openedAt: new Date(),
      },
    });
    const flagged = await db.modCase.findFirstOrThrow({ where: { postId: firstId } });
    const [one, two] = await Promise.all([
      collectSpam({ by, caseId: flagged.id }),
      collectSpam({ by, caseId: flagged.id }),
    ]);
    expect(one).toEqual(two);
    const caseId = one.ok ? one.caseId : 0;
    const { screen } = (await readQueue({ viewer: by, kind: "spam", caseId, after: null }))!;
    expect(screen.current?.spam).toMatchObject({ postCount: 500, hosts: ["spam-host.example"] });
    const hosts = ["spam-host.example", "never-linked.example"];
    expect(await decide(caseId, { by, decision: "hide_all", hosts })).toEqual({ ok: true });
    expect(await db.post.count({ where: { authorId: author.id, status: "visible" } })).toBe(0);
    expect(await db.post.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({ status: "visible" });
    expect(await db.thread.findUniqueOrThrow({ where: { id: thread.id } })).toMatchObject({ postCount: 2 });
    expect(await db.member.findUniqueOrThrow({ where: { id: author.id } })).toMatchObject({
      postCount: 0,
      trustedAt: null,
    });
    expect(await db.modCase.findUniqueOrThrow({ where: { id: flagged.id } })).toMatchObject({
      closedAt: expect.any(Date),
    });
    expect(await db.modAction.findFirstOrThrow({ where: { kind: "hide_spam" } })).toMatchObject({
      memberId: null,
      detail: "500 posts of one member",
    });
    expect(await db.spamHost.findMany({ select: { host: true } })).toEqual([{ host: "spam-host.example" }]);

    const again = await reply(await aMember(), thread, "See https://spam-host.example/again for it.");
    expect(again).toMatchObject({ reason: "held" });
    const { id } = await db.modCase.findFirstOrThrow({
      where: { heldPostId: again.ok ? 0 : (again as { heldId: number }).heldId },
    });
    expect(await decide(id, { decision: "release" })).toEqual({ ok: true });
    expect(await db.spamHost.count()).toBe(0);
  });

  test("an edit that adds what would be held is written, and folds the post until a moderator has looked", async () => {
    const [author, thread] = [await newMember(), await aThread()];
    const written = await reply(author, thread, "Nothing to see.");
    const postId = written.ok ? written.post.id : 0;
    const edit = (body: string, version: number) => editPost({ by: author, postId, body, reason: "", version });
    expect(await edit("Nothing to see, really.", 1)).toEqual({ ok: true });
    expect(await db.post.findUniqueOrThrow({ where: { id: postId } })).toMatchObject({ foldedAt: null });
    expect(await edit(`Look at ${links(20, "late.example")}.`, 2)).toEqual({ ok: true });
    expect(await db.post.findUniqueOrThrow({ where: { id: postId } })).toMatchObject({ foldedAt: expect.any(Date) });
    const { id } = await db.modCase.findFirstOrThrow({ where: { postId } });
    expect(await decide(id, { decision: "keep" })).toEqual({ ok: true });
    // What a moderator has kept is not held again.
    expect(await edit(`Look at ${links(20, "late.example")}, please.`, 3)).toEqual({ ok: true });
    expect(await db.post.findUniqueOrThrow({ where: { id: postId } })).toMatchObject({ foldedAt: null });
  });
});
