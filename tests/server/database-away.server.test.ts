/** The database is away, hangs or is locked: what visitors and members get meanwhile, and afterwards. */
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "~/platform/db.server";
import { DatabaseProxy } from "../support/database-proxy";
import { useServedDatabase } from "../support/database";
import { aMember, aThread, type ThreadMade } from "../support/factories";
import { fieldsGivenBack } from "../support/given-back";
import { page } from "../support/page";
import { WebServer } from "../support/web-server";
import type { Member } from "~/features/auth/auth";

const database = useServedDatabase();
const server = new WebServer();
let network: DatabaseProxy;
let member: Member;
let thread: ThreadMade;
let path: string;

beforeAll(async () => {
  network = new DatabaseProxy(database.url);
  await network.open();
  await server.start(network.url);
  member = await aMember();
  thread = await aThread({ title: "Is the last good page good enough?" });
  path = `/t/${thread.id}/${thread.slug}`;
});
afterAll(async () => {
  await server.stop();
  await network.cut();
});

const isReady = async () => expect((await server.fetch("/readyz")).status).toBe(200);
const untilReady = () => vi.waitFor(isReady, { timeout: 20_000, interval: 50 });
const sent = (answer: Response) => ({ status: answer.status, retryAfter: answer.headers.get("Retry-After") });

/** Does this while the table is locked against everybody else. */
async function whileLocked<T>(table: string, work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  try {
    await holder.query(`begin; lock table ${table} in access exclusive mode`);
    return await work();
  } finally {
    await holder.query("rollback");
    await holder.end();
  }
}

