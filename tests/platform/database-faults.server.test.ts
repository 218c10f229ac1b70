/** Errors as PostgreSQL, its driver and Prisma really make them: which of them mean "later". */
import { once } from "node:events";
import { createConnection, type LookupFunction } from "node:net";
import pg from "pg";
import { expect, test } from "vitest";
import { databaseFault, isForLater, reasonOf } from "~/platform/database-faults";
import { workFor } from "~/platform/current-request.server";
import { databasePool, databasePools, databaseUrl, db, inTransaction, Prisma } from "~/platform/db.server";
import { freePort } from "~/platform/embedded-postgres.server";
import { useDatabase } from "../support/database";
import { aMember } from "../support/factories";

useDatabase();

const failing = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing failed.");
};

async function withOther<T>(work: (other: pg.Client) => Promise<T>): Promise<T> {
  const other = new pg.Client({ connectionString: databaseUrl() });
  await other.connect();
  try {
    return await work(other);
  } finally {
    await other.end();
  }
}

/** The backend of a transaction, terminated from elsewhere. */
const terminate = (pid: number) => withOther((other) => other.query("select pg_terminate_backend($1)", [pid]));
const pidOf = async (tx: Pick<typeof db, "$queryRaw">) =>
  (await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid;

/** All connections that the pool may open. */
const everyOf = (pool: pg.Pool) => Array.from({ length: pool.options.max }, () => pool.connect());

/** A statement that raises what PostgreSQL raises under this SQLSTATE. */
const raising = (code: string) =>
  Prisma.raw(`do $$ begin raise exception 'raised by a test' using errcode = '${code}'; end $$`);

test.each([
  ["40001", "conflict"],
  ["40P01", "conflict"],
  ["57P01", "away"],
  ["57P03", "away"],
  ["53300", "away"],
  ["08006", "away"],
  ["57014", "timeout"],
  ["55P03", "timeout"],
  ["53100", "full"],
  ["53200", "full"],
] as const)(
  "fault 8: SQLSTATE %s is %s: in a query, in a transaction, and from the driver itself",
  async (code, fault) => {
    const errors = [
      await failing(() => db.$executeRaw(raising(code))),
      await failing(() => inTransaction((tx) => tx.$executeRaw(raising(code)))),
      await failing(() => databasePool().query(raising(code).sql)),
    ];
    expect(errors.map(databaseFault)).toEqual([fault, fault, fault]);
  },
);

test("an error in a trigger below one of Prisma's own writes is known too: a full disk", async () => {
  const member = await aMember();
  await db.$executeRaw`create function full_disk() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file' using errcode = '53100'; end $$`;
  await db.$executeRaw`create trigger full_disk before update on "Member" for each row execute function full_disk()`;
  const error = await failing(() => db.member.update({ where: { id: member.id }, data: { name: "Other" } }));
  await db.$executeRaw`drop trigger full_disk on "Member"`;
  expect(databaseFault(error)).toBe("full");
});

test("a backend that is terminated in a query, and in a transaction", async () => {
  const inQuery = await failing(async () => {
    const sleeping = db.$queryRaw`select pg_sleep(20), 'to be terminated'`;
    const ended = sleeping.then(() => null);
    void ended.catch(() => {});
    await withOther(async (other) => {
      for (;;) {
        const { rowCount } = await other.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where query like '%to be terminated%' and pid <> pg_backend_pid()",
        );
        if (rowCount) return;
      }
    });
    await ended;
  });
  const inWork = await failing(() =>
    inTransaction(async (tx) => {
      await terminate(await pidOf(tx));
      await tx.member.count();
    }),
  );
  expect([inQuery, inWork].map(databaseFault)).toEqual(["away", "away"]);
});

