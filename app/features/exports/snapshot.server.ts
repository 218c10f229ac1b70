/** One moment of the database on a connection of its own, read in pieces. */
import type { ClientBase } from "pg";
import { type LockName, takeSessionLock } from "~/platform/locks.server";
import { sameText } from "~/platform/same-text";
import { openClient } from "~/platform/with-client.server";

/** Runs this in a transaction that sees nothing of what is written meanwhile; not at all while somebody else has the lock. */
export async function* inSnapshot<Piece>(
  url: string,
  lock: LockName | null,
  read: (client: ClientBase) => AsyncGenerator<Piece>,
): AsyncGenerator<Piece> {
  const client = await openClient(url);
  try {
    await client.query(sameText);
    if (lock && !(await takeSessionLock(client, lock, { wait: false }))) return;
    await client.query("begin isolation level repeatable read read only");
    yield* read(client);
  } finally {
    await client.end().catch(() => {});
  }
}

let cursors = 0;

/** The rows of a statement, read in pieces of so many; no more of them is held. */
export async function* readRows<Row>(
  client: ClientBase,
  sql: string,
  { atOnce = 500 }: { atOnce?: number } = {},
): AsyncGenerator<Row[]> {
  const name = `export_${++cursors}`;
  await client.query(`declare ${name} no scroll cursor for ${sql}`);
  for (;;) {
    const { rows } = await client.query(`fetch ${atOnce} from ${name}`);
    if (rows.length > 0) yield rows as Row[];
    if (rows.length < atOnce) break;
  }
  await client.query(`close ${name}`);
}

/** Rows that come one after the other, as groups of neighbours with the same key. A group is read to its end before the next. */
export async function* groupRows<Row>(
  pages: AsyncIterable<Row[]>,
  keyOf: (row: Row) => unknown,
): AsyncGenerator<{ first: Row; rows: AsyncGenerator<Row> }> {
  const all = eachOf(pages);
  let next = await all.next();
  async function* group(key: unknown) {
    while (!next.done && keyOf(next.value) === key) {
      yield next.value;
      next = await all.next();
    }
  }
  while (!next.done) {
    const first = next.value;
    const rows = group(keyOf(first));
    yield { first, rows };
    // Whoever did not want the rest of it.
    for await (const _ of rows);
  }
}

async function* eachOf<Row>(pages: AsyncIterable<Row[]>): AsyncGenerator<Row, undefined> {
  for await (const page of pages) yield* page;
}
