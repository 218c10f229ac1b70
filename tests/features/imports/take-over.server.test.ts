/** What stands in a placeholder's name becomes a member's: by its owner, or by an administrator. */
import { beforeAll, expect, test } from "vitest";
import { readTagTable } from "~/features/imports/imports";
import {
  assignPosts,
  beginFromMarkdown,
  discourseOverHttp,
  findAssignee,
  findImportedProfile,
  importForum,
  listClaimable,
  listImports,
  listPlaceholders,
  takeOwn,
} from "~/features/imports/imports.server";
import { findDraft } from "~/features/drafts/drafts.server";
import { findMemberIds, findProfile } from "~/features/members/members.server";
import { reprocessOutdated } from "~/features/posts/posts.server";
import { castVote } from "~/features/signals/signals.server";
import { db } from "~/platform/db.server";
import { warmLanes } from "~/platform/lanes.server";
import { discourse, type TopicThere } from "../../support/discourse";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();

const topic: TopicThere = {
  id: 1,
  title: "Whose words are these?",
  posts: [
    { id: 11, number: 1, username: "vitalik.eth", name: "Vitalik", raw: "Mine. I am @vitalik.eth.", likes: 3 },
    { id: 12, number: 2, username: "ada", raw: "And @vitalik.eth is you.", answers: 1 },
    { id: 13, number: 3, username: "vitalik.eth", raw: "Mine too.", answers: 2 },
  ],
};
let url = "";

const run = (owners: [string, string][]) =>
  importForum({
    there: discourseOverHttp({ address: url, pause: 0, tell: () => {} }),
    tags: readTagTable("kind,from,to\n"),
    owners: new Map(owners),
    formerHosts: [],
    ownOrigin: "https://forum.example",
    again: true,
  });

const placeholderOf = async (username: string) =>
  (await db.importedMember.findFirstOrThrow({ where: { username }, select: { placeholderId: true } })).placeholderId;

/** Nothing of the forum says any more that this account wrote it. */
async function rowsOf(memberId: number) {
  return {
    threads: await db.thread.count({ where: { OR: [{ authorId: memberId }, { lastPosterId: memberId }] } }),
    posts: await db.post.count({ where: { authorId: memberId } }),
    revisions: await db.postRevision.count({ where: { editorId: memberId } }),
    mentions: await db.mention.count({ where: { memberId } }),
  };
}

beforeAll(async () => {
  await warmLanes();
  url = (await discourse([topic])).url;
  await run([["vitalik.eth", "vitalik@example.org"]]);
});

test("a placeholder has no way in and no address, and its profile says where it is from", async () => {
  const id = await placeholderOf("vitalik.eth");
  expect(await db.member.findUniqueOrThrow({ where: { id } })).toMatchObject({
    handle: "vitalik-eth",
    email: null,
    passwordHash: null,
    postCount: 2,
    threadCount: 1,
  });
  expect(await findImportedProfile(id)).toMatchObject([
    { username: "vitalik.eth", isPlaceholder: true, takenAt: null },
  ]);
  expect(await findAssignee("vitalik-eth")).toBeNull();
});

test("an address that is typed but not verified takes nothing, and neither does somebody else's", async () => {
  const liar = await aMember({ handle: "liar" });
  await db.member.update({ where: { id: liar.id }, data: { email: "vitalik@example.org", emailVerifiedAt: null } });
  const other = await aMember({ handle: "other" });
  await db.member.update({ where: { id: other.id }, data: { emailVerifiedAt: new Date() } });
  for (const member of [liar, other]) {
    expect(await listClaimable(member.id)).toEqual([]);
    expect(await takeOwn(member)).toEqual({ taken: 0 });
  }
});

