import { hash } from "@node-rs/argon2";
import { describe, expect, test } from "vitest";
import { hashPassword, issueToken } from "~/features/auth/auth.server";
import { replaceRecoveryCodes } from "~/features/keys/recovery-codes.server";
import { db, inTransaction } from "~/platform/db.server";
import { aMember, aThread } from "../support/factories";
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

test("a recovery code is answered alike for a wrong code, an unknown name and a member who has a password", async () => {
  const byWallet = await aMember({ handle: "by-wallet-alone" });
  const withPassword = await aMember({ handle: "with-password", passwordHash: await hashPassword(password) });
  const [right = ""] = await inTransaction((tx) => replaceRecoveryCodes(tx, byWallet.id));
  const [useless = ""] = await inTransaction((tx) => replaceRecoveryCodes(tx, withPassword.id));
  const answers = [];
  for (const [handle, code] of [
    [byWallet.handle, useless],
    [withPassword.handle, useless],
    ["nobody-at-all", useless],
  ] as const) {
    const response = await server.fetch("/sign-in/recovery", { form: { handle, code } });
    const html = await response.text();
    answers.push([response.status, response.headers.getSetCookie(), html.replaceAll(handle, "X")]);
    expect(page(html).errors).toEqual(["Wrong handle or code."]);
    expect(html).not.toContain(useless);
  }
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  const signedIn = await server.fetch("/sign-in/recovery", { form: { handle: byWallet.handle, code: right } });
  expect(signedIn.headers.get("Location")).toBe("/settings/sign-in?done=recovered");
});

