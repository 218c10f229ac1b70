/** Webhooks as their owner makes and reads them, and the receiver that the page of the API shows. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { listKeys, makeKey } from "~/features/api/api.server";
import type { Member } from "~/features/auth/auth";
import { bodies, eventTypes } from "~/features/webhooks/webhooks";
import { db } from "~/platform/db.server";
import { freePort } from "~/platform/embedded-postgres.server";
import { aMember, aReply, aThread } from "../support/factories";
import { localServer } from "../support/local-http";
import { page } from "../support/page";
import { isSignedWith } from "../support/receiver";
import { useWebServer } from "../support/web-server";

const receiver = await localServer(({ path }, response) => {
  response.writeHead(path === "/broken" ? 500 : 204).end("words that nobody sees again");
});
const ownPort = await freePort();
const named = [new URL(receiver.url).host, `localhost:${ownPort}`];
const server = useWebServer({ WEBHOOK_HOSTS: named.join(",") });
const path = "/settings/webhooks";
const to = (where: string) => receiver.asked.filter((asked) => asked.path === where);

async function anOwner(): Promise<{ owner: Member; key: string }> {
  const owner = await aMember();
  await makeKey(owner.id, { name: "My mirror", scopes: [] });
  return { owner, key: String((await listKeys(owner.id))[0]!.id) };
}

async function aHook(address: string) {
  const { owner, key } = await anOwner();
  const made = await server.fetch(path, { as: owner, form: { address, key, events: [...eventTypes] } });
  const text = await made.text();
  const secret = /value="(whsec_[A-Za-z0-9+/=]+)"/.exec(text)?.[1];
  if (!secret) throw new Error(text);
  const { id } = await db.webhook.findFirstOrThrow({ where: { key: { memberId: owner.id } } });
  return { owner, key, secret, id, own: `${path}/${id}` };
}

const open = async (as: Member, where: string) => page(await (await server.fetch(where, { as })).text());

test("a webhook is made for a key, its secret shown once, and a post reaches it signed", async () => {
  const { owner, secret, own } = await aHook(`${receiver.url}/made`);
  const list = await server.fetch(path, { as: owner });
  expect(await list.text()).not.toContain(secret);
  expect((await open(owner, path)).link(`Open ${receiver.url}/made`).href).toBe(own);
  const post = await aReply({ thread: await aThread() });
  await expect.poll(() => to("/made").length, { timeout: 20_000 }).toBe(2);
  for (const message of to("/made")) expect(isSignedWith(secret, message)).toBe(true);
  expect(
    to("/made")
      .map(({ body }) => body)
      .join(),
  ).toContain(`${server.origin}/api/v1/posts/${post.id}`);
  const { data } = JSON.parse(to("/made").at(-1)!.body) as { data: { post: { url: string; api: string } } };
  // What the message names is there.
  expect((await fetch(data.post.api)).status).toBe(200);
  expect((await fetch(data.post.url)).status).toBe(200);
  const log = await (await server.fetch(own, { as: owner })).text();
  expect(log).toContain("post.created");
  expect(log).not.toContain("words that nobody sees again");
});

test("addresses that are refused come back with a sentence and what was typed", async () => {
  const { owner, key } = await anOwner();
  for (const address of ["https://127.0.0.1/", "http://example.org/", "https://example.org:8080/", "https://[::1]/x"]) {
    const answer = await server.fetch(path, { as: owner, form: { address, key, events: "post.edited" } });
    expect(answer.status).toBe(422);
    const form = page(await answer.text());
    expect(form.field("Address").value).toBe(address);
    expect(form.first("#error-address").text).toMatch(/^(A webhook’s|This) address/);
  }
  const none = await server.fetch(path, { as: owner, form: { address: "https://example.org/", key } });
  expect([none.status, page(await none.text()).first("#error-events").text]).toEqual([
    422,
    "Choose at least one event.",
  ]);
  expect(await db.webhook.count({ where: { key: { memberId: owner.id } } })).toBe(0);
});

test("its owner sends a test, pauses it, turns it on, gives it a new secret, sends again and deletes it", async () => {
  const { owner, own, id, secret } = await aHook(`${receiver.url}/acted`);
  const act = (form: Record<string, string>) => server.fetch(own, { as: owner, form });
  expect((await act({ intent: "test" })).status).toBe(303);
  await expect.poll(() => to("/acted").length, { timeout: 20_000 }).toBe(1);
  const delivery = await db.webhookDelivery.findFirstOrThrow({ where: { webhookId: id } });
  await expect
    .poll(async () => (await db.webhookDelivery.findFirstOrThrow({ where: { id: delivery.id } })).state)
    .toBe("delivered");
  expect((await act({ again: String(delivery.id) })).status).toBe(303);
  await expect.poll(() => to("/acted").length, { timeout: 20_000 }).toBe(2);
  expect(to("/acted")[1]!.headers["webhook-id"]).toBe(to("/acted")[0]!.headers["webhook-id"]);

  await act({ intent: "pause" });
  expect((await open(owner, own)).hasButton("Pause")).toBe(false);
  expect((await act({ again: String(delivery.id) })).status).toBe(409);
  await act({ intent: "resume" });
  expect((await open(owner, own)).hasButton("Pause")).toBe(true);
  // Whoever sits down at an open browser gets no secret.
  const cookie = await server.cookieOf(owner);
  await db.session.updateMany({ where: { memberId: owner.id }, data: { provedAt: new Date(0) } });
  const asked = await server.fetch(own, { form: { intent: "rotate" }, headers: { Cookie: cookie } });
  const back = new URL(asked.headers.get("Location")!, server.origin).searchParams.get("to")!;
  expect([asked.status, back]).toEqual([303, expect.stringMatching(new RegExp(`^${own}\\?held=`))]);
  expect((await open(owner, back)).first("main").text).toContain("press “New secret” again");
  const rotated = await (await act({ intent: "rotate" })).text();
  const next = /value="(whsec_[A-Za-z0-9+/=]+)"/.exec(rotated)![1]!;
  expect(next).not.toBe(secret);
  await act({ intent: "test" });
  await expect.poll(() => to("/acted").length, { timeout: 20_000 }).toBe(3);
  for (const one of [secret, next]) expect(isSignedWith(one, to("/acted")[2]!)).toBe(true);
  expect((await act({ intent: "unheard-of" })).status).toBe(422);

  const stranger = await aMember();
  expect((await server.fetch(own, { as: stranger })).status).toBe(404);
  expect((await server.fetch(own, { as: stranger, form: { intent: "delete" } })).status).toBe(404);
  expect((await act({ intent: "delete" })).headers.get("Location")).toBe(path);
  expect((await server.fetch(own, { as: owner })).status).toBe(404);
});

test("the log is filtered by what came of a delivery", async () => {
  const { owner, own, id } = await aHook(`${receiver.url}/broken`);
  await server.fetch(own, { as: owner, form: { intent: "test" } });
  await expect
    .poll(async () => (await db.webhook.findUniqueOrThrow({ where: { id } })).failures, { timeout: 20_000 })
    .toBe(1);
  expect((await open(owner, `${own}?state=waiting`)).first("main").text).toMatch(
    /webhook\.test.*500 after \d+ ms · next try/,
  );
  expect((await open(owner, `${own}?state=delivered`)).first("main").text).toContain("No delivery of this kind.");
  expect((await open(owner, path)).first("main").text).toContain("Nothing has been delivered since");
  expect((await server.fetch(`${own}?before=x`, { as: owner })).status).toBe(400);
});

test("a suspended owner's webhooks hear nothing, and what is exported of them is no secret", async () => {
  const { owner, id, secret } = await aHook(`${receiver.url}/suspended`);
  const row = await db.webhook.findUniqueOrThrow({ where: { id } });
  const { exportedLists } = await import("~/features/people/exported-lists.server");
  const account: object[] = [];
  for await (const rows of exportedLists(owner.id)["account"]!) account.push(...rows);
  const text = JSON.stringify(account);
  expect(text).toContain(`${receiver.url}/suspended`);
  for (const one of [secret, row.sealedSecret]) expect(text).not.toContain(one);
  await db.member.update({ where: { id: owner.id }, data: { suspendedAt: new Date() } });
  const witness = await aHook(`${receiver.url}/witness`);
  await aThread();
  await expect.poll(() => to("/witness").length, { timeout: 20_000 }).toBe(1);
  expect(to("/suspended")).toEqual([]);
  await server.fetch(witness.own, { as: witness.owner, form: { intent: "delete" } });
});

test("the document describes each event, and the receiver on the page of the API runs and checks signatures", async () => {
  const document = (await (await fetch(`${server.origin}/api/v1/openapi.json`)).json()) as {
    webhooks: Record<string, { post: { requestBody: { content: Record<string, { schema: object }> } } }>;
  };
  expect(Object.keys(document.webhooks)).toEqual([...eventTypes]);
  const api = page(await (await server.fetch("/api")).text())
    .all("pre code")
    .find(({ text }) => text.includes("createServer"));
  const folder = mkdtempSync(join(tmpdir(), "receiver-"));
  writeFileSync(join(folder, "receiver.mjs"), api!.source);
  const { owner, secret, own } = await aHook(`http://localhost:${ownPort}/`);
  const program = spawn(process.execPath, [join(folder, "receiver.mjs")], {
    env: { ...process.env, PORT: String(ownPort), SECRET: secret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  program.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  try {
    await expect
      .poll(() =>
        fetch(`http://localhost:${ownPort}/`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(401);
    const forged = await fetch(`http://localhost:${ownPort}/`, {
      method: "POST",
      body: "{}",
      headers: { "webhook-id": "evt_1", "webhook-timestamp": "x", "webhook-signature": "v1,AAAA" },
    });
    expect(forged.status).toBe(401);
    const post = await aReply({ thread: await aThread() });
    await expect.poll(() => said, { timeout: 20_000 }).toContain(`/p/${post.id}`);
    const body = said.split("\n").find((line) => line.includes(`/p/${post.id}`))!;
    const message: unknown = JSON.parse(body.slice(body.indexOf("{")));
    expect(bodies["post.created"].safeParse(message).success).toBe(true);
    const { schema } = document.webhooks["post.created"]!.post.requestBody.content["application/json"]!;
    expect(z.fromJSONSchema(schema as never).safeParse(message).success).toBe(true);
    await server.fetch(own, { as: owner, form: { intent: "delete" } });
  } finally {
    program.kill();
    rmSync(folder, { recursive: true });
  }
});
