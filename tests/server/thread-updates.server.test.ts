/** What a thread's open pages are told, in which order, and that nothing of it is lost, or not for everybody to know. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { confirmTrouble } from "~/features/claims/claims.server";
import { moderate } from "~/features/moderation/moderation.server";
import { editPost } from "~/features/posts/posts.server";
import { castVote, listSignals, react } from "~/features/signals/signals.server";
import { announceUpdate, listMissedUpdates, sweepUpdates } from "~/features/threads/threads.server";
import { databasePool, db, inTransaction } from "~/platform/db.server";
import { closeLive, openLive } from "~/platform/live.server";
import { openStreams, serveStream } from "../../app/server/event-streams.server";
import { jobHandlers } from "../../app/server/job-handlers.server";
import { useDatabase } from "../support/database";
import { aMember, aReply, aThread, type ThreadMade } from "../support/factories";
import { dailyTps } from "../support/series";

const database = useDatabase();
let server: Server;
let member: Member;

beforeAll(async () => {
  openLive(database.url, listMissedUpdates);
  const app = express();
  app.get("/live", (request, response) => serveStream(request, response, "127.0.0.1"));
  server = createServer(app);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  member = await aMember();
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await closeLive();
});

type Heard = { id: string; event: string; data: Record<string, unknown> };

/** A reader of these threads. */
class Reader {
  readonly heard: Heard[] = [];
  text = "";
  readonly #stop = new AbortController();

