/** Bringing a forum into a database that has nothing, and leaving nothing when it fails. */
import type pg from "pg";
import type { Table } from "./backup-file";
import { listForeignKeys, listTables } from "./database-shape";

/** `what` is brought in, as in "A backup is restored". */
export async function refuseUnlessEmpty(client: pg.Client, what: string) {
  const { rows } = await client.query<{ tables: string }>(
    "select count(*)::text as tables from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  if (rows[0]!.tables !== "0")
    throw new Error(`The database has ${rows[0]!.tables} tables already. ${what} into an empty database only.`);
}

/** Lets `fill` write the tables, in an open transaction: foreign keys go first and come back after the rows, and are checked then. */
export async function fillTables<T>(client: pg.Client, fill: (tables: Table[]) => Promise<T>): Promise<T> {
  const name = (text: string) => client.escapeIdentifier(text);
  const tables = await listTables(client);
  const keys = await listForeignKeys(client);
  for (const { name: key, table } of keys)
    await client.query(`alter table ${name(table)} drop constraint ${name(key)}`);
  for (const table of tables) await client.query(`alter table ${name(table.name)} disable trigger user`);
  // A migration may have brought rows of its own.
  for (const table of tables) await client.query(`truncate ${name(table.name)}`);
  const filled = await fill(tables);
  for (const { name: key, table, definition } of keys)
    await client.query(`alter table ${name(table)} add constraint ${name(key)} ${definition}`);
  for (const table of tables) await client.query(`alter table ${name(table.name)} enable trigger user`);
  return filled;
}

/** Takes away what was made so far, so that it can be tried again; answers with what to say of the failure. */
export async function emptyAgain(
  client: pg.Client,
  failure: unknown,
  { done, part }: { done: string; part: string },
): Promise<Error> {
  const why = failure instanceof Error ? failure.message : String(failure);
  try {
    await client.query("rollback");
    await client.query(`drop schema if exists graphile_worker cascade; drop schema public cascade;
      create schema public; grant usage on schema public to public`);
    return new Error(`${why} Nothing was ${done}, and the database is empty again.`, { cause: failure });
  } catch {
    const todo = `The database holds a part of ${part} now. Make a new one, or empty it, before you try again.`;
    return new Error(`${why} ${todo}`, { cause: failure });
  }
}
