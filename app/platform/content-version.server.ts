/** The version of all public content, counted by triggers in the database, which see every write. */
import { databasePool } from "./db.server";

const question = {
  name: "content-version",
  text: `select coalesce(sum("version"), 0)::text as version from "ContentVersion"`,
};

type Asking = { running: Promise<unknown>; next: Promise<string> | null };
const asking: Asking = { running: Promise.resolve(), next: null };

/**
 * A string that changes with every committed change. It is read after the call; calls made during a read share the
 * next one. Throws if the database doesn't answer.
 */
export function contentVersion(): Promise<string> {
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