test("a statement that takes longer than it may, and a transaction that does", async () => {
  const statement = await failing(() =>
    inTransaction(async (tx) => {
      await tx.$executeRaw`set local statement_timeout = '20ms'`;
      await tx.$queryRaw`select pg_sleep(20)::text`;
    }),
  );
  const transaction = await failing(() =>
    inTransaction(async (tx) => void (await tx.$queryRaw`select pg_sleep(0.3)::text`), { timeout: 20 }),
  );
  expect([statement, transaction].map(databaseFault)).toEqual(["timeout", "timeout"]);
});

test("pool exhausted: a reader finds no free connection", async () => {
  const taken = await Promise.all(everyOf(databasePools().requests));
  const errors = await workFor({ id: "a reader" }, () =>
    Promise.all([failing(() => db.member.count()), failing(() => inTransaction((tx) => tx.member.count()))]),
  );
  for (const connection of taken) connection.release();
  expect(errors.map(isForLater)).toEqual([true, true]);
});

test("a start and its jobs wait longer than readers for a connection", async () => {
  const taken = await Promise.all(everyOf(databasePool()));
  const answers = Promise.all([db.member.count(), inTransaction((tx) => tx.member.count())]);
  // Longer than a reader waits.
  const { rows } = await taken[0]!.query<{ done: number }>("select 1 as done from pg_sleep(2.6)");
  for (const connection of taken) connection.release();
  expect(rows).toEqual([{ done: 1 }]);
  expect(await answers).toHaveLength(2);
});

test("a connection that broke is not asked again in vain", async () => {
  const client = new pg.Client({ connectionString: databaseUrl() });
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query("select pg_backend_pid() as pid");
  const broken = new Promise((done) => client.once("end", done));
  await terminate(rows[0].pid);
  await broken;
  expect(databaseFault(await failing(() => client.query("select 1")))).toBe("away");
});

test("a server that is not there", async () => {
  const client = new pg.Client({ connectionString: "postgresql://nobody:x@127.0.0.1:1/none" });
  expect(databaseFault(await failing(() => client.connect()))).toBe("away");
});

test("a fault that a retry can't mend is not answered with “later”", async () => {
  const member = await aMember();
  const errors = [
    await failing(() => db.member.create({ data: { handle: member.handle, name: "x", email: "x@example.org" } })),
    await failing(() => db.$queryRaw`select no_such_column`),
    await failing(() => db.$executeRaw(raising("23514"))),
    await failing(() => db.member.findUniqueOrThrow({ where: { id: -1 } })),
    new Error("Something of ours"),
    null,
  ];
  expect(errors.map(databaseFault)).toEqual(errors.map(() => null));
});

test("fault 8: a transaction that others stood in the way of is run again, three times in all", async () => {
  let runs = 0;
  const answer = await inTransaction(async (tx) => {
    runs += 1;
    if (runs < 3) await tx.$executeRaw(raising(runs === 1 ? "40001" : "40P01"));
    return runs;
  });
  expect(answer).toBe(3);

  let vain = 0;
  const error = await failing(() =>
    inTransaction(async (tx) => {
      vain += 1;
      await tx.$executeRaw(raising("40P01"));
    }),
  );
  expect([vain, databaseFault(error)]).toEqual([3, "conflict"]);

  let refused = 0;
  await failing(() =>
    inTransaction(async (tx) => {
      refused += 1;
      await tx.$executeRaw(raising("23514"));
    }),
  );
  expect(refused).toBe(1);
});

test("a host that answers at none of its addresses has a reason, although its error has no words", async () => {
  const lookup: LookupFunction = (_host, _options, found) =>
    found(
      null,
      ["127.0.0.1", "127.0.0.2"].map((address) => ({ address, family: 4 })),
    );
  const socket = createConnection({ host: "two.example", port: await freePort(), lookup });
  const [error] = (await once(socket, "error")) as [Error];
  expect(error.message).toBe("");
  expect(reasonOf(error)).toBe("ECONNREFUSED");
  expect(reasonOf(new Error("it is a replica"))).toBe("it is a replica");
});
