/** Leaving with one's data: what is in the archive, what is erased, and what stays readable. */
import { expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { findProfile, signUp } from "~/features/members/members.server";
import {
  chooseLevel,
  chooseStance,
  keepChoices,
  readChoices,
  tellOfPost,
} from "~/features/notifications/notifications.server";
import {
  askToLeave,
  changeRole,
  eraseDueMembers,
  exportMember,
  readMember,
  stay,
  suspendMember,
} from "~/features/people/people.server";
import { presentPosts } from "~/features/posts/posts.server";
import { castVote } from "~/features/signals/signals.server";
import { databasePool, db } from "~/platform/db.server";
import type { ZipEntry } from "~/platform/zip.server";
import { useDatabase } from "../../support/database";
import { aMember, aReply, aThread } from "../../support/factories";
import { startSession } from "../../support/sessions";

useDatabase();

async function textOf(content: ZipEntry["content"]) {
  if (typeof content === "string") return content;
  if (content instanceof Uint8Array) return `${content.length} bytes`;
  let text = "";
  for await (const part of content) text += part;
  return text;
}

async function archiveOf(member: Member) {
  const files = new Map<string, string>();
  for await (const { path, content } of exportMember(member.id)) files.set(path, await textOf(content));
  return files;
}

/** The member asked fourteen days ago, and the job comes. */
async function leaveNow(member: Member, withdraws: boolean) {
  expect(await askToLeave(member, withdraws)).toEqual({ ok: true });
  await db.member.update({ where: { id: member.id }, data: { deletionDueAt: new Date(Date.now() - 1_000) } });
  await eraseDueMembers(member.id);
}

const draft = (memberId: number, body: string) =>
  db.draft.create({
    data: { memberId, place: "new", fields: { title: ["A title"], body: [body] }, updatedAt: new Date() },
  });

test("an archive has every post with its revisions, drafts, votes and sanctions of its member, and nothing of others", async () => {
  const [member, other, admin] = [await aMember(), await aMember(), await aMember({ role: "admin" })];
  const thread = await aThread({ author: member, title: "Which TPS: “mine”?", body: "MINE-ONE" });
  const reply = await aReply({ thread, author: member, body: "MINE-TWO" });
  const foreign = await aReply({ thread, author: other, body: "FOREIGN" });
  await db.postRevision.create({
    data: { postId: reply.id, number: 2, body: "MINE-TWO, edited", editorId: member.id, createdAt: new Date() },
  });
  await draft(member.id, "MINE-DRAFT");
  await draft(other.id, "FOREIGN-DRAFT");
  await castVote({ member, postId: foreign.id, axis: "worth", value: 1 });
  await suspendMember({ by: admin, memberId: member.id, reason: "A reason for me.", days: 1 });
  await chooseLevel(member, thread.id, "mute");
  await chooseStance(member, other.id, "follow");
  await chooseStance(other, member.id, "mute");
  await keepChoices(member, { ...(await readChoices(member)), searches: "nothing" });
  const files = await archiveOf(member);
  expect(files.get(`posts/${thread.openingPostId}.md`)).toMatch(
    /^---\ntitle: "Which TPS: “mine”\?"\n[\s\S]*\n---\n\nMINE-ONE\n$/,
  );
  expect(files.get(`posts/${reply.id}/1.md`)).toContain("MINE-TWO");
  expect(files.get(`posts/${reply.id}.md`)).toContain("MINE-TWO, edited");
  expect([...files.entries()].find(([path]) => path.startsWith("drafts/"))?.[1]).toContain("MINE-DRAFT");
  expect(JSON.parse(files.get("votes.json")!)).toMatchObject([{ postId: foreign.id, axis: "worth", value: 1 }]);
  expect(JSON.parse(files.get("sanctions.json")!)).toMatchObject([{ reason: "A reason for me." }]);
  expect(JSON.parse(files.get("thread-follows.json")!)).toMatchObject([{ thread: { id: thread.id }, level: "mute" }]);
  expect(JSON.parse(files.get("member-follows.json")!)).toMatchObject([
    { other: { handle: other.handle }, isMuted: false },
  ]);
  expect(JSON.parse(files.get("notice-choices.json")!)).toContainEqual({
    about: "searches",
    inInbox: false,
    byMail: "none",
    byPush: false,
  });
  expect(JSON.parse(files.get("account.json")!)).toMatchObject([{ handle: member.handle }]);
  const all = [...files.values()].join("\n");
  expect(all).not.toContain("FOREIGN");
  expect(all).not.toMatch(/passwordHash|argon2|tokenHash|publicKey/);
});

test("who leaves may come back within 14 days; the last administrator and a demonstration member stay", async () => {
  const member = await aMember();
  expect(await askToLeave(member, false)).toEqual({ ok: true });
  await eraseDueMembers();
  expect(await stay(member.id)).toBe(true);
  await eraseDueMembers(member.id);
  expect(await findProfile(member.handle)).toMatchObject({ isFormer: false });
  expect(await askToLeave(await aMember({ isDemonstration: true }), false)).toMatchObject({ ok: false });
  await db.member.updateMany({ where: { role: "admin" }, data: { role: "member" } });
  const [one, two] = [await aMember({ role: "admin" }), await aMember({ role: "admin" })];
  expect(await askToLeave(one, false)).toEqual({ ok: true });
  expect(await changeRole({ by: one, memberId: two.id, role: "member", reason: "Alone now." })).toEqual({ ok: true });
  await db.member.update({ where: { id: one.id }, data: { deletionDueAt: new Date(0) } });
  await eraseDueMembers();
  expect(await findProfile(one.handle)).toMatchObject({ isFormer: false, role: "admin" });
  expect(await askToLeave(one, false)).toEqual({ ok: false, reason: "last-administrator" });
});

test("an erased account leaves a former member, whose posts stay where others answered", async () => {
  const member = await aMember({ handle: "leaver", name: "Lea Ver" });
  const [reader, admin] = [await aMember(), await aMember({ role: "admin" })];
  const answered = await aThread({ author: member, body: "ANSWERED-WORDS" });
  const quoted = `[quote=@leaver, p:${answered.openingPostId}, r:1]\nANSWERED-WORDS\n[/quote]`;
  const reply = await aReply({ thread: answered, author: reader, body: `${quoted}\n\nSo says @leaver.` });
  const alone = await aThread({
    author: member,
    title: "LONELY-TITLE of a whole thread",
    body: "LONELY-WORDS[^EIP-7732], [142 TPS](metric:base/tps).",
  });
  const ownReply = await aReply({ thread: alone, author: member, body: "LONELY-REPLY" });
  await castVote({ member, postId: reply.id, axis: "worth", value: 1 });
  await draft(member.id, "A draft.");
  await startSession(member.id);
  await chooseLevel(member, answered.id, "follow");
  await chooseStance(member, reader.id, "mute");
  await keepChoices(member, await readChoices(member));
  await suspendMember({ by: admin, memberId: member.id, reason: "Insults.", days: 30 });
  await leaveNow(member, true);

  const row = await db.member.findUniqueOrThrow({ where: { id: member.id } });
  expect(row).toMatchObject({
    handle: `former-member-${member.id}`,
    name: `former member ${member.id}`,
    email: null,
    bio: "",
    passwordHash: null,
  });
  expect(await findProfile("leaver")).toMatchObject({ isFormer: true });
  expect(await signUp({ handle: "leaver", email: "x@example.org", password: "a password of mine" })).toMatchObject({
    ok: false,
  });
  const later = await aReply({ thread: answered, author: admin });
  await tellOfPost({ postId: later.id, isNew: true, after: 0 });
  for (const table of [db.session, db.draft, db.threadFollow, db.memberFollow, db.noticeChoice, db.notice] as const)
    expect(await (table as typeof db.session).count({ where: { memberId: member.id } })).toBe(0);
  expect(await db.post.findUniqueOrThrow({ where: { id: reply.id } })).toMatchObject({ worthCount: 1 });

  const html = (await presentPosts([await db.post.findUniqueOrThrow({ where: { id: reply.id } })], null, "page")).get(
    reply.id,
  )!;
  expect(html).toContain("ANSWERED-WORDS");
  expect(html).toContain(`former member ${member.id}`);
  expect(html).not.toMatch(/leaver|Lea Ver/);
  // Nothing of what was withdrawn is anywhere in the database.
  for (const id of [alone.openingPostId, ownReply.id])
    expect(await db.post.findUniqueOrThrow({ where: { id } })).toMatchObject({
      status: "deleted",
      html: "",
      plainText: "",
    });
  const { rows: tables } = await databasePool().query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await databasePool().query(
      `select 1 from ${name} t where t::text ~ 'LONELY|Lea Ver|leaver@' limit 1`,
    );
    if (rows.length > 0) found.push(name);
  }
  expect(found).toEqual([]);

  // Back under another name with the same address: administrators see it.
  const back = await aMember({ handle: "comes-back" });
  await db.member.update({
    where: { id: back.id },
    data: { email: "Leaver@example.org", emailVerifiedAt: new Date() },
  });
  expect((await readMember(back.id))?.alike).toMatchObject([{ id: member.id, reason: "Insults." }]);
});

