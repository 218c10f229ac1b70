import type pg from "pg";
import { inTurn, PrimaryClient } from "./database-hosts.server";

/**
 * Runs `work` on a connection of its own, outside the pool, and closes it afterwards; of several hosts on one to the primary.
 * `connectMs`: how long to wait for it.
 */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  { connectMs }: { connectMs?: number } = {},
): Promise<T> {
  const client = await openClient(url, connectMs);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The same connection for whoever ends it by itself. */
export const openClient = (url: string, connectMs = 10_000): Promise<pg.Client> =>
  inTurn(url, connectMs, () => open(url, connectMs));

async function open(url: string, connectMs: number) {
  const client = new PrimaryClient({ connectionString: url, connectionTimeoutMillis: connectMs });
  // A broken connection fails the running statement. Without a listener, the event would also end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}
