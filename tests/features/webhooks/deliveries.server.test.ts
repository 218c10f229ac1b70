/** Webhooks from the event to the receiver: a real https server, a real database, and a clock that is given. */
import type { LookupFunction } from "node:net";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listKeys, makeKey, revokeKey } from "~/features/api/api.server";
import type { Member } from "~/features/auth/auth";
import { confirmTrouble } from "~/features/claims/claims.server";
import { moderate } from "~/features/moderation/moderation.server";
import { deletePost, editPost, undeletePost } from "~/features/posts/posts.server";
import {
  deleteHook,
  fanOut,
  findHook,
  listDeliveries,
  listHooks,
  makeHook,
  noteEvent,
  pauseHook,
  resumeHook,
  rotateSecret,
  sendAgain,
  sendDeliveries,
  sendTest,
  sweepWebhooks,
} from "~/features/webhooks/webhooks.server";
import { bodies, eventTypes } from "~/features/webhooks/webhooks";
import { db, inTransaction, type Tx } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { lock } from "~/platform/locks.server";
import { jobHandlers } from "../../../app/server/job-handlers.server";
import { aMember, aReply, aThread } from "../../support/factories";
import { useDatabase } from "../../support/database";
import { dailyTps } from "../../support/series";
import { aReceiver, authority, isSignedWith, type Message } from "../../support/receiver";

useDatabase();

const receiver = await aReceiver((message, response, time) => {
  const [, kind = "", value = ""] = message.path.split("/");
  if (kind === "status") return void response.writeHead(Number(value)).end();
  if (kind === "redirect") return void response.writeHead(307, { Location: "/elsewhere" }).end();
  if (kind === "silent") return;
  if (kind === "slow-body") return void response.writeHead(202).write("x");
  if (kind === "drop") return void response.destroy();
  if (kind === "endless") {
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(65_536)));
    };
    response.on("drain", more);
    return more();
  }
  if (kind === "large") return void response.writeHead(200, { "Content-Length": 50_000_000 }).write("x");
  if (kind === "second") return void response.writeHead(time === 1 ? 500 : 204).end();
  if (kind === "busy") return void response.writeHead(503, { "Retry-After": "3000" }).end();
  response.writeHead(204).end();
});

/** A resolver that knows these answers for every name, one after the other. */
const resolver =
  (...answers: string[]): LookupFunction =>
  (_, options, done) => {
    const address = answers.length > 1 ? answers.shift()! : answers[0]!;
    const family = address.includes(":") ? 6 : 4;
    if (options.all) return done(null, [{ address, family }]);
    done(null, address, family);
  };

/** This machine stands for a public one, by a name and a certificate. */
const here = {
  lookup: resolver("127.0.0.1"),
  isAllowed: (address: string) => address === "127.0.0.1",
  ports: [receiver.port],
  ca: authority,
};
const at = (path: string) => `https://hook.example.org:${receiver.port}${path}`;

const off: { memberId: number; webhookId: number; because: string }[] = [];
const tell = async (_: unknown, { memberId, webhookId, because }: (typeof off)[number]) =>
  void off.push({ memberId, webhookId, because });

/** Sends what is due so many milliseconds after a time; until nothing is. */
const sendAt = async (when: number | Date = Date.now() + 2_000, dialling: object = here) => {
  while (await sendDeliveries({ tell, clock: () => Promise.resolve(new Date(when)), dialling }));
};

/** Addresses what happened to the webhooks, as the jobs do. */
async function fanOutAll() {
  for (const { id } of await db.webhookEvent.findMany({ select: { id: true } })) await fanOut(id);
}

let owner: Member;
beforeEach(async () => {
  await db.webhook.deleteMany();
  await db.webhookEvent.deleteMany();
  receiver.messages.length = 0;
  off.length = 0;
  owner = await aMember();
});

async function aKey(member = owner) {
  await makeKey(member.id, { name: "Hooks", scopes: [] });
  return (await listKeys(member.id))[0]!.id;
}

let count = 0;
async function aHook({
  path = `/ok/${(count += 1)}`,
  member = owner,
  events = [...eventTypes] as (typeof eventTypes)[number][],
} = {}) {
  const made = await makeHook(member.id, { address: at(path), key: await aKey(member), events }, here);
  if (!made.ok) throw new Error(made.words);
  return { ...made, path };
}

