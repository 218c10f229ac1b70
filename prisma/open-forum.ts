import { findRunningPostgres, startEmbeddedPostgres } from "../app/platform/embedded-postgres.server";
import { env } from "../app/platform/env.server";

/** The database that a command reads, and what ends it again when it was started for this alone. */
export async function openForum(): Promise<{ url: string; stop(): Promise<void> }> {
  const { DATABASE_URL, DATA_DIR } = env();
  const running = DATABASE_URL ?? (await findRunningPostgres(DATA_DIR));
  return running ? { url: running, stop: async () => {} } : startEmbeddedPostgres({ dataDir: DATA_DIR });
}
