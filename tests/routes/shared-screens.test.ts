/** Pages that readers share: each shows what stands at its moment, and to each reader what is theirs. */
import { expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { factFields } from "~/features/chains/chains";
import { correctFact, listFacts } from "~/features/chains/chains.server";
import { disputeClaim } from "~/features/claims/claims.server";
import { moderate } from "~/features/moderation/moderation.server";
import { createTag, findTags, followTag } from "~/features/tags/tags.server";
import { db } from "~/platform/db.server";
import { aMember, aReply, aThread } from "../support/factories";
import { page } from "../support/page";
import { correctNewest, dailySeries, dailyTps, growthepieAddresses } from "../support/series";
import { useWebServer } from "../support/web-server";

const server = useWebServer();

const open = async (path: string, as: Member | null = null) => {
  const answer = await server.fetch(path, as ? { as } : {});
  expect(answer.status).toBe(200);
  return page(await answer.text());
};

test("a number that was written is on the pages of its metric and its series in their next answer", async () => {
  const paths = ["/metrics/active-addresses", "/metrics/zora/active-addresses"];
  const shown = async () => Promise.all(paths.map(async (path) => (await open(path)).first("main").text));
  for (const text of await shown()) expect(text).not.toMatch(/81[.,]2/);
  const series = await dailySeries("zora", growthepieAddresses, [70_001, 70_002, 70_003, 81_234]);
  for (const text of await shown()) expect(text).toMatch(/81[.,]2/);
  await correctNewest(series, 92_345);
  for (const text of await shown()) {
    expect(text).toMatch(/92[.,]3/);
    expect(text).not.toMatch(/81[.,]2/);
  }
  const member = await aMember();
  for (const path of paths) expect((await open(path, member)).first("main").text).toMatch(/92[.,]3/);
});

test("lists of chains, tags and sources show what was written in their next answer, to visitors and members", async () => {
  const [member, admin] = [await aMember(), await aMember({ role: "admin" })];
  const both = async (path: string) => Promise.all([null, member].map((as) => open(path, as)));
  const shown = async (path: string) => (await both(path)).map((one) => one.first("main").text).join("\n");
  const zora = async () =>
    (await both("/chains")).map((one) => one.all("tbody tr").find(({ text }) => text.includes("Zora"))!.text);
  for (const row of await zora()) expect(row).not.toMatch(/Under review|8,642/);
  const stage = (await listFacts("zora")).find(({ key }) => key === "stage");
  const done = await correctFact({
    chain: "zora",
    field: factFields.find(({ key }) => key === "stage")!,
    by: admin,
    instead: stage!.present.id,
    value: "Under review",
    since: null,
    asOf: "2026-11-01",
    sourceName: "L2BEAT",
    sourceUrl: "https://l2beat.com/scaling/projects/zora",
    differing: "keep",
    note: "",
  });
  expect(done).toEqual({ ok: true });
  for (const row of await zora()) expect(row).toContain("Under review");
  await dailyTps("zora", [8_640, 8_641, 8_642]);
  for (const row of await zora()) expect(row).toContain("8,642");

  expect(await shown("/tags")).not.toContain("Words of a new topic");
  const name = { name: "Words of a new topic", slug: "words-of-a-new-topic" };
  await createTag({ by: member, ...name, description: "What it is about.", isAnother: true });
  expect((await shown("/tags")).match(/Words of a new topic/g)).toHaveLength(2);

  const thread = await aThread();
  expect(await shown("/sources?sort=new")).not.toContain("shared-list.example");
  await aReply({ thread, body: "It is so[^https://shared-list.example/page]." });
  expect((await shown("/sources?sort=new")).match(/shared-list\.example/g)!.length).toBeGreaterThanOrEqual(2);
});

test("a claim's page shows visitors new evidence in its next answer, and is gone with its post", async () => {
  const thread = await aThread();
  const reply = await aReply({ thread, body: "It does [4,000 TPS](metric:base/tps)." });
  const { id } = await db.claim.findFirstOrThrow({ where: { postId: reply.id } });
  const path = `/claims/${id}`;
  expect((await open(path)).first("#evidence").text).toContain("Nobody has brought evidence yet.");
  const given = {
    kind: "disputes",
    basis: "measurement",
    reason: "REASON-OF-A-READER",
    source: "my own node",
  } as const;
  expect(await disputeClaim(id, await aMember(), given)).toMatchObject({ ok: true });
  expect((await open(path)).first("#evidence").text).toContain("REASON-OF-A-READER");
  const moderator = await aMember({ role: "moderator" });
  await moderate({ by: moderator, kind: "hide_post", target: reply.id, reason: "Off topic." });
  expect((await server.fetch(path)).status).toBe(404);
});

test("a profile loses a hidden post and gets a new name at once, for visitors and members; moderators see what is hidden", async () => {
  const [author, member] = [await aMember({ handle: "shared-one", name: "Before" }), await aMember()];
  const moderator = await aMember({ role: "moderator" });
  const thread = await aThread({ author });
  const reply = await aReply({ thread, author, body: "WORDS-OF-A-REPLY that stand on the profile." });
  const seenBy = async () =>
    Promise.all([null, member, moderator].map(async (who) => (await open("/u/shared-one", who)).first("main").text));
  for (const text of await seenBy()) expect(text).toContain("WORDS-OF-A-REPLY");
  await moderate({ by: moderator, kind: "hide_post", target: reply.id, reason: "Off topic." });
  await db.member.update({ where: { id: author.id }, data: { name: "After" } });
  const [visitors, members, moderators] = await seenBy();
  for (const text of [visitors, members]) expect(text).not.toContain("WORDS-OF-A-REPLY");
  expect(moderators).toContain("WORDS-OF-A-REPLY");
  for (const text of [visitors, members, moderators]) expect(text).toContain("After");
  expect((await open("/u/shared-one", author)).link("Edit profile").href).toBe("/settings/profile");
  expect(members).not.toContain("Edit profile");
});

test("a chain's page says to each member whether they follow it, and only administrators are led to corrections", async () => {
  const [follower, other] = [await aMember(), await aMember()];
  const admin = await aMember({ role: "admin" });
  const [tag] = await findTags(db, ["base"]);
  const pressed = async (who: Member) => (await open("/chains/base", who)).button(/^Follow/).pressed;
  expect([await pressed(follower), await pressed(other)]).toEqual([false, false]);
  await followTag({ by: follower, tagId: tag!.id });
  expect([await pressed(follower), await pressed(other)]).toEqual([true, false]);
  const corrections = async (who: Member) => (await open("/chains/base", who)).all('a[href^="/admin/"]').length;
  expect(await corrections(other)).toBe(0);
  expect(await corrections(admin)).toBeGreaterThan(0);
});

test("those who ask at once for a page that there is not are all told so", async () => {
  for (const [path, words] of [
    ["/u/nobody-of-that-name", "There is no member of that name."],
    ["/chains/no-such-chain", "There is no such chain, and no such group of chains."],
  ] as const) {
    const answers = await Promise.all(Array.from({ length: 6 }, () => server.fetch(path)));
    for (const answer of answers) {
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain(words);
    }
  }
});