  async open(query: string, headers: Record<string, string> = {}) {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/live?${query}`, { headers, signal: this.#stop.signal });
    void this.#read(answer.body!.pipeThrough(new TextDecoderStream()).getReader()).catch(() => {});
    await expect.poll(() => this.text).toContain(": listening");
    return this;
  }

  async #read(reader: ReadableStreamDefaultReader<string>) {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.text += part.value;
      this.heard.splice(0, this.heard.length, ...eventsIn(this.text));
    }
  }

  /** Waits for so many events, and answers with kind and id of each. */
  async kinds(count: number) {
    await expect.poll(() => this.heard.length).toBeGreaterThanOrEqual(count);
    return this.heard.map(({ event, id }) => `${event} ${id}`);
  }

  close() {
    this.#stop.abort();
  }
}

/** Each event once by its id, as pages take them: one that is read for a reader may come by NOTIFY, too. */
function eventsIn(text: string): Heard[] {
  const all = text
    .split("\n\n")
    .slice(0, -1)
    .flatMap((block) => {
      const [, id = ""] = /^id: (.*)$/m.exec(block) ?? [];
      const [, event] = /^event: (.*)$/m.exec(block) ?? [];
      const [, data] = /^data: (.*)$/m.exec(block) ?? [];
      return event ? [{ id, event, data: JSON.parse(data!) as Record<string, unknown> }] : [];
    });
  return all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
}

const readers: Reader[] = [];
async function listen(query: string, headers?: Record<string, string>) {
  const reader = await new Reader().open(query, headers);
  readers.push(reader);
  return reader;
}
afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close();
  await expect.poll(openStreams).toBe(0);
});

let thread: ThreadMade;
beforeEach(async () => {
  thread = await aThread({ author: member, body: "Base runs at [142 TPS](metric:base/tps)." });
});
const topic = () => `topics=thread:${thread.id}`;
const ids = (...events: string[]) => events.map((event, index) => `${event} ${thread.id}:${index + 1}`);
const edit = (post: { id: number }, version = 1) =>
  editPost({ by: member, postId: post.id, body: `Edited, ${version}.`, reason: "", version });

test("replies, edits and totals of votes come in the order of their commits, each with thread and sequence as its id", async () => {
  const reader = await listen(`${topic()}&after=${thread.id}:0`);
  const reply = await aReply({ thread, author: member });
  await edit(reply);
  const voters = await Promise.all(Array.from({ length: 6 }, () => aMember()));
  await Promise.all(
    voters.flatMap((voter) => [
      castVote({ member: voter, postId: thread.openingPostId, axis: "worth", value: 2 }),
      castVote({ member: voter, postId: reply.id, axis: "agree", value: -1 }),
      react({ member: voter, postId: reply.id, kind: "crux", value: true }),
    ]),
  );
  // However many voted, one job is due, five seconds after the first of them.
  const jobs = await databasePool().query<{ seconds: number }>(
    `select extract(epoch from run_at - created_at)::float as seconds from graphile_worker.jobs
     where task_identifier = 'counts.tell' and key like $1`,
    [`%{"threadId":${thread.id}}`],
  );
  expect(jobs.rows).toEqual([{ seconds: expect.closeTo(5, 0) }]);
  await jobHandlers["counts.tell"]({ threadId: thread.id });
  // Nothing has moved since: nothing is told.
  await jobHandlers["counts.tell"]({ threadId: thread.id });
  expect(await reader.kinds(3)).toEqual(ids("post", "edit", "vote"));
  expect(reader.heard.map(({ data }) => data)).toEqual([
    { topic: `thread:${thread.id}`, sequence: 1, number: 2 },
    { topic: `thread:${thread.id}`, sequence: 2, number: 2, revision: 2 },
    {
      topic: `thread:${thread.id}`,
      sequence: 3,
      posts: [
        { number: 1, worth: 12, agree: 0, disagree: 0, reactions: {} },
        { number: 2, worth: 0, agree: 0, disagree: 6, reactions: { crux: 6 } },
      ],
    },
  ]);
});

test("fifty updates at once have sequences without gaps, in the order in which they are told", async () => {
  const reader = await listen(`${topic()}&after=${thread.id}:0`);
  const verdict = { kind: "verdict", data: { number: 1 } } as const;
  await Promise.all([
    ...Array.from({ length: 5 }, () => aReply({ thread, author: member })),
    ...Array.from({ length: 45 }, () => inTransaction((tx) => announceUpdate(tx, thread.id, verdict))),
  ]);
  await reader.kinds(50);
  expect(reader.heard.map(({ data }) => data["sequence"])).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test("what was missed is sent first, from the query or from the browser's own header, whichever is further", async () => {
  for (let time = 0; time < 4; time++) await aReply({ thread, author: member });
  const other = await aThread({ author: member });
  await aReply({ thread: other, author: member });
  const after = await listen(`${topic()}&after=${thread.id}:2`);
  const again = await listen(`${topic()},thread:${other.id}&after=${thread.id}:1,${other.id}:0`, {
    "Last-Event-ID": `${thread.id}:3`,
  });
  const [newer, bogus] = [await listen(`${topic()}&after=${thread.id}:9`), await listen(`${topic()}&after=x,1:2,-3:4`)];
  await aReply({ thread, author: member });
  const own = ids("post", "post", "post", "post", "post");
  expect(await after.kinds(3)).toEqual(own.slice(2));
  expect((await again.kinds(3)).toSorted()).toEqual([...own.slice(3), `post ${other.id}:1`].toSorted());
  expect([await newer.kinds(1), await bogus.kinds(1)]).toEqual([own.slice(4), own.slice(4)]);
});

test("a reader who was away for longer than things are kept is told that there is a gap, and where it ends", async () => {
  await aReply({ thread, author: member });
  await aReply({ thread, author: member });
  await db.threadUpdate.updateMany({
    where: { threadId: thread.id, sequence: 1 },
    data: { at: new Date(Date.now() - 3_700_000) },
  });
  await sweepUpdates();
  expect(await db.threadUpdate.count({ where: { threadId: thread.id } })).toBe(1);
  const [away, here] = [
    await listen(`${topic()}&after=${thread.id}:0`),
    await listen(`${topic()}&after=${thread.id}:1`),
  ];
  expect(await away.kinds(1)).toEqual([`gap ${thread.id}:2`]);
  expect(await here.kinds(1)).toEqual([`post ${thread.id}:2`]);
});

test("what is written while the process's connection is broken is read when it listens again", async () => {
  const [one, two] = [await listen(`${topic()}&after=${thread.id}:0`), await listen(`${topic()}&after=${thread.id}:0`)];
  await aReply({ thread, author: member });
  await one.kinds(1);
  const cut = () =>
    databasePool().query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'counterproof-live' and datname = current_database()",
    );
  await cut();
  for (let time = 0; time < 3; time++) await aReply({ thread, author: member });
  for (const reader of [one, two]) {
    expect(await reader.kinds(4)).toEqual(ids("post", "post", "post", "post"));
  }
  await aReply({ thread, author: member });
  expect((await one.kinds(5)).at(-1)).toBe(`post ${thread.id}:5`);
});

test("open lists and series, of which nothing is kept, hear that something was missed while the connection was broken", async () => {
  const reader = await listen(`topics=threads,metric:base/tps,thread:${thread.id}&after=${thread.id}:0`);
  await databasePool().query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'counterproof-live' and datname = current_database()",
  );
  await aReply({ thread, author: member });
  await expect.poll(() => reader.text).toContain(`event: post`);
  await expect.poll(() => reader.text).toContain(`event: missed\ndata: {"topic":"threads"}`);
  expect(reader.text).toContain(`event: missed\ndata: {"topic":"metric:base/tps"}`);
  expect(reader.text).not.toContain(`event: missed\ndata: {"topic":"thread:`);
});

test("nothing is told of hidden posts and threads, neither at once nor later, and never who voted", async () => {
  const moderator = await aMember({ role: "moderator" });
  const secret = await aMember({ handle: "told-to-nobody", name: "Told To Nobody" });
  // The process hears of a commit a moment later; what it passes on before a moderator hides the post is no leak.
  const witness = await listen(topic());
  const post = await aReply({ thread, author: member, body: "The marker word is xylophage." });
  await witness.kinds(1);
  await castVote({ member: secret, postId: post.id, axis: "worth", value: 1 });
  await react({ member: secret, postId: thread.openingPostId, kind: "off-topic", value: true });
  const reason = "It is not about scaling at all.";
  await moderate({ by: moderator, kind: "hide_post", target: post.id, reason });
  await jobHandlers["counts.tell"]({ threadId: thread.id });
  const later = await listen(`${topic()}&after=${thread.id}:0`);
  expect(await later.kinds(1)).toEqual([`vote ${thread.id}:2`]);
  expect(later.heard[0]!.data["posts"]).toMatchObject([{ number: 1, reactions: { "off-topic": 1 } }]);
  expect(later.text).not.toMatch(/xylophage|told|nobody/i);

  const other = await aThread({ author: member });
  const witnessOfOther = await listen(`topics=thread:${other.id}`);
  const reply = await aReply({ thread: other, author: member });
  await witnessOfOther.kinds(1);
  await moderate({ by: moderator, kind: "hide_post", target: other.openingPostId, reason });
  await aReply({ thread: other, author: moderator }).catch(() => {});
  await edit(reply);
  expect((await db.thread.findUniqueOrThrow({ where: { id: other.id } })).lastUpdate).toBe(1);
  const ofHidden = await listen(`topics=thread:${other.id}&after=${other.id}:0`);
  await edit(await aReply({ thread, author: member }));
  await later.kinds(3);
  expect(ofHidden.heard).toEqual([]);
});

test("an open list hears of posts and new threads, and of nothing that not everybody may read", async () => {
  const hidden = await aThread({ author: member });
  await db.thread.update({ where: { id: hidden.id }, data: { status: "hidden" } });
  const list = await listen("topics=threads");
  const moderator = await aMember({ role: "moderator" });
  await aReply({ thread: hidden, author: moderator });
  const reply = await aReply({ thread, author: member });
  await edit(reply);
  const opened = await aThread({ author: member });
  await expect.poll(() => list.text).toContain(`"thread":${opened.id},"number":1`);
  const told = [...list.text.matchAll(/^event: news\ndata: (.*)$/gm)].map(([, data]) => JSON.parse(data!) as object);
  expect(told).toEqual([
    { topic: "threads", thread: thread.id, number: 2 },
    { topic: "threads", thread: opened.id, number: 1 },
  ]);
  expect(list.text).not.toContain("id: ");
});

test("a finding is told when everybody may know it, and then a reader who had agreed before sees that numbers moved", async () => {
  const reader = await listen(`${topic()}&after=${thread.id}:0`);
  const claim = await db.claim.findFirstOrThrow({ where: { threadId: thread.id } });
  const voter = await aMember();
  await castVote({ member: voter, postId: thread.openingPostId, axis: "agree", value: 1 });
  const own = async () =>
    (await listSignals(voter, [{ id: thread.openingPostId, revision: 1 }]))[thread.openingPostId]!.since;
  await dailyTps("base", [10, 10, 10, 10, 10, 10, 10]);
  await jobHandlers["claims.judge"]({ threadId: thread.id });
  expect(await db.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({ status: "off" });
  // Its author's alone: no event, no sign beside the vote.
  await jobHandlers["claims.tell-public"]({ claimId: claim.id });
  expect((await db.thread.findUniqueOrThrow({ where: { id: thread.id } })).lastUpdate).toBe(0);
  expect(await own()).toEqual({ isEdited: false, isMoved: false });
  const due = await databasePool().query(
    "select 1 from graphile_worker.jobs where task_identifier = 'claims.tell-public' and run_at > now() + interval '23 hours'",
  );
  expect(due.rows).toHaveLength(1);

  await db.claim.update({ where: { id: claim.id }, data: { troubledAt: new Date(Date.now() - 24 * 3_600_000) } });
  await jobHandlers["claims.tell-public"]({ claimId: claim.id });
  expect(await reader.kinds(1)).toEqual([`verdict ${thread.id}:1`]);
  expect(await own()).toEqual({ isEdited: false, isMoved: true });
  await db.claim.update({ where: { id: claim.id }, data: { troubledAt: new Date() } });
  expect(await own()).toEqual({ isEdited: false, isMoved: false });
  expect(await confirmTrouble(claim.id, member.id)).toBe(true);
  expect(await reader.kinds(2)).toEqual(ids("verdict", "verdict"));
  expect(await own()).toEqual({ isEdited: false, isMoved: true });
  // Who agrees now knows it.
  await castVote({ member: voter, postId: thread.openingPostId, axis: "agree", value: -1 });
  expect(await own()).toEqual({ isEdited: false, isMoved: false });
});
