import pg from "pg";

/** Runs `work` on a connection of its own, outside the pool, and closes it afterwards. `connectMs`: how long to wait for it. */
export async function withClient<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  { connectMs = 10_000 }: { connectMs?: number } = {},
): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectMs });
  // A broken connection fails the running statement. Without a listener, the event would also end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
