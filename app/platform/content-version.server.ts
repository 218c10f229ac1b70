/** The version of everything that visitors read, counted by the database itself: triggers on the tables see every write. */
import { databasePool } from "./db.server";
import { processWide } from "./registry.server";

const question = {
  name: "content-version",
  text: `select coalesce(sum("version"), 0)::text as version from "ContentVersion"`,
};

type Asking = { running: Promise<unknown>; next: Promise<string> | null };

/**
 * A word that is another one after every committed change. Whoever asks gets an answer that was read after they asked;
 * those who ask while it is being read share the next one. Throws when the database does not answer.
 */
export function contentVersion(): Promise<string> {
  const asking = processWide<Asking>("content-version", () => ({ running: Promise.resolve(), next: null }));
  asking.next ??= asking.running
    .catch(() => {})
    .then(() => {
      asking.next = null;
      const read = databasePool()
        .query<{ version: string }>(question)
        .then(({ rows }) => rows[0]!.version);
      asking.running = read;
      return read;
    });
  return asking.next;
}
