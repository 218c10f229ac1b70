/** One moment of the database on a connection of its own, read in pieces. */
import type { ClientBase } from "pg";
import { type LockName, takeSessionLock } from "~/platform/locks.server";
import { withClient } from "~/platform/with-client.server";

/** What makes the text of a value the same on every server; an export takes as long as it takes. */
const session =
  "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set extra_float_digits = 1; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0";

/** Runs this in a transaction that sees nothing of what is written meanwhile; not at all while somebody else has the lock. */
export async function* inSnapshot<Piece>(
  url: string,
  lock: LockName | null,
  read: (client: ClientBase) => AsyncGenerator<Piece>,
): AsyncGenerator<Piece> {
  const { client, close } = await openClient(url);
  try {
    await client.query(session);
    if (lock && !(await takeSessionLock(client, lock, { wait: false }))) return;
    await client.query("begin isolation level repeatable read read only");
    yield* read(client);
  } finally {
    await close();
  }
}

/** A connection that stays until `close` is called. */
async function openClient(url: string) {
  return new Promise<{ client: ClientBase; close: () => Promise<void> }>((opened, failed) => {
    let end = () => {};
    const until = new Promise<void>((done) => (end = done));
    const whole = withClient(url, async (client) => {
      opened({
        client,
        close: async () => {
          end();
          await whole;
        },
      });
      await until;
    });
    whole.catch(failed);
  });
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