test("every table that belongs to a member is erased or kept on purpose", async () => {
  const { rows } = await databasePool().query<{ place: string }>(`
    select distinct c.conrelid::regclass::text || '.' || a.attname as place
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'f' and c.confrelid = '"Member"'::regclass and c.confdeltype = 'c'`);
  const erased =
    "Session KnownBrowser OneTimeToken Passkey Wallet Identity SecondFactor RecoveryCode Ceremony TagFollow ThreadFollow MemberFollow NoticeChoice PushBrowser InboxFeed DueLetter Mailing Letter MailedReply FollowedSearch Notice Draft Bookmark ReadingPosition Reader IdempotencyKey PostTrace ApiKey";
  const kept =
    "Mention Vote Reaction Disclosure UploadOwner CitationReview SourceProposal ProposalAcceptance ClaimDispute ClaimRating";
  // Others follow or have muted the member, and what others were told of names the former member.
  const ofOthers = ['"MemberFollow"."otherId"', '"Notice"."actorId"'];
  const named = [...erased.split(" "), ...kept.split(" ")].map((table) => `"${table}"."memberId"`).concat(ofOthers);
  const places = rows.map(({ place }) => place.replace(".", '."').concat('"').replace('"byId"', '"memberId"'));
  expect(places.toSorted()).toEqual(named.toSorted());
});