/** How many wait for a lock that belongs to no row. */
async function countWaiting(tx: Tx) {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as "count" from pg_locks l join pg_database d on d."oid" = l."database"
    where l."locktype" = 'advisory' and not l."granted" and d."datname" = current_database()`;
  return row!.count;
}

const typesOf = (messages: Message[]) => messages.map(({ body }) => (JSON.parse(body) as { type: string }).type);
const dataOf = (message: Message) => (JSON.parse(message.body) as { data: Record<string, unknown> }).data;

describe("events", () => {
  test("of posts and of the log arrive signed, with ids and addresses and no text", async () => {
    const { path, secret } = await aHook();
    const author = await aMember({ name: "Wanda Writes", handle: "wanda" });
    const thread = await aThread({ author, title: "What do blobs cost?", body: "Nearly nothing." });
    const post = await aReply({ thread, author, body: "A reply with secret words." });
    await editPost({ by: author, postId: post.id, body: "Other words.", reason: "clearer", version: 1 });
    await deletePost({ by: author, postId: post.id });
    await undeletePost({ by: author, postId: post.id });
    const moderator = await aMember({ role: "moderator" });
    await moderate({ by: moderator, kind: "lock_thread", target: thread.id, reason: "It went off topic." });
    await fanOutAll();
    await sendAt();
    const messages = receiver.to(path);
    expect(typesOf(messages)).toEqual([
      "post.created",
      "post.created",
      "post.edited",
      "post.deleted",
      "post.restored",
      "moderation.entry",
    ]);
    for (const message of messages) {
      expect(isSignedWith(secret, message)).toBe(true);
      expect(isSignedWith(secret, { ...message, body: message.body.replace("type", "Type") })).toBe(false);
      const { type } = JSON.parse(message.body) as { type: (typeof eventTypes)[number] };
      bodies[type].parse(JSON.parse(message.body));
      expect(message.headers).not.toHaveProperty("cookie");
      for (const word of ["Wanda", "wanda", "blobs", "secret", "words", "clearer", "topic"])
        expect(message.body + JSON.stringify(message.headers)).not.toContain(word);
    }
    const origin = env().publicOrigin;
    expect(dataOf(messages[2]!)).toEqual({
      post: { id: post.id, url: `${origin}/p/${post.id}`, api: `${origin}/api/v1/posts/${post.id}` },
      thread: { id: thread.id, url: `${origin}/t/${thread.id}`, api: `${origin}/api/v1/threads/${thread.id}` },
      revision: 2,
    });
    expect(dataOf(messages[5]!)).toMatchObject({ kind: "lock_thread", post: null, thread: { id: thread.id } });
    expect(new Set(messages.map(({ headers }) => headers["webhook-id"])).size).toBe(6);
  });

  test("are not written where nobody asks for them, and reach those alone who do", async () => {
    await aThread();
    expect(await db.webhookEvent.count()).toBe(0);
    const edits = await aHook({ events: ["post.edited"] });
    await aThread();
    expect(await db.webhookEvent.count()).toBe(0);
    const posts = await aHook({ events: ["post.created"], member: await aMember() });
    await aThread();
    await fanOutAll();
    await sendAt();
    expect([receiver.to(edits.path).length, receiver.to(posts.path).length]).toEqual([0, 1]);
  });

  test("of a post that is hidden before they are sent say nothing but that it was hidden", async () => {
    const { path, id } = await aHook();
    const thread = await aThread();
    const post = await aReply({ thread });
    const moderator = await aMember({ role: "moderator" });
    await moderate({ by: moderator, kind: "hide_post", target: post.id, reason: "It is spam." });
    await fanOutAll();
    await sendAt();
    expect(typesOf(receiver.to(path))).toEqual(["post.created", "moderation.entry"]);
    expect(dataOf(receiver.to(path)[1]!)).toMatchObject({ kind: "hide_post" });
    const { deliveries } = await listDeliveries(id, { filter: "withdrawn", before: null });
    expect(deliveries).toMatchObject([{ type: "post.created", attempts: [] }]);
  });

  test("that roll back are never told, and a repeated job addresses nothing twice", async () => {
    const { id } = await aHook();
    const rolledBack = inTransaction(async (tx) => {
      await noteEvent(tx, "post.created", { thread: 1, post: 1 });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect(await db.webhookEvent.count()).toBe(0);
    await aThread();
    await Promise.all([fanOutAll(), fanOutAll()]);
    await fanOutAll();
    expect(await db.webhookDelivery.count({ where: { webhookId: id } })).toBe(1);
  });

  test("cost a writer the same number of statements, however many webhooks ask for them", async () => {
    const author = await aMember();
    const thread = await aThread({ author });
    const queries = vi.spyOn(pg.Client.prototype, "query");
    const statementsOfAReply = async () => {
      const before = queries.mock.calls.length;
      await aReply({ thread, author });
      return queries.mock.calls.length - before;
    };
    const none = await statementsOfAReply();
    await aHook();
    const one = await statementsOfAReply();
    for (let n = 0; n < 4; n += 1) await aHook();
    for (let n = 0; n < 5; n += 1) await aHook({ member: await aMember() });
    expect(await db.webhook.count()).toBe(10);
    const ten = await statementsOfAReply();
    queries.mockRestore();
    expect(ten).toBe(one);
    // The job that addresses the event is added, and nothing else.
    expect(one - none).toBeLessThanOrEqual(1);
    expect(await db.webhookDelivery.count()).toBe(0);
    await fanOutAll();
    expect(await db.webhookDelivery.count()).toBe(11);
  });
});

describe("a delivery", () => {
  const one = async (path: string) => {
    const hook = await aHook({ path, events: ["post.created"] });
    await aThread();
    await fanOutAll();
    const start = Date.now() + 2_000;
    await sendAt(start);
    const { deliveries } = await listDeliveries(hook.id, { filter: null, before: null });
    return { hook, start, delivery: deliveries[0]! };
  };

  test.each([
    ["/ok", "delivered", "204"],
    ["/status/200", "delivered", "200"],
    ["/endless", "delivered", "200"],
    ["/large", "delivered", "200"],
    ["/status/500", "waiting", "500"],
    ["/status/400", "waiting", "400"],
    ["/redirect", "waiting", "leads elsewhere"],
    ["/drop", "waiting", "not reached"],
  ])("to %s is %s: %s", async (path, state, said) => {
    const { delivery } = await one(path);
    expect([delivery.state, delivery.attempts.map((attempt) => attempt.said)]).toEqual([state, [said]]);
    expect(receiver.to("/elsewhere")).toEqual([]);
    expect(receiver.to(path)).toHaveLength(1);
  });

  test("to a receiver that says nothing is given up in time; one that says its status and no more has taken it", async () => {
    const { id } = await aHook({ path: "/silent", events: ["post.created"] });
    const slow = await aHook({ path: "/slow-body", events: ["post.created"] });
    await aThread();
    await fanOutAll();
    await sendAt(undefined, { ...here, totalMs: 300 });
    const said = async (of: number) =>
      (await listDeliveries(of, { filter: null, before: null })).deliveries.map(({ state, attempts }) => [
        state,
        attempts[0]!.said,
      ]);
    expect(await said(id)).toEqual([["waiting", "no answer in time"]]);
    expect(await said(slow.id)).toEqual([["delivered", "202"]]);
  });

  test("is tried ten times in a little more than three days, under one id, and then no more", async () => {
    const { hook, start } = await one("/status/503");
    const times: number[] = [start];
    for (;;) {
      const { dueAt } = await db.webhookDelivery.findFirstOrThrow({ where: { webhookId: hook.id } });
      if (!dueAt) break;
      await sendAt(dueAt.getTime() - 1);
      expect(receiver.messages).toHaveLength(times.length);
      await sendAt(dueAt);
      times.push(dueAt.getTime());
    }
    const hours = [1 / 60, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24];
    const waits = times.slice(1).map((time, index) => (time - times[index]!) / 3_600_000);
    expect(waits).toHaveLength(hours.length);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(hours[index]! - 0.001);
      expect(wait).toBeLessThanOrEqual(hours[index]! * 1.1 + 0.001);
    }
    expect(new Set(receiver.messages.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const stamps = receiver.messages.map(({ headers }) => Number(headers["webhook-timestamp"]));
    expect(stamps).toEqual(times.map((time) => Math.floor(time / 1_000)));
    for (const message of receiver.messages) expect(isSignedWith(hook.secret, message)).toBe(true);
    const { deliveries } = await listDeliveries(hook.id, { filter: "failed", before: null });
    expect(deliveries[0]).toMatchObject({
      dueAt: null,
      attempts: Array.from({ length: 10 }, () => expect.objectContaining({ said: "503" })),
    });
    expect(off).toEqual([]);
  });

  test("waits as long as a busy receiver asks", async () => {
    const { hook, start } = await one("/busy");
    const { dueAt } = await db.webhookDelivery.findFirstOrThrow({ where: { webhookId: hook.id } });
    expect(dueAt!.getTime() - start).toBe(3_000_000);
  });

  test("waits while another to its webhook is taken in hand", async () => {
    const { path, id } = await aHook({ events: ["post.created"] });
    await aThread();
    await aThread();
    await fanOutAll();
    const when = Date.now() + 2_000;
    let sending: Promise<void> | undefined;
    await inTransaction(async (tx) => {
      await lock(tx, "takeDelivery");
      const { id: oldest } = await tx.webhookDelivery.findFirstOrThrow({
        where: { webhookId: id },
        orderBy: { id: "asc" },
      });
      await tx.webhookDelivery.update({ where: { id: oldest }, data: { takenUntil: new Date(when + 60_000) } });
      sending = sendAt(when);
      await expect.poll(() => countWaiting(tx), { timeout: 5_000 }).toBeGreaterThan(0);
    });
    await sending;
    expect(receiver.to(path)).toEqual([]);
    await sendAt(when + 60_000);
    expect(receiver.to(path)).toHaveLength(2);
  });

  test("is made once, however many workers look for it", async () => {
    const { path } = await aHook({ events: ["post.created"] });
    for (let n = 0; n < 6; n += 1) await aThread();
    await fanOutAll();
    const when = Date.now() + 2_000;
    await Promise.all([sendAt(when), sendAt(when), sendAt(when)]);
    await sendAt(when);
    const ids = receiver.to(path).map(({ headers }) => headers["webhook-id"]);
    expect([ids.length, new Set(ids).size]).toEqual([6, 6]);
  });
});

describe("a verdict", () => {
  beforeAll(() => dailyTps("base", [10, 10, 10, 10, 10, 10, 10]));

  test("is told when everybody reads it, once, and not while it is its author's alone", async () => {
    const { path } = await aHook({ events: ["claim.verdict"] });
    const author = await aMember();
    const thread = await aThread({ author, body: "Base runs at [142 TPS](metric:base/tps)." });
    const claim = await db.claim.findFirstOrThrow({ where: { threadId: thread.id } });
    await jobHandlers["claims.judge"]({ threadId: thread.id });
    await jobHandlers["claims.tell-public"]({ claimId: claim.id });
    expect(await db.claim.findUniqueOrThrow({ where: { id: claim.id } })).toMatchObject({ status: "off" });
    expect(await db.webhookEvent.count()).toBe(0);

    await db.claim.update({ where: { id: claim.id }, data: { troubledAt: new Date(Date.now() - 24 * 3_600_000) } });
    await jobHandlers["claims.tell-public"]({ claimId: claim.id });
    await jobHandlers["claims.tell-public"]({ claimId: claim.id });
    await fanOutAll();
    await sendAt();
    // Where it is, and nothing of what it says.
    const places = { url: expect.any(String) as string, api: expect.any(String) as string };
    expect(receiver.to(path).map(dataOf)).toEqual([
      {
        claim: { id: claim.id, ...places },
        post: { id: thread.openingPostId, ...places },
        thread: { id: thread.id, ...places },
      },
    ]);

    await db.claim.update({ where: { id: claim.id }, data: { troubledAt: new Date() } });
    await jobHandlers["claims.tell-public"]({ claimId: claim.id });
    expect(await db.webhookEvent.count()).toBe(1);
    await confirmTrouble(claim.id, author.id);
    expect(await db.webhookEvent.count()).toBe(2);
  });

  test("about a text of the past that was taken over now is no news", async () => {
    await aHook({ events: ["claim.verdict"] });
    const at = new Date(Date.now() - 2 * 24 * 3_600_000);
    const thread = await aThread({ at, body: "Base runs at [142 TPS](metric:base/tps)." });
    await jobHandlers["claims.judge"]({ threadId: thread.id });
    const claim = await db.claim.findFirstOrThrow({ where: { threadId: thread.id } });
    expect([claim.status, claim.isBackdated]).toEqual(["off", true]);
    expect(await db.webhookEvent.count()).toBe(0);
  });
});

describe("the end of a webhook", () => {
  test("comes at once with 410, and its owner is told once", async () => {
    const { id } = await aHook({ path: "/status/410" });
    await aThread();
    await aThread();
    await fanOutAll();
    await sendAt();
    expect(receiver.messages).toHaveLength(1);
    expect(off).toEqual([{ memberId: owner.id, webhookId: id, because: "gone" }]);
    expect(await findHook(owner.id, id)).toMatchObject({ state: "gone" });
    await aThread();
    expect(await db.webhookEvent.count()).toBe(2);
    // Turned on again, it is sent what waited, and hears of what happens from now on.
    await resumeHook(owner.id, id);
    await sendAt();
    expect(receiver.messages).toHaveLength(2);
  });

  test("comes after five days without a success, and a success begins them anew", async () => {
    const { id } = await aHook({ path: "/status/500", events: ["post.created"] });
    const day = 24 * 3_600_000;
    const start = Date.now();
    const failOn = async (days: number) => {
      await aThread();
      await fanOutAll();
      await db.webhookDelivery.updateMany({ where: { dueAt: { not: null } }, data: { dueAt: new Date(start) } });
      await sendAt(start + days * day);
    };
    await failOn(0.01);
    await failOn(4.9);
    expect(await findHook(owner.id, id)).toMatchObject({ state: "on", failingSince: expect.any(String) });
    await db.webhook.update({ where: { id }, data: { address: at("/ok") } });
    await failOn(4.95);
    expect(await findHook(owner.id, id)).toMatchObject({ state: "on", failingSince: null });
    await db.webhook.update({ where: { id }, data: { address: at("/status/500") } });
    await failOn(5);
    await failOn(9.9);
    expect([(await findHook(owner.id, id))!.state, off]).toEqual(["on", []]);
    await failOn(10.1);
    expect([(await findHook(owner.id, id))!.state, off.map(({ because }) => because)]).toEqual([
      "failing",
      ["failing"],
    ]);
  });

  test("comes with its key; a suspended owner's hears nothing, and an ended key's", async () => {
    const { id, path } = await aHook();
    const suspended = await aMember();
    const other = await aHook({ member: suspended });
    await db.member.update({ where: { id: suspended.id }, data: { suspendedAt: new Date() } });
    const expired = await aHook({ member: await aMember() });
    await aThread();
    await fanOutAll();
    await db.apiKey.updateMany({ where: { webhooks: { some: { id: expired.id } } }, data: { expiresAt: new Date(0) } });
    await sendAt();
    expect([receiver.to(path).length, receiver.to(other.path).length, receiver.to(expired.path).length]).toEqual([
      1, 0, 0,
    ]);
    const { keyId } = await db.webhook.findUniqueOrThrow({ where: { id } });
    await aThread();
    await fanOutAll();
    await revokeKey(owner.id, keyId);
    await sendAt();
    expect(receiver.to(path)).toHaveLength(1);
    expect(await findHook(owner.id, id)).toBeNull();
    expect(await db.webhookDelivery.count({ where: { webhookId: id } })).toBe(0);
  });

  test("by a pause lasts until it is turned on, and what happened meanwhile is not sent", async () => {
    const { id, path } = await aHook();
    expect(await pauseHook(owner.id, id)).toBe(true);
    await aThread();
    await fanOutAll();
    await sendAt();
    await resumeHook(owner.id, id);
    await aThread();
    await fanOutAll();
    await sendAt();
    expect(receiver.to(path)).toHaveLength(1);
  });
});

describe("secrets", () => {
  const one = async (path: string) => {
    await aThread();
    await fanOutAll();
    await sendAt();
    return receiver.to(path).at(-1)!;
  };

  test("are stored sealed, and for a day the old one signs beside the new one", async () => {
    const { id, path, secret } = await aHook({ events: ["post.created"] });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const next = (await rotateSecret(owner.id, id))!;
    const stored = JSON.stringify(await db.webhook.findUniqueOrThrow({ where: { id } }));
    for (const one of [secret, next]) expect(stored).not.toContain(one.slice(6));
    const both = await one(path);
    expect([isSignedWith(secret, both), isSignedWith(next, both)]).toEqual([true, true]);
    expect(String(both.headers["webhook-signature"]).split(" ")).toHaveLength(2);
    await db.webhook.update({ where: { id }, data: { beforeUntil: new Date() } });
    const later = await one(path);
    expect([isSignedWith(secret, later), isSignedWith(next, later)]).toEqual([false, true]);
    expect(await rotateSecret((await aMember()).id, id)).toBeNull();
  });

  test("that another key of the site sealed turn the webhook off until it gets a new one", async () => {
    const { id, path } = await aHook({ events: ["post.created"] });
    await db.webhook.update({ where: { id }, data: { sealedSecret: "A".repeat(100) } });
    await aThread();
    await fanOutAll();
    await sendAt();
    expect([receiver.to(path).length, (await findHook(owner.id, id))!.state]).toEqual([0, "unreadable"]);
    const secret = (await rotateSecret(owner.id, id))!;
    await resumeHook(owner.id, id);
    expect(isSignedWith(secret, await one(path))).toBe(true);
  });
});

describe("the owner", () => {
  test("sends a test to one webhook, and a delivery again under its old id", async () => {
    const { id, path, secret } = await aHook();
    const other = await aHook();
    expect(await sendTest(owner.id, id)).toBe(true);
    await sendAt();
    expect([typesOf(receiver.to(path)), receiver.to(other.path).length]).toEqual([["webhook.test"], 0]);
    expect(isSignedWith(secret, receiver.to(path)[0]!)).toBe(true);
    const [sent] = (await listDeliveries(id, { filter: null, before: null })).deliveries;
    expect(await sendAgain(owner.id, id, sent!.id)).toBe(true);
    await sendAt();
    const [first, second] = receiver.to(path);
    expect([second!.headers["webhook-id"], second!.body]).toEqual([first!.headers["webhook-id"], first!.body]);
    const stranger = await aMember();
    expect([await sendTest(stranger.id, id), await sendAgain(stranger.id, id, sent!.id)]).toEqual([false, false]);
    expect([await pauseHook(stranger.id, id), await deleteHook(stranger.id, id)]).toEqual([false, false]);
    expect(await findHook(stranger.id, id)).toBeNull();
    expect(await deleteHook(owner.id, id)).toBe(true);
  });

  test("has five webhooks at most, also when two are made at once", async () => {
    const key = await aKey();
    const make = (path: string) => makeHook(owner.id, { address: at(path), key, events: ["post.created"] }, here);
    for (let n = 0; n < 4; n += 1) await make(`/ok/${n}`);
    const made = await Promise.all([make("/ok/a"), make("/ok/b")]);
    expect(made.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(await listHooks(owner.id)).toHaveLength(5);
    expect(
      await makeHook((await aMember()).id, { address: at("/"), key, events: ["post.created"] }, here),
    ).toMatchObject({
      ok: false,
      field: "key",
    });
  });

  test("finds a log by state, for fourteen days, with no word of the receiver's", async () => {
    const { id } = await aHook({ path: "/second", events: ["post.created"] });
    await aThread();
    await fanOutAll();
    await sendAt();
    const { dueAt } = await db.webhookDelivery.findFirstOrThrow({ where: { webhookId: id } });
    await sendAt(dueAt!);
    const { deliveries } = await listDeliveries(id, { filter: "delivered", before: null });
    expect(deliveries.map(({ attempts }) => attempts.map(({ said }) => said))).toEqual([["500", "204"]]);
    expect((await listDeliveries(id, { filter: "failed", before: null })).deliveries).toEqual([]);
    await db.webhookEvent.updateMany({ data: { at: new Date(Date.now() - 13.9 * 24 * 3_600_000) } });
    await sweepWebhooks();
    expect(await db.webhookDelivery.count()).toBe(1);
    await db.webhookEvent.updateMany({ data: { at: new Date(Date.now() - 14.1 * 24 * 3_600_000) } });
    await sweepWebhooks();
    expect([await db.webhookEvent.count(), await db.webhookDelivery.count()]).toEqual([0, 0]);
  });
});

describe("addresses that lead to no public place", () => {
  const vectors = [
    "https://127.1/",
    "https://0x7f.0.0.1/",
    "https://017700000001/",
    "https://2130706433/",
    "https://0/",
    "https://[::1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://8.8.8.8/",
    "https://localhost./",
    "https://foo.localhost/",
    "https://printer.local/",
    "https://vault.internal/",
    "https://intranet/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127。0。0。1/",
    "https://user@example.org/",
    "https://user:secret@example.org/",
    "https://example.org:8080/",
    "http://example.org/",
    "http://example.org:443/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "//example.org/",
    "not an address",
  ];
  const privateAddresses = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::ffff:10.0.0.1",
    "64:ff9b::808:808",
    "2002:7f00:1::",
    "fe80::1%eth0",
    "fc00::1",
  ];

  test.each(vectors)("%s is refused when it is typed, with a sentence", async (address) => {
    const made = await makeHook(owner.id, { address, key: await aKey(), events: ["post.created"] });
    expect(made).toMatchObject({
      ok: false,
      field: "address",
      words: expect.stringMatching(/^(A webhook’s|This) address/),
    });
    expect(await db.webhook.count()).toBe(0);
  });

  test.each(privateAddresses)("a name that leads to %s is refused when it is typed", async (address) => {
    const given = { address: "https://rebind.example.org/", key: await aKey(), events: ["post.created" as const] };
    expect(await makeHook(owner.id, given, { lookup: resolver(address) })).toMatchObject({
      ok: false,
      words: expect.stringContaining("doesn’t lead to a public place"),
    });
  });

  test("a name that nobody knows is refused with a sentence of its own", async () => {
    const lookup: LookupFunction = (_, __, done) =>
      done(Object.assign(new Error("no"), { code: "ENOTFOUND" }), "", undefined);
    const given = { address: "https://nobody.example.org/", key: await aKey(), events: ["post.created" as const] };
    expect(await makeHook(owner.id, given, { lookup })).toMatchObject({
      words: expect.stringMatching(/^No such host/),
    });
  });

  test("are refused at delivery too, however they came to be stored", async () => {
    const { id } = await aHook({ events: ["post.created"] });
    await aThread();
    await fanOutAll();
    const said = new Map<string, string>();
    for (const address of vectors) {
      const data = { address, failures: 0, failingSince: null, restUntil: null };
      await db.webhook.update({ where: { id }, data });
      await db.webhookDelivery.updateMany({ data: { dueAt: new Date() } });
      await sendAt(undefined, {});
      const [delivery] = (await listDeliveries(id, { filter: null, before: null })).deliveries;
      said.set(address, delivery!.attempts.at(-1)!.said);
      await db.webhookDelivery.updateMany({ data: { state: "waiting", tries: 0, attempts: [] } });
    }
    expect(said.size).toBe(vectors.length);
    expect([...new Set(said.values())].toSorted()).toEqual(["not a public place", "refused address"]);
    expect(receiver.messages).toEqual([]);
  });

  test("a name whose answer changes after it was typed reaches nobody", async () => {
    const { lookup } = { lookup: resolver("8.8.8.8", "127.0.0.1") };
    const dialling = { lookup, ports: [receiver.port], ca: authority };
    const given = { address: at("/rebound"), key: await aKey(), events: ["post.created" as const] };
    const made = await makeHook(owner.id, given, dialling);
    expect(made).toMatchObject({ ok: true });
    await aThread();
    await fanOutAll();
    await sendAt(undefined, dialling);
    const [delivery] = (await listDeliveries((made as { id: number }).id, { filter: null, before: null })).deliveries;
    expect(delivery!.attempts.map(({ said }) => said)).toEqual(["not a public place"]);
    expect(receiver.messages).toEqual([]);
  });

  test("a certificate that no authority signed is refused, also at a host that the operator named", async () => {
    const { id } = await aHook({ events: ["post.created"] });
    const { ca: _, ...untrusting } = here;
    await aThread();
    await fanOutAll();
    await sendAt(undefined, untrusting);
    Object.assign(env(), { webhookHosts: [`localhost:${receiver.port}`] });
    await db.webhook.update({ where: { id }, data: { address: `https://localhost:${receiver.port}/named` } });
    await db.webhookDelivery.updateMany({ data: { dueAt: new Date() } });
    await sendAt(Date.now() + 60_000, {});
    const [delivery] = (await listDeliveries(id, { filter: null, before: null })).deliveries;
    expect(delivery!.attempts.map(({ said }) => said)).toEqual(["not reached", "not reached"]);
    // Trusted, it is dialled as given, at a private address and an odd port.
    await db.webhookDelivery.updateMany({ data: { dueAt: new Date() } });
    await sendAt(Date.now() + 120_000, { ca: authority });
    Object.assign(env(), { webhookHosts: [] });
    expect(receiver.to("/named")).toHaveLength(1);
  });
});
