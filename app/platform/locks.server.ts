/**
 * Locks that belong to no row. PostgreSQL knows them by numbers only, so every one has its number here: two uses of one
 * number would wait for each other. The only file that names PostgreSQL's functions for them.
 */
import { setTimeout as setTimer } from "node:timers";
import { setTimeout } from "node:timers/promises";
import type pg from "pg";
import { boundedBy } from "./bounded-connection.server";
import { inTurn } from "./database-hosts.server";
import { databaseUrl, type Tx } from "./db.server";

/** The first of the two numbers of each lock: ours, among whatever else uses the database. */
const space = 7310;

/**
 * A number, once given, keeps its meaning: an older release may run beside this one.
 * In a transaction locks and rows are taken in this order, so that no two transactions wait for each other: vocabulary,
 * the thread's row, tags' rows by id, quotes, addSource, sources' rows by id, other rows, the member's row.
 */
export const locks = {
  migrate: 1,
  seed: 2,
  vocabulary: 3,
  addSource: 4,
  mergeSources: 5,
  addChain: 6,
  registerProviders: 7,
  /** Taken by the function `keep_metric_partitions` in the database. */
  metricPartitions: 8,
  searchFollow: 9,
  searchKeep: 10,
  /** One for each member. */
  uploads: 11,
  archive: 12,
  /** One for each post that quotes or is quoted. */
  quotes: 13,
  /** Held while daily values are judged and written: what two providers say of a day is compared one after the other. */
  judgeDays: 14,
  /** One for each pool of workers, held while its process lives: the jobs of a pool whose lock is free are free too. */
  jobPool: 15,
  /** Taken by the function `chain_mod_action` in the database, as the transaction ends: entries of the log one after the other. */
  modLog: 16,
  /** One for each network that new members post from. Taken before everything else. */
  postAddress: 17,
  /** Held by the process that imports another forum. */
  imports: 19,
  /** Held by the connection of an export that an administrator fetches: one at a time. */
  export: 20,
  /** Held while a delivery is taken in hand: two at once would take two of one webhook. */
  takeDelivery: 21,
} as const;

export type LockName = keyof typeof locks;

/** Waits for the lock and holds it until the transaction ends. */
export async function lock(tx: Tx, name: LockName) {
  await tx.$queryRaw`select pg_advisory_xact_lock(${space}::int, ${locks[name]}::int)::text`;
}

/** The same beside others who share it; whoever takes it by `lock` waits for all of them. */
export async function lockShared(tx: Tx, name: LockName) {
  await tx.$queryRaw`select pg_advisory_xact_lock_shared(${space}::int, ${locks[name]}::int)::text`;
}

/** One lock for each key: `7310011` and a hash of the key, for `uploads`. Keys with the same hash wait for each other. */
export async function lockByKey(tx: Tx, name: LockName, key: string | number) {
  await tx.$queryRaw`select pg_advisory_xact_lock(${space * 1_000 + locks[name]}::int, hashtext(${String(key)}))::text`;
}

/** The locks of several keys, taken in the order of their numbers: two of us who share some keys don't deadlock. */
export async function lockByKeys(tx: Tx, name: LockName, keys: (string | number)[]) {
  await tx.$queryRaw`
    select pg_advisory_xact_lock(${space * 1_000 + locks[name]}::int, "hash")::text
    from (select distinct hashtext("key") as "hash" from unnest(${keys.map(String)}::text[]) "key" order by 1 offset 0) ordered`;
}

/** Which of these keys nobody holds a lock of. Takes them until the transaction ends. */
export async function freeKeys(tx: Tx, name: LockName, keys: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select "key" from (select distinct unnest(${keys}::text[]) as "key" offset 0) asked
    where pg_try_advisory_xact_lock(${space * 1_000 + locks[name]}::int, hashtext("key"))`;
  return rows.map(({ key }) => key);
}

/** Whether somebody holds the lock now, on any connection to this database. Takes nothing. */
export async function isHeld(tx: Pick<Tx, "$queryRaw">, name: LockName): Promise<boolean> {
  const rows = await tx.$queryRaw<{ isHeld: boolean }[]>`
    select exists (
      select from pg_locks l join pg_database d on d.oid = l.database
      where l.locktype = 'advisory' and l.granted and d.datname = current_database()
        and l.classid = ${space}::int::oid and l.objid = ${locks[name]}::int::oid and l.objsubid = 2) as "isHeld"`;
  return rows[0]!.isHeld;
}

/** Milliseconds between two attempts at a lock that somebody else holds. */
const pause = 100;
/** Milliseconds after which a connection that was lost is opened again. */
const untilReconnected = 1_000;
/** The longest wait for an answer on a connection that holds a lock. */
const LockConnection = boundedBy({ answer: 10_000 });

const longestWait = 2_000;

const lockConnection = () =>
  new LockConnection({ connectionString: databaseUrl(), connectionTimeoutMillis: longestWait, keepAlive: true });

/**
 * Holds the lock of a key until `release` is called, on a connection of its own. When that breaks, the lock is taken
 * again on the next one; until then it is free.
 */
export class HeldKey {
  #client: pg.Client | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isReleased = false;

  constructor(
    private readonly name: LockName,
    private readonly key: string,
  ) {}

  /** Resolves when the lock is held, or its connection could not be opened and will be tried again. */
  async hold() {
    const client = lockConnection();
    this.#client = client;
    client.once("end", () => this.#holdAgain(client));
    try {
      await client.connect();
      await client.query("select pg_advisory_lock($1::int, hashtext($2))", [
        space * 1_000 + locks[this.name],
        this.key,
      ]);
    } catch {
      this.#holdAgain(client);
    }
  }

  #holdAgain(client: pg.Client) {
    if (this.#isReleased || client !== this.#client) return;
    this.#client = undefined;
    client.end().catch(() => {});
    this.#retry = setTimer(() => void this.hold(), untilReconnected).unref();
  }

  async release() {
    this.#isReleased = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => {});
  }
}

/**
 * Takes a lock for as long as this connection lives. Waits by asking again: a statement that waits would be cut by a
 * statement timeout, and `create index concurrently` would wait for it in turn.
 */
export async function takeSessionLock(client: pg.ClientBase, name: LockName, { wait }: { wait: boolean }) {
  for (;;) {
    const { rows } = await client.query<{ isTaken: boolean }>(
      `select pg_try_advisory_lock(${space}, ${locks[name]}) as "isTaken"`,
    );
    if (rows[0]!.isTaken) return true;
    if (!wait) return false;
    await setTimeout(pause);
  }
}

/**
 * Does this while no other process does what has the same lock, for as long as it takes; null at once, with nothing
 * done, when somebody else holds it and `wait` is false. The lock has a connection of its own, outside the pool.
 */
export async function withSessionLock<T>(
  name: LockName,
  { wait }: { wait: boolean },
  work: () => Promise<T>,
): Promise<T | null> {
  // A connection that breaks gives the lock up.
  const client = await inTurn(databaseUrl(), longestWait, async () => {
    const opened = lockConnection();
    await opened.connect();
    return opened;
  });
  try {
    return (await takeSessionLock(client, name, { wait })) ? await work() : null;
  } finally {
    await client.end();
  }
}
