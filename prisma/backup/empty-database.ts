/** Bringing a forum into a database that has nothing, and leaving nothing when it fails. */
import type pg from "pg";

/** `what` is brought in, as in "A backup is restored". */
export async function refuseUnlessEmpty(client: pg.Client, what: string) {
  const { rows } = await client.query<{ tables: string }>(
    "select count(*)::text as tables from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  if (rows[0]!.tables !== "0")
    throw new Error(`The database has ${rows[0]!.tables} tables already. ${what} into an empty database only.`);
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
