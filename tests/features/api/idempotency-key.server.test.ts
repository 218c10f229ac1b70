/** One Idempotency-Key stands for one request: sent again it makes nothing, and nothing else that is sent with it is lost. */
import { beforeAll, expect, test } from "vitest";
import { makeKey } from "~/features/api/api.server";
import { db } from "~/platform/db.server";
import { askApi } from "../../support/ask-api";
import { useDatabase } from "../../support/database";
import { aMember, aThread } from "../../support/factories";

useDatabase();

let key: string;

beforeAll(async () => {
  const { id } = await aMember({ handle: "sender" });
  key = (await makeKey(id, { name: "test", scopes: ["posts"] }))!;
});

async function send(path: string, json: object) {
  const headers = { "Idempotency-Key": "the-one-key" };
  const answer = await askApi(path, { method: "POST", key, json, headers });
  return { status: answer.status, post: (await answer.json()) as { id: number; earlier?: { id: number } } };
}

test("the same words are posted in each thread that they are sent to, once", async () => {
  const [one, two] = [await aThread(), await aThread()];
  const said = { markdown: "Thanks, that answers it." };
  const first = await send(`/threads/${one.id}/posts`, said);
  const second = await send(`/threads/${two.id}/posts`, said);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await db.post.findUnique({ where: { id: second.post.id } })).toMatchObject({ threadId: two.id });
  expect(await send(`/threads/${one.id}/posts`, said)).toMatchObject({ status: 201, post: { id: first.post.id } });
});

test("the same words as an answer to another post are another reply", async () => {
  const thread = await aThread();
  const path = `/threads/${thread.id}/posts`;
  const plain = await send(path, { markdown: "I doubt it." });
  const answering = await send(path, { markdown: "I doubt it.", answers: 1, relation: "rebuts" });
  expect(answering.status).toBe(201);
  expect(answering.post.id).not.toBe(plain.post.id);
});

test("a thread with the same words under another title is another thread", async () => {
  const said = { tags: ["fees"], markdown: "The same opening words." };
  const one = await send("/threads", { ...said, title: "The first of two titles" });
  const two = await send("/threads", { ...said, title: "The second of two titles" });
  expect(two.status).toBe(201);
  expect(two.post.id).not.toBe(one.post.id);
});

test("other words to the same place are refused, and name the post that came of the first", async () => {
  const { id } = await aThread();
  const first = await send(`/threads/${id}/posts`, { markdown: "The first words." });
  const other = await send(`/threads/${id}/posts`, { markdown: "Other words." });
  expect(other).toMatchObject({ status: 409, post: { earlier: { id: first.post.id, markdown: "The first words." } } });
});
