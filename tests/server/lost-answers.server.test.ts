/** A connection to the database that breaks in the middle: before an answer, or when nobody knows whether a commit was done. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { db } from "~/platform/db.server";
import { useServedDatabase } from "../support/database";
import { DatabaseProxy } from "../support/database-proxy";
import { aMember, aReply, aThread } from "../support/factories";
import { fieldsGivenBack } from "../support/given-back";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();
const server = new WebServer();
let network: DatabaseProxy;
let member: Member;
let cookie: string;

beforeAll(async () => {
  network = new DatabaseProxy(database.url);
  await network.open();
  await server.start(network.url);
  member = await aMember();
  cookie = await server.cookieOf(member);
});
afterAll(async () => {
  await server.stop();
  await network.cut();
});

const send = (path: string, form: Record<string, string>) => server.fetch(path, { form, headers: { Cookie: cookie } });

type Write = {
  path: string;
  form: Record<string, string>;
  /** What is sent to the database in the transaction whose commit is not answered. */
  sent: RegExp;
  /** How often it is there. */
  count: () => Promise<number>;
};

const key = (of: string) => `commit-unknown-${of}-0123456789`;

const writes: [string, () => Promise<Write>][] = [
  [
    "a reply",
    async () => {
      const thread = await aThread();
      return {
        path: `/t/${thread.id}/${thread.slug}`,
        form: { body: "Was this posted?\n\nNobody knows.", idempotencyKey: key("reply") },
        sent: /Was this posted\?/,
        count: () => db.post.count({ where: { threadId: thread.id, authorId: member.id } }),
      };
    },
  ],
  [
    "a reply without a key",
    async () => {
      const thread = await aThread();
      return {
        path: `/t/${thread.id}/${thread.slug}`,
        form: { body: "Was this posted, without a key?" },
        sent: /without a key/,
        count: () => db.post.count({ where: { threadId: thread.id, authorId: member.id } }),
      };
    },
  ],
  [
    "a new thread",
    async () => ({
      path: "/new",
      form: { title: "Was this thread started?", body: "Nobody knows.", tags: "fees", idempotencyKey: key("thread") },
      sent: /Was this thread started/,
      count: () => db.thread.count({ where: { title: "Was this thread started?" } }),
    }),
  ],
  [
    "an edit",
    async () => {
      const { id } = await aReply({ thread: await aThread(), author: member, body: "Before the edit." });
      return {
        path: `/p/${id}/edit`,
        form: { body: "After the edit.", reason: "nobody knows", revision: "1" },
        sent: /After the edit/,
        count: () => db.postRevision.count({ where: { postId: id, number: { gt: 1 } } }),
      };
    },
  ],
  [
    "an edit of an opening post with its title and tags",
    async () => {
      const { openingPostId: postId } = await aThread({ author: member });
      const title = "Was this title saved, or was it not?";
      return {
        path: `/p/${postId}/edit`,
        form: { title, tags: "base", body: "After the edit.", reason: "", revision: "1" },
        sent: /Was this title saved/,
        count: () => db.postRevision.count({ where: { postId, number: { gt: 1 }, post: { thread: { title } } } }),
      };
    },
  ],
  [
    "a tag's description",
    async () => {
      const tag = await db.tag.findUniqueOrThrow({ where: { slug: "fees" }, select: { id: true, revision: true } });
      return {
        path: "/tags/fees/edit",
        form: {
          description: "What a transaction costs, and what that pays for.",
          reason: "",
          revision: String(tag.revision),
        },
        sent: /What a transaction costs, and what/,
        count: () => db.tagRevision.count({ where: { tagId: tag.id, number: { gt: tag.revision } } }),
      };
    },
  ],
  [
    "a vote",
    async () => {
      const { id } = await aReply({ thread: await aThread() });
      return {
        path: `/p/${id}/vote`,
        form: { axis: "worth", value: "1" },
        sent: /insert into "Vote"/i,
        count: async () => (await db.post.findUniqueOrThrow({ where: { id } })).worthCount,
      };
    },
  ],
];

describe.each(writes)("commit outcome unknown: %s", (_, aWrite) => {
  test("the same form sent again has the same result, once", async () => {
    const { path, form, sent, count } = await aWrite();
    network.loseAnswer(/COMMIT\0/, sent);
    const unknown = await send(path, form);
    expect([network.hasLost, unknown.status, unknown.headers.get("Retry-After")]).toEqual([true, 503, "5"]);
    expect(fieldsGivenBack(await unknown.text())).toEqual(form);
    expect(await count()).toBe(1);

    const again = await Promise.all([send(path, form), send(path, form)]);
    expect(again.map(({ status }) => status)).toEqual([303, 303]);
    expect(new Set(again.map(({ headers }) => headers.get("Location"))).size).toBe(1);
    expect(await count()).toBe(1);
  });
});

test("a connection that breaks while a page is read is replaced, and the page is read once more", async () => {
  for (const headers of [{ Cookie: cookie }, {}] as Record<string, string>[]) {
    const thread = await aThread({ title: "Is a page read twice?" });
    await aReply({ thread, body: "Read once more." });
    network.loseAnswer(/Read once more/);
    const answer = await server.fetch(`/t/${thread.id}/${thread.slug}`, { headers });
    expect([network.hasLost, answer.status]).toEqual([true, 200]);
    expect(await answer.text()).toContain("Read once more.");
  }
});
