/** Reads that a request asks for at the same time, put to the database as one statement: each of them costs as much as its rows. */
import { setImmediate } from "node:timers";
import { type CurrentRequest, currentRequest } from "./current-request.server";
import { db, Prisma, type Tx } from "./db.server";

type Rows = object[];
type Waiting = { query: Prisma.Sql; done(rows: Rows): void; fail(error: unknown): void };

const waiting = new WeakMap<CurrentRequest, Waiting[]>();

/**
 * The rows of a query as JSON has them: times are texts, numbers of any size are numbers. It is put after this turn of the event
 * loop, together with what else the same request asks for until then; what one of them throws, all of them throw. To be
 * asked about beside others, never in a transaction.
 */
export function readTogether<Row extends object>(query: Prisma.Sql): Promise<Row[]> {
  const request = currentRequest();
  return new Promise<Rows>((done, fail) => {
    const asked = { query, done, fail };
    const others = request && waiting.get(request);
    if (others) return void others.push(asked);
    const all = [asked];
    if (request) waiting.set(request, all);
    setImmediate(() => {
      if (request) waiting.delete(request);
      void readAll(all);
    });
    // A query names its own columns, as one of `$queryRaw` does.
  }) as Promise<Row[]>;
}

async function readAll(all: Waiting[]) {
  // Whoever came first, the statement is the same one.
  all.sort((one, other) => (one.query.sql < other.query.sql ? -1 : 1));
  try {
    const rows = await readAtOnce(
      db,
      all.map(({ query }) => query),
    );
    for (const [index, { done }] of all.entries()) done(rows[index]!);
  } catch (error) {
    for (const { fail } of all) fail(error);
  }
}

/**
 * The rows of each of these queries, as `readTogether` answers, of one moment: in a transaction, what was committed until this
 * statement began.
 */
export async function readAtOnce(tx: Tx, queries: Prisma.Sql[]): Promise<Rows[]> {
  const columns = queries.map(
    (query, index) =>
      Prisma.sql`(select coalesce(json_agg(r), '[]'::json) from (${query}) r) as ${Prisma.raw(`"q${index}"`)}`,
  );
  const [row] = await tx.$queryRaw<Record<string, Rows>[]>`select ${Prisma.join(columns)}`;
  return queries.map((_, index) => row![`q${index}`]!);
}