describe("fault 5: while the database is away", () => {
  test("visitors get the last good page with its age, members and writes get 503, and all is well afterwards", async () => {
    const before = await (await server.fetch(path)).text();
    const cookie = await server.cookieOf(member);
    await network.cut();
    const [kept, own, unread, reply, ready, alive] = await Promise.all([
      server.fetch(path),
      server.fetch(path, { headers: { Cookie: cookie } }),
      server.fetch("/tags"),
      server.fetch(path, { form: { body: "Typed in vain?" }, headers: { Cookie: cookie } }),
      server.fetch("/readyz"),
      server.fetch("/healthz"),
    ]);
    await network.open();

    expect(kept.status).toBe(200);
    expect(kept.headers.get("Age")).toMatch(/^\d+$/);
    expect(kept.headers.get("Warning")).toBe('110 - "Response is Stale"');
    expect(kept.headers.get("Cache-Control")).toBe("no-store");
    const text = await kept.text();
    expect(page(text).text).toMatch(/As of \d\d:\d\d UTC/);
    expect(text.replace(/<p class="notice notice-old[\s\S]*?<\/p>/, "")).toBe(before);
    for (const answer of [own, unread, reply]) expect(sent(answer)).toEqual({ status: 503, retryAfter: "5" });
    expect([ready.status, alive.status]).toEqual([503, 200]);

    await untilReady();
    const after = await server.fetch(path);
    expect([after.status, after.headers.get("Age")]).toEqual([200, null]);
    expect((await server.fetch(path, { headers: { Cookie: cookie } })).status).toBe(200);
  });

  test("a page that has changed since it was kept is not shown", async () => {
    await server.fetch(path);
    await db.thread.update({ where: { id: thread.id }, data: { title: "Is a page of yesterday good enough?" } });
    await server.fetch("/tags");
    await network.cut();
    const answers = await Promise.all([server.fetch(path), server.fetch("/tags")]);
    await network.open();
    expect(answers.map(({ status }) => status)).toEqual([503, 200]);
    await untilReady();
  });

  test("fault 12: a form without script is given back with its text, and can be sent again from there", async () => {
    const cookie = await server.cookieOf(member);
    const body = 'Two lines,\n\n<b>"typed"</b> & kept.';
    const form = { body, idempotencyKey: "given-back-once-0001" };
    await network.cut();
    const refused = await server.fetch(path, { form, headers: { Cookie: cookie } });
    await network.open();
    expect(sent(refused)).toEqual({ status: 503, retryAfter: "5" });
    const given = fieldsGivenBack(await refused.text());
    expect(given).toEqual(form);
    await untilReady();
    const saved = await server.fetch(path, { form: given, headers: { Cookie: cookie } });
    expect(saved.status).toBe(303);
    expect(await db.post.count({ where: { authorId: member.id } })).toBe(1);
  });

  test("a form with a password is not given back", async () => {
    await network.cut();
    const refused = await server.fetch("/sign-in", { form: { handle: "somebody", password: "correct horse battery" } });
    await network.open();
    expect(refused.status).toBe(503);
    expect(await refused.text()).not.toContain("correct horse");
    await untilReady();
  });
});

describe("fault 3: while the database hangs", () => {
  test("everybody is answered, and all is well when it goes on", async () => {
    const cookie = await server.cookieOf(member);
    await server.fetch(path);
    network.hang();
    const [kept, own, ready] = await Promise.all([
      server.fetch(path),
      server.fetch(path, { headers: { Cookie: cookie } }),
      server.fetch("/readyz"),
    ]);
    network.flow();
    expect([kept.status, kept.headers.get("Age")]).toEqual([200, expect.stringMatching(/^\d+$/)]);
    expect([own.status, ready.status]).toEqual([503, 503]);
    await untilReady();
    expect((await server.fetch(path, { headers: { Cookie: cookie } })).status).toBe(200);
  });

  test("one backend that stands still is left alone by the pages that come after", async () => {
    await server.fetch(path);
    const rows = await db.$queryRaw<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database() and query like '%from "ContentVersion"' and pid <> pg_backend_pid()`;
    expect(rows.length).toBeGreaterThan(0);
    for (const { pid } of rows) process.kill(pid, "SIGSTOP");
    try {
      const answers = [await server.fetch(path), await server.fetch("/tags"), await server.fetch("/readyz")];
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    } finally {
      for (const { pid } of rows) process.kill(pid, "SIGCONT");
    }
  });
});

describe("fault 4: while members wait for a locked table", () => {
  test("kept pages, files and health flow, a bounded number waits, and the others are turned away", async () => {
    const cookie = await server.cookieOf(member);
    await server.fetch("/");
    const { answers, flowing } = await whileLocked('"Session"', async () => {
      const members = Array.from({ length: 120 }, () => server.fetch(path, { headers: { Cookie: cookie } }));
      const turnedAway = await Promise.race(members);
      expect(sent(turnedAway)).toEqual({ status: 503, retryAfter: "5" });
      const paths = ["/", "/healthz", "/readyz", "/favicon.svg"];
      const flowing = await Promise.all(paths.map((path) => server.fetch(path)));
      return { answers: await Promise.all(members), flowing };
    });
    expect(flowing.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(flowing[0]!.headers.get("Age")).toBeNull();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect((await server.fetch(path, { headers: { Cookie: cookie } })).status).toBe(200);
  });

  test("visitors and members get 503 before the lock is given up", async () => {
    const cookie = await server.cookieOf(member);
    // What was read before the lock is still shown.
    const unread = await aThread();
    const answers = await whileLocked('"Post", "Member"', () =>
      Promise.all([
        server.fetch(`/t/${unread.id}/${unread.slug}`),
        server.fetch(path, { headers: { Cookie: cookie } }),
        server.fetch(path, { form: { body: "Held up by a lock." }, headers: { Cookie: cookie } }),
      ]),
    );
    expect(answers.map(sent)).toEqual(answers.map(() => ({ status: 503, retryAfter: "5" })));
    const ready = await server.fetch("/readyz");
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining("too long for most requests")]);
    await untilReady();
  });
});

test("fault 8: a full disk is 503 with a sentence that says so, reading goes on, and readiness says it too", async () => {
  const cookie = await server.cookieOf(member);
  await db.$executeRaw`create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = '53100'; end $$`;
  await db.$executeRaw`create trigger full_disk before insert on "Post" for each row execute function full_disk()`;
  const refused = await server.fetch(path, { form: { body: "No room for this." }, headers: { Cookie: cookie } });
  const [read, ready] = [await server.fetch(path, { headers: { Cookie: cookie } }), await server.fetch("/readyz")];
  await db.$executeRaw`drop trigger full_disk on "Post"`;
  expect(sent(refused)).toEqual({ status: 503, retryAfter: "60" });
  const text = await refused.text();
  expect(page(text).text).toContain("disk is full");
  expect(fieldsGivenBack(text)).toEqual({ body: "No room for this." });
  expect([read.status, ready.status, await ready.text()]).toEqual([200, 503, expect.stringContaining("no room")]);
});

test("fault 15: no connection begins with a parameter that a pooler refuses", () => {
  expect(network.startups.length).toBeGreaterThan(2);
  for (const startup of network.startups) expect(startup).not.toMatch(/statement_timeout|options|lock_timeout/);
});