test("who joined by wallet is asked for a passkey, at home and in the settings, until something else brings them back", async () => {
  const member = await aMember({ handle: "wallet-only" });
  const asks = async () => {
    const pages = await Promise.all(["/", "/settings/sessions"].map((path) => server.fetch(path, { as: member })));
    return Promise.all(
      pages.map(async (answer) => page(await answer.text()).text.includes("If your wallet or provider is lost")),
    );
  };
  expect(await asks()).toEqual([false, false]);
  const address = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  await db.wallet.create({ data: { memberId: member.id, address, chainId: 0 } });
  expect(await asks()).toEqual([true, true]);
  await db.member.update({ where: { id: member.id }, data: { emailVerifiedAt: new Date() } });
  expect(await asks()).toEqual([false, false]);
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

test("without script a refused form says that the password is to be typed again, a new one doesn't", async () => {
  for (const path of ["/sign-up", "/sign-in"]) {
    const again = "Type it again: a password is never sent back to a page.";
    expect(page(await (await server.fetch(path)).text()).text).not.toContain(again);
    const refused = await server.fetch(path, { form: { handle: "x!", email: "x@example.org", password } });
    expect(page(await refused.text()).text).toContain(again);
  }
});

test("a password is the same letters however a keyboard writes them, and a handle may be typed with its @", async () => {
  const [composed, parted] = ["Brücke über den Fluß é ①".normalize("NFC"), "Brücke über den Fluß é ①".normalize("NFD")];
  expect(composed).not.toBe(parted);
  const joined = await server.fetch("/sign-up", {
    form: { handle: "@bridges", email: "b@example.org", password: composed },
  });
  expect(joined.status).toBe(303);
  expect(await db.member.count({ where: { handle: "bridges" } })).toBe(1);
  const signIn = (handle: string, given: string) => server.fetch("/sign-in", { form: { handle, password: given } });
  for (const handle of ["bridges", "@bridges", " @Bridges", "＠ｂｒｉｄｇｅｓ"])
    expect([handle, (await signIn(handle, parted)).status]).toEqual([handle, 303]);
  expect((await signIn("bridges", "Brucke uber den Fluss e 1")).status).toBe(422);

  // As earlier releases stored it: hashed as it was typed.
  await aMember({ handle: "from-before", passwordHash: await hash(parted) });
  expect((await signIn("from-before", parted)).status).toBe(303);
  expect((await signIn("from-before", "another one")).status).toBe(422);
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

/** As if so many attempts had been made within the last minutes. */
async function spend(key: string, count: number) {
  const expiresAt = new Date(Date.now() + 10 * 60_000);
  await db.rateLimit.upsert({ where: { key }, create: { key, count, expiresAt }, update: { count, expiresAt } });
}

describe("sign-in counts attempts by address, account and browser", () => {
  const signIn = (given: { handle: string; right?: boolean; address: string; Cookie?: string }) =>
    server.fetch("/sign-in", {
      form: { handle: given.handle, password: given.right ? password : "wrong" },
      address: given.address,
      ...(given.Cookie && { headers: { Cookie: given.Cookie } }),
    });
  const anAccount = async (handle: string) => aMember({ handle, passwordHash: await hashPassword(password) });
  const cookiesOf = (response: Response) =>
    response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf(";")));

  test("an address that fails ten times at an account waits, and its owner elsewhere does not", async () => {
    await anAccount("besieged");
    for (let attempt = 0; attempt < 10; attempt++)
      expect((await signIn({ handle: "besieged", address: "192.0.2.1" })).status).toBe(422);
    const refused = await signIn({ handle: "besieged", right: true, address: "192.0.2.1" });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await refused.text()).toMatch(/Try again in \d+ minutes/);
    expect((await signIn({ handle: "besieged", right: true, address: "192.0.2.2" })).status).toBe(303);
  });

  test("an address past its limit counts against no account that it names", async () => {
    await anAccount("named");
    const address = "192.0.2.10";
    await spend(`sign-in:address:${address}`, 60);
    for (let attempt = 0; attempt < 12; attempt++)
      expect((await signIn({ handle: "named", address })).status).toBe(429);
    const counted = await db.rateLimit.findMany({ where: { key: { startsWith: "sign-in:failed" } } });
    const { id } = await db.member.findUniqueOrThrow({ where: { handle: "named" } });
    expect(counted.filter(({ key }) => new RegExp(`:${id}( |$)`).test(key))).toEqual([]);
    expect((await signIn({ handle: "named", right: true, address: "192.0.2.11" })).status).toBe(303);
  });

  test("many addresses that fail at an account slow down unknown browsers; a known one passes by its own counter", async () => {
    await anAccount("famous");
    const cookies = cookiesOf(await signIn({ handle: "famous", right: true, address: "192.0.2.20" }));
    const known = cookies.find((cookie) => cookie.startsWith(`browser-${server.port}=`))!;
    expect(known).toBeDefined();
    const { id } = await db.member.findUniqueOrThrow({ where: { handle: "famous" } });
    await spend(`sign-in:failed:account:${id}`, 29);
    const strangers = [];
    for (const address of ["198.51.100.1", "198.51.100.2", "198.51.100.3"])
      strangers.push((await signIn({ handle: "famous", address })).status);
    // The thirtieth, one in the pause's place, and one within the pause.
    expect(strangers).toEqual([422, 422, 429]);
    const slowed = await signIn({ handle: "famous", right: true, address: "192.0.2.21" });
    expect(slowed.status).toBe(429);
    expect(Number(slowed.headers.get("Retry-After"))).toBeLessThanOrEqual(10);
    expect((await signIn({ handle: "famous", right: true, address: "192.0.2.21", Cookie: known })).status).toBe(303);
    // The pause between two tries passes, and the owner signs in from a new browser.
    await db.rateLimit.updateMany({
      where: { key: { startsWith: "sign-in:slow" } },
      data: { expiresAt: new Date(0) },
    });
    expect((await signIn({ handle: "famous", right: true, address: "192.0.2.22" })).status).toBe(303);
  });

  test("a known browser has ten tries of its own, and is unknown to every other account", async () => {
    await Promise.all([anAccount("mine"), anAccount("theirs")]);
    const joined = await signIn({ handle: "mine", right: true, address: "192.0.2.30" });
    const Cookie = cookiesOf(joined).find((cookie) => cookie.startsWith("browser-"))!;
    const mine = [];
    for (let attempt = 0; attempt < 11; attempt++)
      mine.push((await signIn({ handle: "mine", address: "192.0.2.31", Cookie })).status);
    expect(mine).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
    expect((await signIn({ handle: "mine", right: true, address: "192.0.2.31" })).status).toBe(303);
    const theirs = [];
    for (let attempt = 0; attempt < 11; attempt++)
      theirs.push((await signIn({ handle: "theirs", address: "192.0.2.32", Cookie })).status);
    expect(theirs).toEqual([...Array.from({ length: 10 }, () => 422), 429]);
    expect((await signIn({ handle: "theirs", right: true, address: "192.0.2.32" })).status).toBe(429);
  });

  test("guesses at the same time are counted as they begin", async () => {
    await anAccount("raced");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signIn({ handle: "raced", address: "192.0.2.40" })),
    );
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10);
    // The gate in front may turn some away before that.
    expect(answers.filter(({ status }) => status === 429 || status === 503)).toHaveLength(10);
  });

  test("the addresses of one IPv6 network are one", async () => {
    await spend("sign-in:address:2001:db8:0:7::/64", 60);
    expect((await signIn({ handle: "six", address: "2001:db8:0:7::1" })).status).toBe(429);
    expect((await signIn({ handle: "six", address: "2001:db8:0:7:ffff::2" })).status).toBe(429);
    expect((await signIn({ handle: "six", address: "2001:db8:0:8::1" })).status).toBe(422);
  });
});

