/** What one request reads from a replica. */
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type { Versions } from "./versions";

export type ReplicaReads = {
  /** `host:port`. */
  name: string;
  adapter: SqlDriverAdapter;
  /** The versions there when the request began to read. */
  versions: Versions;
  /** The versions there now, of everything and of these threads. */
  ask(threads: readonly number[]): Promise<Versions>;
  /** The rest of the request reads from the primary: it has written, or the replica failed it. */
  hasLeft: boolean;
  /** The primary doesn't answer, and this replica has come as far as anything that was heard from it. */
  standsIn: boolean;
  /** Whether the replica's connections were lost: another one might show an earlier moment. */
  isLost(): boolean;
};

/** Statements that may run where nothing can be written. Whatever might write goes to the primary. */
export const onlyReads = (sql: string) => /^[\s(]*(?:select|with)\b/i.test(sql) && !writing.test(sql);

const writing =
  /\b(?:insert|update|delete|merge|truncate|share|nextval|setval|set_config|pg_notify|pg_\w*lock\w*|add_job\w*)\b/i;
