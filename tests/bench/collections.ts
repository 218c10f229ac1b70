/** Full garbage collections of a server since its start, as it counts them itself. */
import { ask } from "./requests";

/** Null where the server has no such figure. */
export async function fullCollections(origin: string): Promise<number | null> {
  const { status, body } = await ask(`${origin}/-/metrics`, { headers: { "Accept-Encoding": "identity" } });
  if (status !== 200) return null;
  const found = /^counterproof_nodejs_gc_duration_seconds_count\{kind="major"\} (\d+)$/m.exec(body.toString());
  return Number(found?.[1] ?? 0);
}
