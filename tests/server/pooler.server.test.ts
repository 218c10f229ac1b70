/** Fault 15: a server whose queries go through a real PgBouncer in transaction mode, beside a direct address. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { announce } from "~/platform/live.server";
import { useServedDatabase } from "../support/database";
import { aMember, aThread } from "../support/factories";
import { page } from "../support/page";
import { PgBouncer } from "../support/pgbouncer";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();
const server = new WebServer();
let pooler: PgBouncer;

beforeAll(async () => {
  pooler = new PgBouncer(database.url);
  await pooler.start();
  await server.start(pooler.url, { DATABASE_URL: pooler.url, DATABASE_DIRECT_URL: database.url });
});
afterAll(async () => {
  await server.stop();
  await pooler.stop();
});

/** As browsers do: what has no place on a busy machine is asked for again. */
async function untilAnswered(ask: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503) return answer;
    expect(answer.headers.get("Retry-After")).not.toBeNull();
    await pause(200);
  }
}

test("fault 15: pages, forms, votes and searches of many at once share the pooler's few connections, and nothing is lost or doubled", async () => {
  const members = await Promise.all(Array.from({ length: 12 }, () => aMember()));
  const thread = await aThread({ title: "Do many readers share three connections?" });
  const path = `/t/${thread.id}/${thread.slug}`;
  const replies = await Promise.all(
    members.flatMap((as, index) => {
      const form = {
        body: `Reply of member ${index} behind the pooler.`,
        idempotencyKey: `pooled-${index}-0123456789`,
      };
      const send = () => untilAnswered(() => server.fetch(path, { as, form }));
      return [send(), send()];
    }),
  );
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([303]));
  expect(await db.post.count({ where: { threadId: thread.id } })).toBe(1 + members.length);

  const ask = {
    page: (as: Member) => server.fetch(path, { as }),
    search: (as: Member) => server.fetch("/search?q=pooler", { as }),
    vote: (as: Member) => server.fetch(`/p/${thread.openingPostId}/vote`, { as, form: { axis: "worth", value: "1" } }),
  };
  for (const [kind, status] of [
    ["page", 200],
    ["search", 200],
    ["vote", 303],
  ] as const) {
    const answers = await Promise.all(members.map((as) => untilAnswered(() => ask[kind](as))));
    expect([kind, ...new Set(answers.map((answer) => answer.status))]).toEqual([kind, status]);
  }
  const post = await db.post.findUniqueOrThrow({ where: { id: thread.openingPostId } });
  expect(post.worthCount).toBe(await db.vote.count({ where: { postId: post.id, axis: "worth" } }));
  const text = page(await (await server.fetch(path)).text()).text;
  for (const index of members.keys()) expect(text).toContain(`Reply of member ${index} behind the pooler.`);
  expect(server.output).not.toMatch(/prepared statement|unsupported startup parameter/);
});

test("fault 15: live events are heard, jobs run, and the server is ready, by the direct address", async () => {
  expect((await server.fetch("/readyz")).status).toBe(200);
  const stop = new AbortController();
  const stream = await fetch(`${server.origin}/live?topics=thread:77`, { signal: stop.signal });
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  await db.$transaction((tx) => announce(tx, "thread:77", "post", { id: 1 }));
  let heard = "";
  while (!heard.includes("event: post")) heard += (await reader.read()).value ?? "";
  stop.abort();
  await vi.waitFor(
    async () => {
      const [{ left }] = await db.$queryRaw<[{ left: number }]>`
      select count(*)::int as left from graphile_worker.jobs where task_identifier = 'posts.tell'`;
      expect(left).toBe(0);
    },
    { timeout: 20_000 },
  );
});
