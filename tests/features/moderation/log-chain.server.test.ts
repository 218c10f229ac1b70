/** The log's chain, as the database makes it and as anybody can check it. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import {
  countUnchained,
  findNewestHash,
  listChained,
  readChain,
  verifyChain,
  writeLog,
} from "~/features/moderation/moderation.server";
import { databaseNow, db, inTransaction } from "~/platform/db.server";
import { useDatabase } from "../../support/database";
import { aMember, aThread } from "../../support/factories";

const used = useDatabase();

/** An act that locks a row of its own before it writes the log, as acts do. */
async function anAct(threadId: number, reason: string) {
  const by = await aMember({ role: "moderator" });
  await inTransaction(async (tx) => {
    await tx.thread.update({ where: { id: threadId }, data: { pinnedAt: await databaseNow(tx) } });
    await writeLog(tx, { by, kind: "pin_thread", reason, at: await databaseNow(tx), threadId });
    await tx.thread.update({ where: { id: threadId }, data: { pinnedAt: null } });
  });
}

const entries = () => listChained({ after: 0, take: 1_000 });
const state = async (kept: string | null = null) => verifyChain(readChain(), kept);

/** Changes the log behind the forum's back, and brings it back afterwards. */
async function tampered(sql: string, look: () => Promise<unknown>) {
  await db.$executeRawUnsafe(`create table "Before" as select * from "ModAction"`);
  await db.$executeRawUnsafe(sql);
  try {
    await look();
  } finally {
    await db.$executeRawUnsafe(`delete from "ModAction"`);
    await db.$executeRawUnsafe(`insert into "ModAction" select * from "Before"`);
    await db.$executeRawUnsafe(`drop table "Before"`);
  }
}

describe("the chain of the log", () => {
  test("fifty acts at once, on shared and on separate threads, give one unbroken chain; an act that fails leaves no gap", async () => {
    const threads = await Promise.all(Array.from({ length: 5 }, () => aThread()));
    const acts = Array.from({ length: 50 }, (_, at) => anAct(threads[at % 5]!.id, `The reason ${at}.`));
    const failing = Array.from({ length: 5 }, () =>
      inTransaction(async (tx) => {
        await writeLog(tx, {
          by: null,
          kind: "pin_thread",
          reason: "Undone.",
          at: new Date(),
          threadId: threads[0]!.id,
        });
        throw new Error("The act fails after it was logged.");
      }).catch(() => {}),
    );
    await Promise.all([...acts, ...failing]);
    const chained = await entries();
    expect(chained.map(({ place }) => place)).toEqual(chained.map((_, at) => at + 1));
    expect(chained).toHaveLength(50);
    expect(await state()).toMatchObject({ ok: true, count: 50, newest: (await findNewestHash())!.hash });
    expect(await countUnchained()).toBe(0);
  });

  test("two entries of one transaction are chained one after the other", async () => {
    const thread = await aThread();
    const given = { by: null, at: new Date("2026-11-29T10:00:00.007Z"), threadId: thread.id };
    await inTransaction(async (tx) => {
      await writeLog(tx, { ...given, kind: "lock_thread", reason: "First." });
      await writeLog(tx, { ...given, kind: "pin_thread", reason: "Second: “ümlaut” and 🙂.", detail: "with a detail" });
    });
    const [first, second] = (await entries()).slice(-2);
    expect([first?.reason, second?.detail]).toEqual(["First.", "with a detail"]);
    expect(second).toMatchObject({ actor: "site", targets: `thread:${thread.id}`, at: "2026-11-29T10:00:00.007Z" });
    expect(await state()).toMatchObject({ ok: true });
  });

  test.each([
    ["a removed entry", `delete from "ModAction" where "place" = 7`, /one between them was removed/],
    ["a changed reason", `update "ModAction" set "reason" = 'Another.' where "place" = 7`, /the reason is not/],
    ["a changed moderator", `update "ModAction" set "moderatorId" = null where "place" = 7`, /does not fit/],
    ["a changed time", `update "ModAction" set "at" = "at" + interval '1 second' where "place" = 7`, /does not fit/],
    ["a changed detail", `update "ModAction" set "detail" = 'x' where "place" = 7`, /the detail is not/],
    ["a removed beginning", `delete from "ModAction" where "place" < 3`, /was removed/],
  ])("shows %s", async (_, sql, problem) => {
    await tampered(sql, async () =>
      expect(await state()).toMatchObject({ ok: false, problem: expect.stringMatching(problem) }),
    );
    expect(await state()).toMatchObject({ ok: true });
  });

  test("a cut end shows to who kept a hash, and to nobody else", async () => {
    const kept = (await findNewestHash())!;
    expect(await state(kept.hash)).toMatchObject({ ok: true, hasKept: true });
    await tampered(`delete from "ModAction" where "place" = ${kept.place}`, async () =>
      expect(await state(kept.hash)).toMatchObject({ ok: true, hasKept: false }),
    );
  });

  test("a reason erased with its salt leaves the chain whole", async () => {
    const sql = `update "ModAction" set "reason" = '', "salt" = null, "detail" = '', "detailSalt" = null where "place" = 7`;
    await tampered(sql, async () => expect(await state()).toMatchObject({ ok: true }));
  });

  test("an entry stays when the thread that it is about goes", async () => {
    const thread = await aThread();
    await anAct(thread.id, "About a thread that goes.");
    await db.$executeRaw`delete from "Thread" where "id" = ${thread.id}`;
    expect((await entries()).at(-1)).toMatchObject({ targets: `thread:${thread.id}` });
    expect(await state()).toMatchObject({ ok: true });
  });

  test("the command says that the chain holds, and ends with status 1 when it does not", async () => {
    const verify = (...given: string[]) =>
      spawnSync("npx", ["tsx", "prisma/verify-log.ts", ...given], {
        env: { ...process.env, DATABASE_URL: used.url },
        encoding: "utf8",
      });
    const { hash } = (await findNewestHash())!;
    const holds = verify(hash);
    expect(holds.stdout).toMatch(
      new RegExp(`The chain holds: \\d+ entries, newest hash ${hash}\\.\\nThe hash that was kept`),
    );
    expect(holds.status).toBe(0);
    await tampered(`delete from "ModAction" where "place" = 2`, async () => {
      const broken = verify();
      expect(broken.stderr).toContain("The chain is broken at entry 2");
      expect(broken.status).toBe(1);
    });
  });
});