test("a member's previews are counted by member and by address, through every form", async () => {
  const as = await aMember();
  const thread = await aThread({ author: as });
  const address = "192.0.2.50";
  await spend(`preview:member:${as.id}`, 120);
  const forms: [string, Record<string, string>][] = [
    [`/t/${thread.id}/${thread.slug}`, { body: "Some text." }],
    ["/new", { title: "A title that is long enough", body: "Some text.", tags: "fees" }],
    [`/p/${thread.openingPostId}/edit`, { title: thread.title, body: "Some text.", tags: "fees", revision: "1" }],
    ["/tags/fees/edit", { description: "What it costs to be included. Some text.", revision: "1" }],
  ];
  for (const [path, form] of forms) {
    const answer = await server.fetch(path, { as, address, form: { ...form, intent: "preview" } });
    expect([path, answer.status]).toEqual([path, 429]);
    expect(await answer.text()).toContain("Some text.");
  }
  // The address has had four of its 240 by these forms; both doors have one counter.
  const before = await db.rateLimit.findUniqueOrThrow({ where: { key: `preview:address:${address}` } });
  expect(before.count).toBe(4);
  await server.fetch("/api/v1/preview", { json: { markdown: "x" }, address });
  const after = await db.rateLimit.findUniqueOrThrow({ where: { key: `preview:address:${address}` } });
  expect(after.count).toBe(5);
});

test("comparisons and drawn pictures have limits", async () => {
  const thread = await aThread();
  const address = "192.0.2.60";
  for (const name of ["comparison", "drawing"]) await spend(`${name}:address:${address}`, 60);
  for (const path of [`/p/${thread.openingPostId}/history`, "/tags/fees/history", `/embed/thread/${thread.id}.svg`]) {
    expect([path, (await server.fetch(path, { address })).status]).toEqual([path, 429]);
    expect([path, (await server.fetch(path, { address: "192.0.2.61" })).status]).toEqual([path, 200]);
  }
  const as = await aMember();
  await spend(`comparison:member:${as.id}`, 60);
  expect((await server.fetch("/tags/fees/history", { as, address: "192.0.2.62" })).status).toBe(429);
  await spend(`drawing:member:${as.id}`, 120);
  for (const path of [`/embed/thread/${(await aThread()).id}.png`, "/embed/metric/base/tps.svg?width=501"]) {
    expect((await server.fetch(path, { as, address: "192.0.2.62" })).status).toBe(429);
    expect((await server.fetch(path, { address: "192.0.2.62" })).status).toBe(200);
    // It is drawn now: one that is kept is no work.
    const kept = await server.fetch(path, { as, address: "192.0.2.62" });
    expect([kept.status, kept.headers.get("Set-Cookie")]).toEqual([200, null]);
  }
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
  expect(answers.find(({ status }) => status === 303)?.headers.get("Location")).toBe("/admin/first-run");
  expect(await db.member.count({ where: { role: "admin" } })).toBe(1);
  expect((await server.fetch(`/admin/first?token=${token}`, { as: two })).status).toBe(404);
  expect(
    (await server.fetch(`/admin/first?token=${await issueToken("first_administrator")}`, { as: two, form: { go: "" } }))
      .status,
  ).toBe(409);
});

test("the links that several servers print are all good, and one of them makes one administrator", async () => {
  await db.member.updateMany({ where: { role: "admin" }, data: { role: "member" } });
  const tokens = [await issueToken("first_administrator"), await issueToken("first_administrator")];
  const members = [await aMember(), await aMember()];
  const asked = await Promise.all(tokens.map((token) => server.fetch(`/admin/first?token=${token}`)));
  expect(asked.map(({ status }) => status)).toEqual([200, 200]);
  const answers = await Promise.all(
    tokens.map((token, number) =>
      server.fetch(`/admin/first?token=${token}`, { as: members[number]!, form: { go: "" } }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, expect.toBeOneOf([404, 409])]);
  expect(await db.member.count({ where: { role: "admin" } })).toBe(1);
});

test("with a database of its own nobody signs in as a demonstration member", async () => {
  await aMember({ handle: "demo-writer", isDemonstration: true });
  expect(await (await server.fetch("/sign-in")).text()).not.toContain("demonstration");
  expect((await server.fetch("/sign-in", { form: { demonstration: "demo-writer" } })).status).toBe(422);
});