test("whoever has verified the address takes all of it over; a later run writes in their name", async () => {
  const owner = await aMember({ handle: "vb", name: "V. B." });
  await db.member.update({
    where: { id: owner.id },
    data: { email: "Vitalik@Example.org", emailVerifiedAt: new Date() },
  });
  const id = await placeholderOf("vitalik.eth");
  const opening = await db.post.findFirstOrThrow({ where: { authorId: id, number: 1 } });
  await castVote({ member: owner, postId: opening.id, axis: "worth", value: 1 });
  expect(await listClaimable(owner.id)).toMatchObject([{ username: "vitalik.eth" }]);
  expect(await takeOwn(owner)).toEqual({ taken: 1 });
  expect(await takeOwn(owner)).toEqual({ taken: 0 });

  expect(await rowsOf(id)).toEqual({ threads: 0, posts: 0, revisions: 0, mentions: 0 });
  expect(await rowsOf(owner.id)).toMatchObject({ threads: 1, posts: 2, revisions: 2 });
  // Nobody votes on their own posts; the likes of there stay.
  expect(await db.post.findUniqueOrThrow({ where: { id: opening.id } })).toMatchObject({
    worthCount: 3,
    importedWorth: 3,
  });
  expect(await db.member.findUniqueOrThrow({ where: { id: owner.id } })).toMatchObject({
    postCount: 2,
    threadCount: 1,
  });
  expect(await findProfile("vitalik-eth")).toMatchObject({ handle: "vb", isFormer: false });
  expect(await findMemberIds(db, ["vitalik-eth"])).toEqual({ "vitalik-eth": owner.id });
  expect(await findImportedProfile(owner.id)).toMatchObject([{ username: "vitalik.eth", isPlaceholder: false }]);
  const found = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "SearchDocument" where "postId" = ${opening.id}
      and "keys" = (select "keys" from "SearchDocument" where "postId" = ${opening.id})`;
  expect(found[0]!.count).toBe(1);

  // Texts that name the old handle show the member now.
  await reprocessOutdated(() => false);
  const naming = await db.post.findFirstOrThrow({ where: { number: 2 }, include: { mentions: true } });
  expect(naming.mentions).toMatchObject([{ memberId: owner.id }]);

  topic.posts.push({ id: 14, number: 4, username: "vitalik.eth", raw: "Written there later." });
  await run([]);
  expect(await db.post.findFirstOrThrow({ where: { number: 4 } })).toMatchObject({ authorId: owner.id });
});

test("an administrator gives a placeholder's posts to a member; it is in the log, and the member is told", async () => {
  const admin = await aMember({ handle: "chief", role: "admin" });
  const member = await aMember({ handle: "lovelace" });
  const placeholderId = await placeholderOf("ada");
  const listed = await listPlaceholders("ad");
  expect(listed).toMatchObject({ isCut: false, placeholders: [{ username: "ada", postCount: 1, isInTable: false }] });
  const given = { by: admin, member, placeholderId, reason: "She wrote from her known address." };
  expect(await assignPosts(given)).toEqual({ ok: true });
  expect(await assignPosts(given)).toEqual({ ok: false, reason: "not-there" });
  expect(await rowsOf(placeholderId)).toEqual({ threads: 0, posts: 0, revisions: 0, mentions: 0 });
  expect(await db.modAction.findMany({ where: { kind: "assign_posts" } })).toMatchObject([
    { moderatorId: admin.id, memberId: member.id, reason: given.reason, detail: expect.stringContaining("@ada of ") },
  ]);
  expect(await db.notice.findMany({ where: { memberId: member.id } })).toHaveLength(1);
  expect((await listPlaceholders("")).placeholders).toEqual([]);
});

test("a suspended name stays as it is", async () => {
  topic.posts.push({ id: 15, number: 5, username: "banned", raw: "Never mind." });
  await run([]);
  const placeholderId = await placeholderOf("banned");
  await db.member.update({ where: { id: placeholderId }, data: { suspendedAt: new Date() } });
  const [by, member] = [await aMember({ role: "admin" }), await aMember()];
  const refused = await assignPosts({ by, member, placeholderId, reason: "Says so." });
  expect(refused).toEqual({ ok: false, reason: "sanctioned" });
});

test("administrators see what was taken over, and what each run did", async () => {
  const [origin] = await listImports();
  expect(origin).toMatchObject({ host: new URL(url).host, counts: { threads: 1, posts: 5, members: 3, uploads: 0 } });
  expect(origin!.runs.map(({ did }) => did)).toEqual([
    "1 topic read, 1 new post, 1 new placeholder",
    "1 topic read, 1 new post",
    "1 topic read, 1 new thread, 3 new posts, 2 new placeholders",
  ]);
  expect(origin!.runs[0]!.lines).toEqual(["No tag is named for the category: Layer 2"]);
});

test("a page of markdown becomes a draft, and never takes the place of another one by itself", async () => {
  const member = await aMember();
  const page = '---\ntitle: "Which TPS?"\ntags: [fees, no-such-tag]\n---\n\nA *text*.\n';
  expect(await beginFromMarkdown(member.id, page, { replaces: false })).toEqual({ ok: true, missing: ["no-such-tag"] });
  expect((await findDraft(member.id, "new"))?.fields).toEqual({
    title: ["Which TPS?"],
    tags: ["fees"],
    body: ["A *text*."],
  });
  expect(await beginFromMarkdown(member.id, "# Another\n\nText.", { replaces: false })).toEqual({
    ok: false,
    reason: "has-draft",
  });
  expect(await beginFromMarkdown(member.id, "# Another\n\nText.", { replaces: true })).toEqual({
    ok: true,
    missing: [],
  });
  expect((await findDraft(member.id, "new"))?.fields).toMatchObject({ title: ["Another"], body: ["Text."] });
  expect(await beginFromMarkdown(member.id, "---\n---\n", { replaces: true })).toEqual({ ok: false, reason: "empty" });
  expect(await beginFromMarkdown(member.id, "a".repeat(90_000), { replaces: true })).toEqual({
    ok: false,
    reason: "too-long",
  });
  expect((await findDraft(member.id, "new"))?.fields).toMatchObject({ title: ["Another"], body: ["Text."] });
});

test("a page's tags are found by their names too, and a page with thousands of them asks for few", async () => {
  const member = await aMember();
  const begin = (tags: string[]) =>
    beginFromMarkdown(member.id, `---\ntitle: Which TPS?\ntags: [${tags.join(", ")}]\n---\nA text.`, {
      replaces: true,
    });
  expect(await begin(["FEES", "fees"])).toEqual({ ok: true, missing: [] });
  expect((await findDraft(member.id, "new"))?.fields).toMatchObject({ tags: ["fees"] });
  const begun = await begin(["x".repeat(500), ...Array.from({ length: 3_000 }, (_, index) => `no-tag-${index}`)]);
  expect(begun).toMatchObject({ ok: true, missing: { length: 20 } });
  expect(begun.ok && begun.missing[0]).toHaveLength(60);
});
