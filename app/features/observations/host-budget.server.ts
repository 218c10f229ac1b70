/** How often a host may be asked: one bucket a host in the database, for all providers and all workers together. */
import { db } from "~/platform/db.server";
import { PacedOut } from "./providers/provider";

/** Seconds of calls that may come at once after a rest. */
const burst = 10;
/** As many calls as a request holds must fit in. */
const leastBurst = 20;
/** Seconds that a visit waits for its turn; after that it comes again later. */
const longestWait = 5;

/**
 * Takes `calls` from a host's bucket, which fills by `perMinute`, and waits until they are due. Throws `PacedOut`,
 * and takes nothing, when that would be too long.
 */
export async function takeCalls(host: string, perMinute: number, calls: number) {
  const perSecond = perMinute / 60;
  const most = Math.max(leastBurst, perSecond * burst);
  const rows = await db.$queryRaw<{ calls: number }[]>`
    insert into "HostBudget" as b ("host", "calls", "at") values (${host}, ${most - calls}::float8, clock_timestamp())
    on conflict ("host") do update set
      "calls" = least(${most}::float8, b."calls" + extract(epoch from clock_timestamp() - b."at")::float8 * ${perSecond}::float8) - ${calls}::float8,
      "at" = clock_timestamp()
    where least(${most}::float8, b."calls" + extract(epoch from clock_timestamp() - b."at")::float8 * ${perSecond}::float8) - ${calls}::float8
      >= ${-perSecond * longestWait}::float8
    returning b."calls"`;
  const left = rows[0]?.calls;
  if (left === undefined) throw new PacedOut(Math.ceil(Math.max(longestWait, calls / perSecond)));
  if (left < 0) await new Promise((done) => setTimeout(done, (-left / perSecond) * 1_000));
}
