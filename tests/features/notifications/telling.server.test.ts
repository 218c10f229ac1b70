/** Who is told of what: once, in order, by slices, and never what they muted or may not read. */
import { beforeEach, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { mergeSources, reviewCitation } from "~/features/citations/citations.server";
import { moderate } from "~/features/moderation/moderation.server";
import {
  chooseLevel,
  chooseStance,
  countUnread,
  keepChoices,
  markRead,
  markReadInThread,
  readChoices,
  readLevel,
  tellOfPost,
} from "~/features/notifications/notifications.server";
import { parseSearchAddress } from "~/features/search/search";
import { followSearch } from "~/features/search/search.server";
import { editPost } from "~/features/posts/posts.server";
import { changeRole } from "~/features/people/people.server";
import { correctSource, hideSource } from "~/features/sources/sources.server";
import { followTag } from "~/features/tags/tags.server";
import { databasePool, db } from "~/platform/db.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { useDatabase } from "../../support/database";
import { inboxOf } from "../../support/inbox";
import { aMember, aReply, aThread, type ThreadMade } from "../../support/factories";

useDatabase();

let author: Member;
let writer: Member;
let thread: ThreadMade;

beforeEach(async () => {
  author = await aMember();
  writer = await aMember();
  thread = await aThread({ author, body: "Blobs are half empty, and nobody pays for them." });
});

/** What a member finds in the inbox, the newest first, each as its kind and words. */
const saidTo = async (member: Member) => (await inboxOf(member)).map(({ kind, words }) => `${kind}: ${words}`);

/** Tells of a post as the job does, slice after slice. */
async function tell(postId: number, isNew = true) {
  for (let after: number | null = 0; after !== null; after = await tellOfPost({ postId, isNew, after }));
}

/** Runs the job of a new post, and those that tell members of it, in the order in which they were added. */
async function runPostJobs(postId: number) {
  await databasePool().query("delete from graphile_worker._private_jobs");
  await jobHandlers["post.changed"]({ postId, isNew: true });
  const next = () =>
    databasePool().query<{ name: "notices.tell" | "notices.searches"; payload: never }>(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where j.task_id = t.id and j.id = (select min(o.id) from graphile_worker._private_jobs o
         join graphile_worker._private_tasks k on k.id = o.task_id and k.identifier in ('notices.tell', 'notices.searches'))
       returning t.identifier as name, j.payload`,
    );
  for (let { rows } = await next(); rows[0]; { rows } = await next()) await jobHandlers[rows[0].name](rows[0].payload);
}

test("a post that answers, quotes and names at once is one notice, and its author is told nothing", async () => {
  const named = await aMember({ handle: "named-here" });
  const quote = `[quote=@${author.handle}, p:${thread.openingPostId}, r:1]\nBlobs are half empty\n[/quote]`;
  const post = await aReply({
    thread,
    author: writer,
    body: `${quote}\n\nWhat does @named-here think, @${author.handle}?`,
  });
  await tell(post.id);
  await tell(post.id);
  expect(await saidTo(author)).toEqual(["reply: answers your post 1, names you, and quotes it"]);
  expect(await saidTo(named)).toEqual(["mention: names you in post 2"]);
  expect(await saidTo(writer)).toEqual([]);
  expect(await countUnread(author)).toBe(1);
  await markReadInThread(author.id, thread.id, [1, 3]);
  expect(await countUnread(author)).toBe(1);
  await markReadInThread(author.id, thread.id, [2]);
  expect(await countUnread(author)).toBe(0);
});

test("followers of thread, tag and author are told, those who wrote there as well, and muting ends it", async () => {
  const [follower, normal, muted, ofTag, ofAuthor, mutes] = await Promise.all(
    Array.from({ length: 6 }, () => aMember()),
  );
  const [tag] = await db.tag.findMany({ where: { threads: { some: { threadId: thread.id } } } });
  const others = await aThread({ author: writer });
  await followTag({ by: ofTag!, tagId: tag!.id });
  await chooseStance(ofAuthor!, author.id, "follow");
  await chooseStance(mutes!, author.id, "mute");
  await followTag({ by: mutes!, tagId: tag!.id });
  await tell(thread.openingPostId);
  expect(await saidTo(ofTag!)).toEqual([`tag: starts a thread about ${tag!.name}`]);
  expect(await saidTo(ofAuthor!)).toEqual(["author: starts a thread"]);
  expect(await saidTo(mutes!)).toEqual([]);

  await chooseLevel(follower!, others.id, "follow");
  for (const member of [normal!, muted!]) await aReply({ thread: others, author: member });
  expect(await readLevel(normal!, others.id)).toBe("follow");
  await chooseLevel(normal!, others.id, "normal");
  await chooseLevel(muted!, others.id, "mute");
  const post = await aReply({ thread: others, author, body: `To @${normal!.handle} and @${muted!.handle}.` });
  await tell(post.id);
  expect(await saidTo(follower!)).toEqual(["thread: writes post 4"]);
  expect(await saidTo(normal!)).toEqual(["mention: names you in post 4"]);
  expect(await saidTo(muted!)).toEqual([]);
  expect(await saidTo(writer)).toEqual(["reply: answers your post 1"]);
});

test("what a member chose not to be told of isn't, and the choice is kept", async () => {
  const all = await readChoices(author);
  expect(all).toEqual({
    answers: "mail",
    threads: "digest",
    subjects: "inbox",
    authors: "inbox",
    searches: "inbox",
    numbers: "mail",
  });
  await keepChoices(author, { ...all, answers: "nothing" });
  await tell((await aReply({ thread, author: writer })).id);
  expect(await saidTo(author)).toEqual(["thread: writes post 2"]);
  await keepChoices(author, { ...all, answers: "nothing", threads: "nothing" });
  await tell((await aReply({ thread, author: writer })).id);
  expect(await saidTo(author)).toEqual(["thread: writes post 2"]);
  expect(await readChoices(author)).toEqual({ ...all, answers: "nothing", threads: "nothing" });
});

test("followed authors are told of in one's own threads too, where these are not told of", async () => {
  const all = await readChoices(author);
  await keepChoices(author, { ...all, threads: "nothing" });
  const first = await aReply({ thread, author: await aMember() });
  await tell((await aReply({ thread, author: writer, parentId: first.id })).id);
  expect(await saidTo(author)).toEqual([]);
  await chooseStance(author, writer.id, "follow");
  await tell((await aReply({ thread, author: writer, parentId: first.id })).id);
  expect(await saidTo(author)).toEqual(["author: writes post 4"]);
});

test("1,001 searches that find a post are told in three slices, each once, also where the jobs run again", async () => {
  await db.$executeRaw`insert into "Member" ("handle", "name") select 'seeker-' || n, 'Seeker ' || n from generate_series(1, 1001) n`;
  await db.$executeRaw`insert into "FollowedSearch" ("memberId", "address")
    select "id", 'q=axolotl' from "Member" where "handle" like 'seeker-%'`;
  const post = await aReply({ thread, author: writer, body: "An axolotl regrows its legs." });
  const told = () => db.noticePost.count({ where: { postId: post.id, notice: { kind: "followed_search" } } });
  const slices: number[] = [];
  await databasePool().query("delete from graphile_worker._private_jobs");
  for (let after: number | undefined = 0; after !== undefined;) {
    await Promise.all([1, 2].map(() => jobHandlers["notices.searches"]({ postId: post.id, after: after! })));
    slices.push(await told());
    const { rows } = await databasePool().query<{ after: number }>(
      "delete from graphile_worker._private_jobs returning (payload->>'after')::int as after",
    );
    after = rows[0]?.after;
  }
  expect(slices).toEqual([500, 1_000, 1_001]);
  // Otherwise each later post would tell a thousand members.
  await db.followedSearch.deleteMany();
});

test("a followed search tells nothing of muted threads and authors, and nothing where that was chosen", async () => {
  const address = parseSearchAddress(new URLSearchParams({ q: "axolotl" }))!;
  const [reader, mutesThread, mutesAuthor, toldNothing] = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const member = await aMember();
      await followSearch(member.id, address);
      return member;
    }),
  );
  await chooseLevel(mutesThread!, thread.id, "mute");
  await chooseStance(mutesAuthor!, writer.id, "mute");
  await keepChoices(toldNothing!, { ...(await readChoices(toldNothing!)), searches: "nothing" });
  const post = await aReply({ thread, author: writer, body: "An axolotl regrows its legs." });
  await runPostJobs(post.id);
  expect(await saidTo(reader!)).toEqual(["followed_search: axolotl"]);
  for (const member of [mutesThread!, mutesAuthor!, toldNothing!]) expect(await saidTo(member)).toEqual([]);
});

test("posts of a followed search that were read in their threads are gone from its notice, and the last reads it", async () => {
  const reader = await aMember();
  await followSearch(reader.id, parseSearchAddress(new URLSearchParams({ q: "axolotl" }))!);
  for (const body of ["An axolotl regrows its legs.", "No axolotl is older."]) {
    const { id } = await aReply({ thread, author: writer, body });
    await runPostJobs(id);
  }
  const shown = async () => (await inboxOf(reader)).flatMap(({ posts }) => posts.map(({ number }) => number));
  expect(await shown()).toEqual([3, 2]);
  await markReadInThread(reader.id, thread.id, [2]);
  expect(await shown()).toEqual([3]);
  expect(await countUnread(reader)).toBe(1);
  await markReadInThread(reader.id, thread.id, [3]);
  expect(await countUnread(reader)).toBe(0);
});

test("a post that a followed search finds too is one notice, which the search adds nothing to", async () => {
  await followSearch(author.id, parseSearchAddress(new URLSearchParams({ q: "axolotl" }))!);
  const post = await aReply({ thread, author: writer, body: "An axolotl regrows its legs." });
  await runPostJobs(post.id);
  expect(await saidTo(author)).toEqual(["reply: answers your post 1"]);
  // No notice of the search was there for a moment, which a browser would have been sent.
  expect(await db.notice.count({ where: { memberId: author.id } })).toBe(1);
  expect(await countUnread(author)).toBe(1);
});

test("a post that a followed search found before an edit named its reader is one notice", async () => {
  const reader = await aMember({ handle: "reads-axolotls" });
  await followSearch(reader.id, parseSearchAddress(new URLSearchParams({ q: "axolotl" }))!);
  const post = await aReply({ thread, author: writer, body: "An axolotl regrows its legs." });
  await runPostJobs(post.id);
  expect(await saidTo(reader)).toEqual(["followed_search: axolotl"]);
  const body = "An axolotl regrows its legs, @reads-axolotls.";
  await editPost({ by: writer, postId: post.id, body, reason: "", version: 1 });
  await tell(post.id, false);
  expect(await saidTo(reader)).toEqual(["mention: names you in post 2"]);
  expect(await countUnread(reader)).toBe(1);
});

test("all notices of a filter are marked read, and no others", async () => {
  const reader = await aMember();
  const first = await aReply({ thread, author: reader });
  await tell((await aReply({ thread, author: writer, parentId: first.id })).id);
  await tell((await aReply({ thread, author: writer, body: `Ask @${reader.handle}.` })).id);
  await tell((await aReply({ thread, author: writer })).id);
  await markRead(reader.id, "all", "mentions");
  const unread = (await inboxOf(reader)).filter(({ isUnread }) => isUnread);
  expect(unread.map(({ kind }) => kind)).toEqual(["thread", "reply"]);
  await markRead(reader.id, "all", "unread");
  expect(await countUnread(reader)).toBe(0);
});

test("an edit tells those whom it names first, once, and those whose quote it changed", async () => {
  const named = await aMember({ handle: "named-later" });
  const post = await aReply({ thread, author: writer, body: "Fees fell to a tenth within a year." });
  await tell(post.id);
  const quoter = await aMember();
  await aReply({
    thread,
    author: quoter,
    body: `[quote=@${writer.handle}, p:${post.id}, r:1]\nFees fell to a tenth\n[/quote]\n\nDid they?`,
  });
  await editPost({ by: writer, postId: post.id, body: "Fees fell by half. Ask @named-later.", reason: "", version: 1 });
  await tell(post.id, false);
  await tell(post.id, false);
  expect(await saidTo(named)).toEqual(["mention: names you in post 2"]);
  expect(await saidTo(author)).toEqual(["reply: answers your post 1"]);
  await jobHandlers["notices.correct"]({ postId: post.id, after: 0 });
  await jobHandlers["notices.correct"]({ postId: post.id, after: 0 });
  expect(await saidTo(quoter)).toEqual(["correction: changed what you quoted of post 2"]);
});

test("an edit that names a member whom the post told of something weaker makes that notice a mention, new and once", async () => {
  const mira = await aMember({ handle: "mira-here" });
  await db.member.update({ where: { id: mira.id }, data: { emailVerifiedAt: new Date() } });
  await aReply({ thread, author: mira });
  const post = await aReply({ thread, author: writer, body: "Fees fell to a tenth within a year." });
  await tell(post.id);
  expect(await saidTo(mira)).toEqual(["thread: writes post 3"]);
  await markRead(mira.id, "all");
  await db.dueLetter.deleteMany();

  const body = `Fees fell by half. Ask @mira-here and @${author.handle}.`;
  await editPost({ by: writer, postId: post.id, body, reason: "", version: 1 });
  await Promise.all([tell(post.id, false), tell(post.id, false)]);
  expect(await saidTo(mira)).toEqual(["mention: names you in post 3"]);
  expect(await countUnread(mira)).toBe(1);
  expect(await db.dueLetter.count({ where: { memberId: mira.id } })).toBe(1);
  // A reply is told of as strongly.
  expect(await saidTo(author)).toEqual(["reply: answers your post 1"]);

  await markRead(mira.id, "all");
  await tell(post.id, false);
  expect(await countUnread(mira)).toBe(0);
});

test("a hidden post tells nobody, its notices disappear, and its author reads what the moderator did", async () => {
  const moderator = await aMember({ role: "moderator" });
  const post = await aReply({ thread, author: writer });
  await tell(post.id);
  expect(await countUnread(author)).toBe(1);
  const reason = "It is not about scaling.";
  await moderate({ by: moderator, kind: "hide_post", target: post.id, reason });
  const action = await db.modAction.findFirstOrThrow({ where: { postId: post.id } });
  await jobHandlers["notices.act"]({ actionId: action.id });
  await jobHandlers["notices.act"]({ actionId: action.id });
  expect(await countUnread(author)).toBe(0);
  expect(await saidTo(author)).toEqual([]);
  expect(await saidTo(writer)).toEqual([`moderation: hid your post 2: ${reason}`]);
  const later = await aReply({ thread, author: writer });
  await moderate({ by: moderator, kind: "hide_post", target: later.id, reason });
  await tell(later.id);
  expect(await db.notice.count({ where: { event: `post:${later.id}` } })).toBe(0);
});

test("a post from before, as the demonstration's and those taken over are, tells nobody", async () => {
  const post = await aReply({ thread, author: writer });
  await db.post.update({ where: { id: post.id }, data: { createdAt: new Date(Date.now() - 8 * 24 * 3_600_000) } });
  await tell(post.id);
  expect(await saidTo(author)).toEqual([]);
});

test("1,200 followers are told in three slices, each once, also where two jobs run at once", async () => {
  await db.$executeRaw`insert into "Member" ("handle", "name") select 'crowd-' || n, 'Crowd ' || n from generate_series(1, 1200) n`;
  await db.$executeRaw`insert into "ThreadFollow" ("memberId", "threadId", "level")
    select "id", ${thread.id}, 'follow' from "Member" where "handle" like 'crowd-%'`;
  const post = await aReply({ thread, author: writer });
  const queued = await databasePool().query("select 1 from graphile_worker.jobs where task_identifier = 'posts.tell'");
  expect(queued.rows.length).toBeGreaterThan(0);
  await Promise.all([tell(post.id), tell(post.id)]);
  expect(await db.notice.count({ where: { event: `post:${post.id}` } })).toBe(1_201);
  expect(await db.noticePost.count({ where: { postId: post.id } })).toBe(1_201);
});

test("an author's mentions reach thirty members an hour, and ten a post", async () => {
  const crowd = await Promise.all(Array.from({ length: 12 }, () => aMember()));
  const names = crowd.map(({ handle }) => `@${handle}`).join(" ");
  for (let index = 0; index < 4; index++)
    await tell((await aReply({ thread, author: writer, body: `${index}: ${names}` })).id);
  expect(await db.notice.count({ where: { kind: "mention", actorId: writer.id } })).toBe(30);
});

test("a post's mentions reach ten members, all its revisions together", async () => {
  const crowd = await Promise.all(Array.from({ length: 16 }, () => aMember()));
  const names = crowd.map(({ handle }) => `@${handle}`);
  const post = await aReply({ thread, author: writer, body: `Ask ${names.slice(0, 8).join(" ")}.` });
  await tell(post.id);
  const body = `Ask ${names.slice(8).join(" ")}.`;
  expect(await editPost({ by: writer, postId: post.id, body, reason: "", version: 1 })).toEqual({ ok: true });
  await tell(post.id, false);
  await tell(post.id, false);
  expect(await db.notice.count({ where: { event: `post:${post.id}`, kind: "mention" } })).toBe(10);
});

test("who cites a source hears when a post disputes it, and when its page is found dead", async () => {
  const [citing, quiet] = await Promise.all([aMember(), aMember()]);
  for (const member of [citing, quiet])
    await aReply({ thread: await aThread({ author }), author: member, body: cites("blob-notes") });
  await keepChoices(quiet, { ...(await readChoices(quiet)), numbers: "nothing" });
  const disputing = await aReply({ thread, author: writer, body: cites("blob-notes", "disputes:") });
  await tell(disputing.id);
  const source = await db.source.findFirstOrThrow({ where: { citations: { some: { postId: disputing.id } } } });
  expect(await saidTo(citing)).toEqual([`dispute: disputes “${source.title}”, which you cite in post 2`]);

  await deadAs(writer, source.id, "dead");
  await runSourceJobs();
  await runSourceJobs();
  expect(await saidTo(citing)).toEqual([
    `source: found “${source.title}” dead, which your post 2 cites`,
    `dispute: disputes “${source.title}”, which you cite in post 2`,
  ]);
  expect(await saidTo(quiet)).toEqual([]);
  // Who found it knows it.
  expect(await saidTo(writer)).toEqual([]);
  await deadAs(citing, source.id, "ok");
  expect(await runSourceJobs()).toBe(1);
});

test("the title of a source that moderators hide is in no notice any more", async () => {
  const citing = await aMember();
  const { id, title } = await sourceOf((await aReply({ thread, author: citing, body: cites("to-be-hidden") })).id);
  const disputing = await aReply({ thread, author: writer, body: cites("to-be-hidden", "disputes:") });
  await tell(disputing.id);
  await deadAs(writer, id, "dead");
  await runSourceJobs();
  expect((await saidTo(citing)).filter((words) => words.includes(title))).toHaveLength(2);
  const by = await aMember({ role: "moderator" });
  expect(await hideSource({ id, by, reason: "An insult.", isHidden: true })).toEqual({ ok: true });
  await jobHandlers["source.changed"]({ sourceId: id });
  expect(await saidTo(citing)).toEqual([
    "source: found a source that was removed dead, which your post 2 cites",
    "dispute: disputes a source that was removed, which you cite in post 3",
  ]);
});

const cites = (key: string, stance = "") =>
  `Fees fell[^${stance}a].\n\n[^a]: Notes of ${key}, https://example.org/${key}`;
const sourceOf = (postId: number) => db.source.findFirstOrThrow({ where: { citations: { some: { postId } } } });

test("a source that dies twice within a month is told of once", async () => {
  const citing = await aMember();
  const { id } = await sourceOf((await aReply({ thread, author: citing, body: cites("twice-dead") })).id);
  for (const status of ["dead", "ok", "dead"] as const) {
    await deadAs(writer, id, status);
    await runSourceJobs();
  }
  expect(await saidTo(citing)).toHaveLength(1);
});

test("who cites a source hears of it when it is merged into a dead one, and who heard of that does not", async () => {
  const [citing, knowing] = [await aMember(), await aMember()];
  const from = await sourceOf((await aReply({ thread, author: citing, body: cites("a-copy") })).id);
  const into = await sourceOf((await aReply({ thread, author: knowing, body: cites("the-original") })).id);
  await deadAs(writer, into.id, "dead");
  await runSourceJobs();
  await databasePool().query("delete from graphile_worker._private_jobs");
  const by = await aMember({ role: "moderator" });
  expect(await mergeSources({ fromId: from.id, intoId: into.id, reason: "The same page.", by })).toMatchObject({
    ok: true,
  });
  await runSourceJobs();
  expect(await saidTo(citing)).toEqual([`source: says that your post 2 cites “${into.title}”, which is dead`]);
  expect(await saidTo(knowing)).toEqual([`source: found “${into.title}” dead, which your post 3 cites`]);
});

test("an edit that begins to dispute a source tells those who cite it, also where it told them of the post before", async () => {
  const [citing, follower] = [await aMember(), await aMember()];
  for (const author of [citing, follower])
    await aReply({ thread: await aThread({ author: writer }), author, body: cites("disputed-later") });
  await chooseLevel(follower, thread.id, "follow");
  const post = await aReply({ thread, author: writer, body: cites("disputed-later") });
  await tell(post.id);
  expect(await saidTo(citing)).toEqual([]);
  const body = cites("disputed-later", "disputes:");
  await editPost({ by: writer, postId: post.id, body, reason: "", version: 1 });
  await tell(post.id, false);
  await tell(post.id, false);
  const { title } = await sourceOf(post.id);
  const said = `dispute: disputes “${title}”, which you cite in post 2`;
  expect(await saidTo(citing)).toEqual([said]);
  expect(await saidTo(follower)).toEqual([said]);
});

test("whose citation two members did not find in its source hears of it once, unless they want nothing of it", async () => {
  const [citing, quiet] = [await aMember(), await aMember()];
  await keepChoices(quiet, { ...(await readChoices(quiet)), numbers: "nothing" });
  const [one, other, third] = [writer, await aMember(), await aMember()];
  const review = async (author: Member) => {
    const post = await aReply({ thread, author, body: cites("not-in-it") });
    const { id } = await db.citation.findFirstOrThrow({ where: { postId: post.id } });
    return async (by: Member, verdict: "not_in_source" | "says_it") => {
      expect(await reviewCitation({ citationId: id, by, verdict, comment: "" })).toMatchObject({ ok: true });
      const { rows } = await databasePool().query<{ key: string }>(
        "select key from graphile_worker.jobs where task_identifier = 'notices.review'",
      );
      if (rows.some(({ key }) => key.includes(`${id}`))) await jobHandlers["notices.review"]({ citationId: id });
    };
  };
  const ofCiting = await review(citing);
  await ofCiting(one, "not_in_source");
  await ofCiting(other, "says_it");
  expect(await saidTo(citing)).toEqual([]);
  await ofCiting(other, "not_in_source");
  await ofCiting(third, "not_in_source");
  const { title } = await db.source.findFirstOrThrow({ where: { url: "https://example.org/not-in-it" } });
  expect(await saidTo(citing)).toEqual([`source: and others did not find in “${title}” what your post 2 cites it for`]);
  const ofQuiet = await review(quiet);
  for (const by of [one, other]) await ofQuiet(by, "not_in_source");
  expect(await saidTo(quiet)).toEqual([]);
});

async function deadAs(by: Member, id: number, status: "dead" | "ok") {
  const source = await db.source.findUniqueOrThrow({
    where: { id },
    include: { revisions: { orderBy: { id: "desc" } } },
  });
  const form = {
    title: source.title,
    kind: source.kind,
    status,
    authors: [],
    container: "",
    publisher: "",
    issued: "",
    archivedUrl: "",
    reason: "",
    revision: source.revisions[0]?.id ?? 0,
  };
  expect(await correctSource({ id, by, form })).toEqual({ ok: true });
}

/** Runs the queued jobs about sources, which stay queued; says how many there are. */
async function runSourceJobs(): Promise<number> {
  const { rows } = await databasePool().query<{ payload: { revisionId: number; after: number } }>(
    "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'notices.source'",
  );
  for (const { payload } of rows) await jobHandlers["notices.source"](payload);
  return rows.length;
}

test("a member hears of a new role from the one who gave it", async () => {
  const admin = await aMember({ role: "admin" });
  const member = await aMember();
  await changeRole({ by: admin, memberId: member.id, role: "moderator", reason: "Helps a lot." });
  expect(await saidTo(member)).toEqual(["role: made you a moderator: Helps a lot."]);
  expect(await saidTo(admin)).toEqual([]);
});
