import { expect, test } from "vitest";
import { hashPassword, issueToken } from "~/features/auth/auth.server";
import { db } from "~/platform/db.server";
import { aMember } from "../support/factories";
import { page } from "../support/page";
import { useWebServer } from "../support/web-server";

const server = useWebServer();
const password = "correct horse battery";

test("a new member joins, is signed in, and comes back to where they were", async () => {
  const response = await server.fetch("/sign-up", {
    form: { handle: "New-One", email: "new@example.org", password, redirectTo: "/t/7?x=1#reply" },
  });
  expect(response.status).toBe(303);
  expect(response.headers.get("Location")).toBe("/t/7?x=1#reply");
  const cookie = response.headers.get("Set-Cookie")!;
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  const profile = await fetch(`${server.origin}/u/new-one`, { headers: { Cookie: cookie.split(";")[0]! } });
  expect(await profile.text()).toContain("Sign out");
});

test("neither token nor password is stored readable", async () => {
  const response = await server.fetch("/sign-up", { form: { handle: "hashed", email: "h@example.org", password } });
  const token = /=([^;]+);/.exec(response.headers.get("Set-Cookie")!)![1]!;
  const member = await db.member.findUniqueOrThrow({ where: { handle: "hashed" }, include: { sessions: true } });
  expect(member.passwordHash).toMatch(/^\$argon2id\$/);
  expect(member.sessions[0]!.id).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(await db.session.findMany())).not.toContain(token);
});

test("a known address signs up like an unknown one", async () => {
  await aMember({ handle: "first-owner" });
  const answers = await Promise.all(
    ["first-owner@example.org", "never-seen@example.org"].map((email, index) =>
      server.fetch("/sign-up", { form: { handle: `echo-${index}`, email, password } }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
});

test("sign-in answers alike for a wrong password and an unknown name", async () => {
  await aMember({ handle: "known", passwordHash: await hashPassword(password) });
  const pages = [];
  for (const handle of ["known", "unknown"]) {
    const response = await server.fetch("/sign-in", { form: { handle, password: "not the password" } });
    expect(response.status).toBe(422);
    pages.push((await response.text()).replaceAll(handle, "X"));
  }
  expect(pages[0]).toBe(pages[1]);
  expect((await server.fetch("/sign-in", { form: { handle: "KNOWN ", password } })).status).toBe(303);
});

test("a password never comes back in a refused form, everything else does", async () => {
  const response = await server.fetch("/sign-up", {
    form: { handle: "bad handle!", email: "typed@example.org", password: "short-pw" },
  });
  const html = await response.text();
  expect(response.status).toBe(422);
  expect(page(html).first("[name=handle]").value).toBe("bad handle!");
  expect(page(html).first("[name=email]").value).toBe("typed@example.org");
  expect(html).not.toContain("short-pw");
  expect(page(html).errors.join(" ")).toMatch(/A handle has 2 to 30.*A password has at least 10/);
});

test("signing in gives a new token and ends the one the browser had", async () => {
  await aMember({ handle: "rotating", passwordHash: await hashPassword(password) });
  const first = await server.fetch("/sign-in", { form: { handle: "rotating", password } });
  const cookie = first.headers.get("Set-Cookie")!.split(";")[0]!;
  const second = await server.fetch("/sign-in", {
    form: { handle: "rotating", password },
    headers: { Cookie: cookie },
  });
  expect(second.headers.get("Set-Cookie")!.split(";")[0]).not.toBe(cookie);
  expect(await db.session.count({ where: { member: { handle: "rotating" } } })).toBe(1);
  expect((await server.fetch("/new", { headers: { Cookie: cookie } })).status).toBe(303);
});

test("signing out ends the session, and a link can't do it", async () => {
  const member = await aMember();
  const Cookie = await server.cookieOf(member);
  expect((await server.fetch("/sign-out", { headers: { Cookie } })).status).toBe(200);
  expect(await db.session.count({ where: { memberId: member.id } })).toBe(1);
  expect((await server.fetch("/sign-out", { form: { x: "" }, headers: { Cookie } })).status).toBe(303);
  expect(await db.session.count({ where: { memberId: member.id } })).toBe(0);
});

test("an expired session is nobody's", async () => {
  const member = await aMember();
  const Cookie = await server.cookieOf(member);
  await db.session.updateMany({ where: { memberId: member.id }, data: { expiresAt: new Date(0) } });
  const response = await server.fetch("/", { headers: { Cookie } });
  expect(await response.text()).toContain("Sign in");
  expect(response.headers.get("Set-Cookie")).toMatch(/Max-Age=0/);
});

test("after ten wrong passwords an account rests, whoever asks, and says for how long", async () => {
  await aMember({ handle: "besieged", passwordHash: await hashPassword(password) });
  for (let attempt = 0; attempt < 10; attempt++)
    expect(
      (
        await server.fetch("/sign-in", {
          form: { handle: "besieged", password: "wrong" },
          address: `192.0.2.${attempt}`,
        })
      ).status,
    ).toBe(422);
  const refused = await server.fetch("/sign-in", { form: { handle: "besieged", password }, address: "192.0.2.99" });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  expect(await refused.text()).toMatch(/Try again in \d+ minutes/);
});

test("an address that signs up too often waits", async () => {
  const statuses = [];
  for (let index = 0; index < 21; index++)
    statuses.push(
      (
        await server.fetch("/sign-up", {
          form: { handle: `crowd-${index}`, email: "c@example.org", password },
          address: "192.0.2.200",
        })
      ).status,
    );
  expect(statuses.slice(0, 20).every((status) => status === 303)).toBe(true);
  expect(statuses[20]).toBe(429);
});

test("the first administrator's link works once, and only while there is none", async () => {
  const token = await issueToken("first_administrator");
  const [one, two] = [await aMember(), await aMember()];
  const asked = await server.fetch(`/admin/first?token=${token}`);
  expect(asked.status).toBe(200);
  expect(await asked.text()).toContain("Join");
  const answers = await Promise.all(
    [one, two].map((as) => server.fetch(`/admin/first?token=${token}`, { as, form: { go: "" } })),
  );
  expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, expect.toBeOneOf([404, 409])]);
  expect(await db.member.count({ where: { role: "admin" } })).toBe(1);
  expect((await server.fetch(`/admin/first?token=${token}`, { as: two })).status).toBe(404);
  expect(
    (await server.fetch(`/admin/first?token=${await issueToken("first_administrator")}`, { as: two, form: { go: "" } }))
      .status,
  ).toBe(409);
});

test("with a database of its own nobody signs in as a demonstration member", async () => {
  await aMember({ handle: "demo-writer", isDemonstration: true });
  expect(await (await server.fetch("/sign-in")).text()).not.toContain("demonstration");
  expect((await server.fetch("/sign-in", { form: { demonstration: "demo-writer" } })).status).toBe(422);
});
