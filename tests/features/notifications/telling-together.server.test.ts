/** Posts that are written in a thread within a moment: their members are told of all of them together. */
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { chooseLevel, chooseStance, keepChoices, readChoices } from "~/features/notifications/notifications.server";
import { parseSearchAddress } from "~/features/search/search";
import { followSearch } from "~/features/search/search.server";
import { listUntold } from "~/features/posts/posts.server";
import { databasePool, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { useDatabase } from "../../support/database";
import { inboxOf } from "../../support/inbox";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

let author: Member;
let thread: ThreadMade;

beforeEach(async () => {
  author = await aMember();
  thread = await aThread({ author, body: "Blobs are half empty, and nobody pays for them." });
  await jobHandlers["posts.tell"]({ threadId: thread.id });
  await databasePool().query("delete from graphile_worker._private_jobs");
});

/** What a member finds in the inbox, each as its kind and words, sorted. */
const saidTo = async (member: Member) =>
  (await inboxOf(member)).map(({ kind, words }) => `${kind}: ${words}`).toSorted();

const waiting = async () => {
  const { rows } = await databasePool().query<{ name: string; seconds: number }>(
    `select task_identifier as name, extract(epoch from run_at - created_at)::int as seconds from graphile_worker.jobs
     where task_identifier in ('posts.tell', 'posts.index', 'post.changed') order by 1`,
  );
  return rows;
};

async function aFollower(): Promise<Member> {
  const member = await aMember();
  await chooseLevel(member, thread.id, "follow");
  return member;
}

test("a search engine beside the database hears of a reply at once", async () => {
  Object.assign(env(), { MEILI_URL: "http://127.0.0.1:2" });
  onTestFinished(() => void Object.assign(env(), { MEILI_URL: undefined }));
  await aReply({ thread, author: await aMember() });
  expect(await waiting()).toEqual([
    { name: "posts.index", seconds: 0 },
    { name: "posts.tell", seconds: 1 },
  ]);
  await jobHandlers["posts.index"]({ threadId: thread.id });
  const { rows } = await databasePool().query(
    "select 1 from graphile_worker.jobs where task_identifier = 'search.follow'",
  );
  expect(rows).toHaveLength(1);
});

test("three replies wait in one job, a second after the first, and are told of and learned together", async () => {
  const follower = await aFollower();
  const [one, two] = [await aMember(), await aMember()];
  await aReply({ thread, author: one, body: "An axolotl regrows its legs." });
  await aReply({ thread, author: two, body: "Another axolotl." });
  await aReply({ thread, author: one, body: "A third one." });
  expect(await waiting()).toEqual([{ name: "posts.tell", seconds: 1 }]);

  await jobHandlers["posts.tell"]({ threadId: thread.id });
  expect(await saidTo(author)).toEqual([
    "reply: answers your post 1",
    "reply: answers your post 1",
    "reply: answers your post 1",
  ]);
  expect(await saidTo(follower)).toEqual(["thread: writes post 2", "thread: writes post 3", "thread: writes post 4"]);
  // Who writes in a thread hears of what others write there, and not of their own.
  expect(await saidTo(one)).toEqual(["thread: writes post 3"]);
  expect(await db.searchWord.findUnique({ where: { word: "axolotl" }, select: { frequency: true } })).toEqual({
    frequency: 2,
  });
  expect(await listUntold(thread.id)).toEqual({ postIds: [], areMore: false });
});

test("posts told of together respect what each member has muted, chosen and hidden", async () => {
  const [ofThread, ofAuthor, ofKind, all] = [
    await aFollower(),
    await aFollower(),
    await aFollower(),
    await aFollower(),
  ];
  const [one, two, gone] = [await aMember(), await aMember(), await aMember()];
  await chooseLevel(ofThread, thread.id, "mute");
  await chooseStance(ofAuthor, one.id, "mute");
  await keepChoices(ofKind, { ...(await readChoices(ofKind)), threads: "nothing" });
  await aReply({ thread, author: one });
  await aReply({ thread, author: two });
  const hidden = await aReply({ thread, author: gone });
  await db.post.update({ where: { id: hidden.id }, data: { status: "hidden" } });

  await jobHandlers["posts.tell"]({ threadId: thread.id });
  expect(await saidTo(ofThread)).toEqual([]);
  expect(await saidTo(ofAuthor)).toEqual(["thread: writes post 3"]);
  expect(await saidTo(ofKind)).toEqual([]);
  expect(await saidTo(all)).toEqual(["thread: writes post 2", "thread: writes post 3"]);
});

test("a post among them that names and one that quotes tell so, and each member of each post once", async () => {
  const [follower, writer] = [await aFollower(), await aMember()];
  await aReply({ thread, author: writer, body: "Plain." });
  await aReply({ thread, author: writer, body: `What does @${follower.handle} think?` });
  const quote = `[quote=@${author.handle}, p:${thread.openingPostId}, r:1]\nBlobs are half empty\n[/quote]`;
  await aReply({ thread, author: writer, body: `${quote}\n\nNo.` });
  await Promise.all([1, 2].map(() => jobHandlers["posts.tell"]({ threadId: thread.id })));
  expect(await saidTo(follower)).toEqual([
    "mention: names you in post 3",
    "thread: writes post 2",
    "thread: writes post 4",
  ]);
  expect(await saidTo(author)).toEqual([
    "reply: answers your post 1",
    "reply: answers your post 1",
    "reply: answers your post 1, and quotes it",
  ]);
});

test("1,200 followers of a thread are told of three posts in slices, and who follows a search at last", async () => {
  await db.$executeRaw`insert into "Member" ("handle", "name") select 'crowd-' || n, 'Crowd ' || n from generate_series(1, 1200) n`;
  await db.$executeRaw`insert into "ThreadFollow" ("memberId", "threadId", "level")
    select "id", ${thread.id}, 'follow' from "Member" where "handle" like 'crowd-%'`;
  const [reader, writer] = [await aMember(), await aMember()];
  const address = parseSearchAddress(new URLSearchParams({ q: "axolotl" }))!;
  expect(await followSearch(reader.id, address)).toEqual({ ok: true });
  for (const body of ["An axolotl.", "A salamander.", "No axolotl."]) await aReply({ thread, author: writer, body });

  await jobHandlers["posts.tell"]({ threadId: thread.id });
  const next = async () => {
    const { rows } = await databasePool().query<{ payload: { postIds: number[]; after: number } }>(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = 'notices.tell-all' returning j.payload`,
    );
    return rows[0]?.payload;
  };
  let slices = 1;
  for (let payload = await next(); payload; payload = await next()) {
    expect(await db.notice.count({ where: { memberId: reader.id } })).toBe(0);
    await jobHandlers["notices.tell-all"](payload);
    slices += 1;
  }
  expect(slices).toBe(3);
  expect(await db.notice.count({ where: { kind: "thread", threadId: thread.id } })).toBe(3_600);
  expect(await db.noticePost.count({ where: { notice: { kind: "thread", threadId: thread.id } } })).toBe(3_600);
  expect(await db.noticePost.count({ where: { notice: { memberId: reader.id, kind: "followed_search" } } })).toBe(2);
});

test("more posts than one job takes are told of by the next", async () => {
  const writer = await aMember();
  for (let number = 0; number < 23; number++) await aReply({ thread, author: writer, body: `Number ${number}.` });
  await databasePool().query("delete from graphile_worker._private_jobs");
  await jobHandlers["posts.tell"]({ threadId: thread.id });
  expect((await saidTo(author)).length).toBe(20);
  expect((await waiting()).map(({ name }) => name)).toEqual(["posts.tell"]);
  await jobHandlers["posts.tell"]({ threadId: thread.id });
  expect((await saidTo(author)).length).toBe(23);
});

test("who is told of several posts together has one letter due, and so has who follows two searches", async () => {
  const seeker = await aMember();
  const told = { memberId: { in: [author.id, seeker.id] } };
  await db.member.updateMany({ where: { id: told.memberId }, data: { emailVerifiedAt: new Date() } });
  await keepChoices(seeker, { ...(await readChoices(seeker)), searches: "mail" });
  for (const q of ["quokka", "numbat"])
    expect(await followSearch(seeker.id, parseSearchAddress(new URLSearchParams({ q }))!)).toEqual({ ok: true });
  const writer = await aMember();
  for (const body of ["A quokka beside a numbat.", "Another quokka."]) await aReply({ thread, author: writer, body });
  await jobHandlers["posts.tell"]({ threadId: thread.id });
  expect(await db.notice.count({ where: { memberId: author.id } })).toBe(2);
  expect(await db.notice.count({ where: { memberId: seeker.id, kind: "followed_search" } })).toBe(2);
  expect((await db.dueLetter.findMany({ where: told })).map(({ memberId }) => memberId).toSorted()).toEqual(
    [author.id, seeker.id].toSorted(),
  );
});
