/** Ending letters and taking mails over HTTP: without cookie or origin, exactly there, and within bounds. */
import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { readMailing } from "~/features/letters/letters.server";
import { unsubscribeToken } from "~/features/letters/unsubscribing.server";
import { replyAddress } from "~/features/letters/reply-address.server";
import { databaseNow, db } from "~/platform/db.server";
import { env } from "~/platform/env.server";
import { aReply, aThread } from "../support/factories";
import { addressOf, aReachable } from "../support/letters";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const secret = "the secret of the mail server's hook";
const server = useWebServer({ MAIL_WEBHOOK_SECRET: secret, MAIL_REPLY_ADDRESS: "reply@in.forum.example" });

let member: Member;
let path: string;

beforeEach(async () => {
  member = await aReachable();
  path = `/unsubscribe/${unsubscribeToken({ memberId: member.id, kind: "notices" })}`;
});

const oneClick = "List-Unsubscribe=One-Click";
const post = (to: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(server.origin + to, { method: "POST", body, headers, redirect: "manual" });
const urlencoded = { "Content-Type": "application/x-www-form-urlencoded" };

describe("a letter's link", () => {
  test("asks first when it is opened, and changes nothing", async () => {
    const answer = await server.fetch(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(page(await answer.text()).button("Unsubscribe")).toBeTruthy();
    expect((await readMailing(member)).hasNotices).toBe(true);
  });

  test.each<[string, Record<string, string>]>([
    ["without origin", {}],
    ["from elsewhere", { Origin: "https://mail.example", "Sec-Fetch-Site": "cross-site" }],
  ])("ends letters by one click %s, with 200 and no cookie", async (_words, headers) => {
    const answer = await post(path, oneClick, { ...urlencoded, ...headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect((await readMailing(member)).hasNotices).toBe(false);
    expect(await answer.text()).toContain("You get no more mail about notices");
  });

  test("takes a form of several parts as well", async () => {
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    expect((await post(path, form)).status).toBe(200);
    expect((await readMailing(member)).hasNotices).toBe(false);
  });

  test("shows nobody's own page, whoever is signed in", async () => {
    const answer = await server.fetch(path, { as: member });
    expect(await answer.text()).not.toContain(member.name);
  });

  test.each<[string, () => Promise<Response>, number]>([
    ["a large form", () => post(path, "x=".padEnd(1_100, "y"), urlencoded), 413],
    ["JSON", () => post(path, "{}", { "Content-Type": "application/json" }), 415],
    ["a query behind it", () => post(`${path}?x=1`, oneClick, urlencoded), 403],
    ["a slash behind it", () => post(`${path}/`, oneClick, urlencoded), 403],
    ["capitals in it", () => post(path.toUpperCase(), oneClick, urlencoded), 403],
    ["another spelling", () => post(path.replace("unsub", "%75nsub"), oneClick, urlencoded), 403],
    [
      "a token that this site hasn't made",
      () =>
        post(
          path.replace(/.$/, (last) => (last === "0" ? "1" : "0")),
          oneClick,
          urlencoded,
        ),
      404,
    ],
  ])("refuses %s", async (_words, send, status) => {
    expect((await send()).status).toBe(status);
    expect((await readMailing(member)).hasNotices).toBe(true);
  });
});

describe("the address that takes mails", () => {
  const signed = (mail: string) => `sha256=${createHmac("sha256", secret).update(mail).digest("hex")}`;
  const send = (mail: string, headers: Record<string, string> = {}) =>
    post("/mail/inbound", mail, { "Content-Type": "message/rfc822", "X-Mail-Signature": signed(mail), ...headers });

  async function aMail() {
    const answered = await aReply({ thread: await aThread({ author: member }), body: "L1 and L2." });
    // As the server does, which has the same key.
    Object.assign(env(), { MAIL_REPLY_ADDRESS: "reply@in.forum.example" });
    const to = replyAddress({ memberId: member.id, postId: answered.id }, await databaseNow());
    Object.assign(env(), { MAIL_REPLY_ADDRESS: undefined });
    return `From: <${addressOf(member)}>\r\nTo: <${to}>\r\nMessage-ID: <${answered.id}@example.org>\r\n\r\nThey don't.\r\n`;
  }

  test("posts a signed reply once, and shows its author what was left out", async () => {
    const mail = await aMail();
    const answer = await send(mail);
    expect(answer.status).toBe(200);
    const said = (await answer.json()) as { is: string; post: string };
    expect(said).toMatchObject({ is: "posted", post: expect.stringMatching(/\/p\/\d+$/) });
    expect(await (await send(mail)).json()).toEqual(said);
    expect(await db.post.count({ where: { authorId: member.id, number: { gt: 1 } } })).toBe(1);
    const shown = await (await server.fetch("/inbox/by-mail", { as: member })).text();
    expect(page(shown).first("h1").text).toBe("Replies by mail");
    expect(shown).toContain("Post 3");
  });

  test.each<[string, (mail: string) => Promise<Response>, number]>([
    ["another signature", (mail) => send(mail, { "X-Mail-Signature": signed(`${mail} `) }), 403],
    ["no signature", (mail) => send(mail, { "X-Mail-Signature": "" }), 403],
    ["a form", (mail) => send(mail, urlencoded), 415],
    ["more than a megabyte", (mail) => send(mail + "x".repeat(1_000_000)), 413],
    [
      "another spelling",
      (mail) => post("/mail/inbound/", mail, { "Content-Type": "message/rfc822", "X-Mail-Signature": signed(mail) }),
      403,
    ],
  ])("refuses %s", async (_words, refuse, status) => {
    expect((await refuse(await aMail())).status).toBe(status);
    expect(await db.post.count({ where: { authorId: member.id, number: { gt: 1 } } })).toBe(0);
  });
});
