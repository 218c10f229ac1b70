/** Losing and keeping an account, as its owner does it without script: every mail goes through a real SMTP server. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Member } from "~/features/auth/auth";
import { hashPassword } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { useServedDatabase } from "../support/database";
import { aMember } from "../support/factories";
import { page } from "../support/page";
import { useSmtp } from "../support/smtp";
import { WebServer } from "../support/web-server";

const database = useServedDatabase();
const smtp = useSmtp();
const server = new WebServer();
beforeAll(() => server.start(database.url, { SMTP_URL: smtp.url, LOG_LEVEL: "info" }));
afterAll(() => server.stop());

const password = "correct horse battery";
const cookieIn = (response: Response) =>
  response.headers
    .getSetCookie()
    .find((line) => line.startsWith("session-"))!
    .split(";")[0]!;
const pathOf = (link: string) => link.slice(server.origin.length);
const isSignedIn = async (Cookie: string) =>
  (await server.fetch("/settings/sessions", { headers: { Cookie } })).status === 200;

async function verified(handle: string): Promise<Member> {
  const member = await aMember({ handle, passwordHash: await hashPassword(password) });
  await db.member.update({ where: { id: member.id }, data: { emailVerifiedAt: new Date("2026-01-01") } });
  return member;
}

const makeStale = (memberId: number) =>
  db.$executeRaw`update "Session" set "provedAt" = now() - interval '16 minutes' where "memberId" = ${memberId}`;

test("who joins confirms the address by the mailed link, is signed in anew, and other browsers are signed out", async () => {
  const joined = await server.fetch("/sign-up", { form: { handle: "joiner", email: "Joiner@example.org", password } });
  expect(joined.status).toBe(303);
  const here = cookieIn(joined);
  const elsewhere = cookieIn(await server.fetch("/sign-in", { form: { handle: "joiner", password } }));
  const { link, source } = await smtp.next("joiner@example.org");
  expect(source).toMatch(/^From: Counterproof <noreply@localhost>\r$/m);

  // A program that opens links confirms nothing.
  const opened = await server.fetch(pathOf(link));
  expect([opened.status, opened.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(page(await opened.text()).text).toContain("joiner@example.org becomes the address of @joiner");
  expect((await db.member.findUniqueOrThrow({ where: { handle: "joiner" } })).emailVerifiedAt).toBeNull();

  const confirmed = await server.fetch(pathOf(link), { form: { x: "" }, headers: { Cookie: here } });
  expect([confirmed.status, confirmed.headers.get("Location")]).toEqual([303, "/settings/sign-in?done=verified"]);
  expect(await Promise.all([here, elsewhere, cookieIn(confirmed)].map(isSignedIn))).toEqual([false, false, true]);
  const shown = page(
    await (await server.fetch("/settings/sign-in", { headers: { Cookie: cookieIn(confirmed) } })).text(),
  );
  expect(shown.first(".ways").text).toMatch(/joiner@example\.org\s*e-mail, confirmed/);
  expect((await server.fetch(pathOf(link), { form: { x: "" } })).status).toBe(404);
});

describe("a lost password", () => {
  test("is asked for with the same answer, whoever exists", async () => {
    await verified("exists");
    await aMember({ handle: "unconfirmed" });
    const answers = [];
    for (const handle of ["exists", "exists@example.org", "unconfirmed", "nobody-here", "nobody@example.org"]) {
      const answer = await server.fetch("/forgotten-password", { form: { handle } });
      answers.push([answer.status, answer.headers.get("Location"), await answer.text(), [...answer.headers.keys()]]);
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]!.slice(0, 2)).toEqual([303, "/forgotten-password?sent"]);
    const { link } = await smtp.next("exists@example.org");
    await smtp.next("exists@example.org");
    expect(smtp.received).toEqual([]);
    expect(link).toMatch(/\/reset-password\/[\w-]{43}$/);
  });

  test("is replaced by the link, which signs everybody out and nobody in", async () => {
    const member = await verified("loser");
    const Cookie = await server.cookieOf(member);
    await server.fetch("/forgotten-password", { form: { handle: "@Loser" } });
    const { link } = await smtp.next("loser@example.org");
    const short = await server.fetch(pathOf(link), { form: { password: "short" } });
    expect(short.status).toBe(422);
    expect(page(await short.text()).errors.join(" ")).toMatch(/at least 10 characters/);
    const set = await server.fetch(pathOf(link), { form: { password: "a wholly new password" } });
    expect([set.status, set.headers.get("Location")]).toEqual([303, "/sign-in?done=reset"]);
    expect(set.headers.getSetCookie()).toEqual([]);
    expect(await isSignedIn(Cookie)).toBe(false);
    const used = await server.fetch(pathOf(link));
    expect([used.status, page(await used.text()).first("h1").text]).toEqual([404, "This link no longer works"]);
    const signIn = (given: string) =>
      server.fetch("/sign-in", { form: { handle: "loser@example.org", password: given } });
    expect((await signIn(password)).status).toBe(422);
    expect((await signIn("a wholly new password")).status).toBe(303);
    expect((await smtp.next("loser@example.org")).source).toMatch(/password of @loser was changed/i);
  });
});

test("a change of address asks for a proof, keeps the form meanwhile, tells the old address, and is undone by it", async () => {
  const member = await verified("mover");
  const Cookie = await server.cookieOf(member);
  await makeStale(member.id);
  expect((await server.fetch("/settings/email", { headers: { Cookie } })).status).toBe(303);
  const sent = await server.fetch("/settings/email", { form: { email: "new@example.org" }, headers: { Cookie } });
  const toProve = sent.headers.get("Location")!;
  expect(toProve).toMatch(/^\/settings\/prove\?to=%2Fsettings%2Femail%3Fheld%3D/);
  expect(page(await (await server.fetch(toProve, { headers: { Cookie } })).text()).text).toContain("Your form is kept");

  const wrong = await server.fetch(toProve, { form: { password: "not the password" }, headers: { Cookie } });
  expect([wrong.status, page(await wrong.text()).errors]).toEqual([422, ["Wrong password."]]);
  const proved = await server.fetch(toProve, { form: { password }, headers: { Cookie } });
  expect(proved.status).toBe(303);
  expect(await isSignedIn(Cookie)).toBe(false);
  const fresh = { Cookie: cookieIn(proved) };
  const form = page(await (await server.fetch(proved.headers.get("Location")!, { headers: fresh })).text());
  expect(form.first("[name=email]").value).toBe("new@example.org");

  await server.fetch("/settings/email", { form: { email: "New@example.org" }, headers: fresh });
  const toNew = await smtp.next("new@example.org");
  const waiting = page(await (await server.fetch("/settings/sign-in", { headers: fresh })).text());
  expect(waiting.first(".ways").text).toMatch(/mover@example\.org.*A link was sent to new@example\.org/);
  // Opened in a browser that isn't signed in, the link signs nobody in and out.
  const confirmed = await server.fetch(pathOf(toNew.link), { form: { x: "" } });
  expect([confirmed.status, page(await confirmed.text()).first("h1").text]).toEqual([200, "Your address is confirmed"]);
  expect(await isSignedIn(fresh.Cookie)).toBe(true);

  const undo = await smtp.next("mover@example.org");
  expect(page(await (await server.fetch(pathOf(undo.link))).text()).text).toContain("mover@example.org becomes");
  const undone = await server.fetch(pathOf(undo.link), { form: { x: "" } });
  expect(page(await undone.text()).first("h1").text).toBe("Your address is back");
  expect(await isSignedIn(fresh.Cookie)).toBe(false);
  expect((await db.member.findUniqueOrThrow({ where: { id: member.id } })).email).toBe("mover@example.org");
});

test("a mailed link is a proof in the browser that is signed in, and leads on", async () => {
  const member = await verified("by-mail");
  const Cookie = await server.cookieOf(member);
  await makeStale(member.id);
  const asked = await server.fetch("/settings/prove?to=%2Fsettings%2Fpassword", {
    form: { intent: "mail" },
    headers: { Cookie },
  });
  expect(asked.headers.get("Location")).toBe("/settings/prove?to=%2Fsettings%2Fpassword&sent");
  const { link } = await smtp.next("by-mail@example.org");
  const strangers = await server.cookieOf(await verified("not-me"));
  expect((await server.fetch(pathOf(link), { headers: { Cookie: strangers } })).status).toBe(404);
  expect(
    page(await (await server.fetch(pathOf(link), { headers: { Cookie } })).text()).hasButton("Yes, it is me"),
  ).toBe(true);
  const proved = await server.fetch(pathOf(link), { form: { intent: "link" }, headers: { Cookie } });
  expect([proved.status, proved.headers.get("Location")]).toEqual([303, "/settings/password"]);

  const fresh = { Cookie: cookieIn(proved) };
  const other = await server.cookieOf(member);
  const changed = await server.fetch("/settings/password", { form: { password: "a wholly new one" }, headers: fresh });
  expect([changed.status, changed.headers.get("Location")]).toEqual([303, "/settings/sign-in?done=password"]);
  expect(await Promise.all([fresh.Cookie, other, cookieIn(changed)].map(isSignedIn))).toEqual([false, false, true]);
});

test("sessions are shown with browser and cut address, and ended one by one or all others at once", async () => {
  await verified("everywhere");
  const firefox = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
  const signIn = (address: string) =>
    server.fetch("/sign-in", { form: { handle: "everywhere", password }, address, headers: { "User-Agent": firefox } });
  const [here, phone, third] = [
    cookieIn(await signIn("192.0.2.77")),
    cookieIn(await signIn("2001:db8:7:8::1")),
    cookieIn(await signIn("192.0.2.78")),
  ];
  const list = async () =>
    page(await (await server.fetch("/settings/sessions", { headers: { Cookie: here } })).text()).all(".way");
  const rows = await list();
  expect(rows.map((row) => row.first(".way-name").text)).toEqual([
    "This browser",
    "Firefox on Android",
    "Firefox on Android",
  ]);
  expect(rows[0]!.text).toMatch(/Firefox on Android · 192\.0\.2\.0\/24/);
  expect(rows.map((row) => row.text).join()).not.toMatch(/192\.0\.2\.7|2001:db8:7:8/);
  const ofPhone = rows.find((row) => row.text.includes("2001:db8:7::/48"))!;
  const end = (session: string, Cookie = here) =>
    server.fetch("/settings/sessions", { form: { session }, headers: { Cookie } });
  // Its name is good for its owner alone.
  await end(ofPhone.first("button").attribute("value")!, await server.cookieOf(await aMember()));
  expect(await isSignedIn(phone)).toBe(true);
  await end(ofPhone.first("button").attribute("value")!);
  expect(await Promise.all([phone, third, here].map(isSignedIn))).toEqual([false, true, true]);
  await end("others");
  expect(await Promise.all([third, here].map(isSignedIn))).toEqual([false, true]);
});

test("no link that was mailed, and no password, stands in the log", async () => {
  const log = server.output.split("\n").filter((line) => line.startsWith("{"));
  expect(log.length).toBeGreaterThan(10);
  expect(log.join("\n")).not.toMatch(
    /(?:reset-password|verify-email|undo-email)\/[\w-]{20}|token=[\w-]{20}|horse|wholly new/,
  );
});
