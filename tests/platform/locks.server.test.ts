import pg from "pg";
import { expect, test } from "vitest";
import { closeDatabase, databaseUrl, db, inTransaction, openDatabase } from "~/platform/db.server";
import { lock, lockByKey, locks, lockShared, takeSessionLock, withSessionLock } from "~/platform/locks.server";
import { countingDeadlocks } from "../support/deadlocks";
import { useDatabase } from "../support/database";

useDatabase();

/** A promise and the function that keeps it. */
function signal() {
  let give = () => {};
  const given = new Promise<void>((done) => (give = done));
  return { give, given };
}

/** Whether somebody waits in PostgreSQL for a lock of a transaction. */
async function someoneWaits() {
  const rows = await db.$queryRaw<{ waiting: number }[]>`
    select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`;
  return rows[0]!.waiting > 0;
}

async function until(condition: () => Promise<boolean>) {
  while (!(await condition()));
}

/** Holds the first in one transaction and takes the second in another; answers with what happened, in order. */
async function meeting(
  first: (tx: Parameters<typeof lock>[0]) => Promise<void>,
  second: (tx: Parameters<typeof lock>[0]) => Promise<void>,
) {
  const events: string[] = [];
  const [held, mayEnd] = [signal(), signal()];
  const holder = inTransaction(async (tx) => {
    await first(tx);
    held.give();
    await mayEnd.given;
    events.push("first ends");
  });
  await held.given;
  const comer = inTransaction(async (tx) => {
    await second(tx);
    events.push("second has it");
  });
  await Promise.race([comer, until(someoneWaits)]);
  mayEnd.give();
  await Promise.all([holder, comer]);
  return events;
}

const waits = ["first ends", "second has it"];
const passes = ["second has it", "first ends"];

test("every lock has a number of its own, and the one in the database has the table's", async () => {
  const numbers = Object.values(locks);
  expect(new Set(numbers).size).toBe(numbers.length);
  const rows = await db.$queryRaw<{ body: string }[]>`
    select pg_get_functiondef('keep_metric_partitions'::regproc) as body`;
  expect(rows[0]!.body).toContain(`pg_advisory_xact_lock(7310, ${locks.metricPartitions})`);
});

test("one name is held by one transaction at a time, another name beside it", async () => {
  expect(
    await meeting(
      (tx) => lock(tx, "seed"),
      (tx) => lock(tx, "seed"),
    ),
  ).toEqual(waits);
  expect(
    await meeting(
      (tx) => lock(tx, "addSource"),
      (tx) => lock(tx, "vocabulary"),
    ),
  ).toEqual(passes);
});

test("holders of a shared lock pass each other; an exclusive lock waits for them", async () => {
  expect(
    await meeting(
      (tx) => lockShared(tx, "vocabulary"),
      (tx) => lockShared(tx, "vocabulary"),
    ),
  ).toEqual(passes);
  expect(
    await meeting(
      (tx) => lockShared(tx, "vocabulary"),
      (tx) => lock(tx, "vocabulary"),
    ),
  ).toEqual(waits);
});

test("a lock by key is one for each key", async () => {
  expect(
    await meeting(
      (tx) => lockByKey(tx, "uploads", 1),
      (tx) => lockByKey(tx, "uploads", 2),
    ),
  ).toEqual(passes);
  expect(
    await meeting(
      (tx) => lockByKey(tx, "uploads", 1),
      (tx) => lockByKey(tx, "uploads", 1),
    ),
  ).toEqual(waits);
});

test("a wait that is longer than the statement timeout ends with the lock", async () => {
  const url = databaseUrl();
  const name = new URL(url).pathname.slice(1);
  const { deadlocks } = await countingDeadlocks(url, async () => {
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query(`alter database ${name} set statement_timeout = '100ms'`);
    await closeDatabase();
    openDatabase({ url });
    await holder.query("set statement_timeout = 0");
    await takeSessionLock(holder, "searchFollow", { wait: true });
    const waiting = withSessionLock("searchFollow", { wait: true }, async () => "done");
    // Six times the timeout, by the clock of the database.
    await holder.query("select pg_sleep(0.6)");
    expect(await withSessionLock("searchFollow", { wait: false }, async () => "not done")).toBeNull();
    await holder.query(`alter database ${name} reset statement_timeout`);
    await holder.end();
    expect(await waiting).toBe("done");
  });
  expect(deadlocks).toBe(0);
});

test("work that fails gives its lock back", async () => {
  await expect(
    withSessionLock("searchKeep", { wait: true }, async () => {
      throw new Error("It failed.");
    }),
  ).rejects.toThrow("It failed.");
  expect(await withSessionLock("searchKeep", { wait: false }, async () => "done")).toBe("done");
});
