/** The tick: whoever is due is visited, each on its own; a silent or insane provider keeps nobody waiting. */
import { randomInt } from "node:crypto";
import { databaseNow, db } from "~/platform/db.server";
import { log } from "~/platform/log.server";
import { cleanWords } from "~/platform/remote-words";
import { Turns } from "~/platform/turns.server";
import { listBlocks } from "./block-samples.server";
import { takeCalls } from "./host-budget.server";
import { type Lease, leaseProviders } from "./lease-providers.server";
import { callsPerMinute } from "./providers/pace";
import { type MetricProvider, type Visit, VisitFault } from "./providers/provider";
import { type Outcome, recordVisit } from "./record-visit.server";

/** A visit that takes longer has failed, whatever it still waits for; shorter than a lease. */
const longestVisit = 60_000;

/** The visits of one process that are under way. Few of them write at the same time, because readers use the same pool. */
export class VisitSlots {
  visiting = 0;
  readonly #writers: Turns;

  /** At most `limit` visits at once, of which at most `writeLimit` write. */
  constructor(
    readonly limit: number,
    writeLimit: number,
  ) {
    this.#writers = new Turns({ atOnce: writeLimit, waiting: limit });
  }

  /** Runs `work` when fewer than `writeLimit` others write, and answers with its value. */
  write<T>(work: () => Promise<T>): Promise<T> {
    return this.#writers.wait(work);
  }
}

/** Visits providers that are due, as far as there are free slots, and waits for all of them. Answers with how many were visited. */
export async function runTick(
  providers: MetricProvider[],
  owner: string,
  slots = new VisitSlots(32, 4),
): Promise<number> {
  const take = slots.limit - slots.visiting;
  if (take <= 0) return 0;
  const leases = await leaseProviders(
    providers.map(({ key }) => key),
    owner,
    take,
  );
  slots.visiting += leases.length;
  await Promise.allSettled(
    leases.map(async (lease) => {
      const provider = providers.find(({ key }) => key === lease.key)!;
      try {
        await visitOne(provider, lease, slots);
      } catch (error) {
        // The database is away, or our own mistake: the lease runs out by itself.
        log().error({ err: error, provider: lease.key }, "a visit could not be recorded");
      } finally {
        slots.visiting -= 1;
      }
    }),
  );
  return leases.length;
}

/** Every call of every provider goes by its host's budget. */
const pace = async (url: string, calls: number) => {
  const perMinute = callsPerMinute(url);
  if (perMinute !== null) await takeCalls(new URL(url).host, perMinute, calls);
};

async function visitOne(provider: MetricProvider, lease: Lease, slots: VisitSlots) {
  const began = performance.now();
  const [endpoints, blocks] = await Promise.all([
    db.providerEndpoint.findMany({ where: { providerKey: provider.key }, orderBy: { position: "asc" } }),
    provider.remembersBlocks ? listBlocks(provider.key) : [],
  ]);
  const outcome = await attempt(() =>
    provider.visit({
      now: lease.now,
      memory: lease.memory,
      pace,
      blocks,
      endpoints: endpoints.map(
        ({ position, fails, breakerUntil, headNumber, headAt, isLagging, latencyMs, recent }) => ({
          position,
          fails,
          breakerUntil,
          isLagging,
          latencyMs,
          recent,
          head: headNumber !== null && headAt ? { number: Number(headNumber), time: headAt.getTime() / 1_000 } : null,
        }),
      ),
    }),
  );
  const ms = Math.round(performance.now() - began);
  const record = (what: Outcome) =>
    slots.write(async () =>
      recordVisit({ provider, lease, outcome: what, ms, at: await databaseNow(), jitter: randomInt(1_000) / 1_000 }),
    );
  const isOurs = await record(outcome).catch((error: unknown) => {
    if (!outcome.ok) throw error;
    log().warn({ err: error, provider: provider.key }, "what a visit brought could not be written");
    // The values of this visit are lost. Record that they are, and release the lease.
    return record({ ok: false, fault: unwritten(outcome.visit, error) });
  });
  if (!isOurs) log().warn({ provider: provider.key }, "another worker took this provider over; its visit was dropped");
}

/** The failure of a visit that went well until its findings were to be written. */
function unwritten({ host, bytes, calls, httpStatus, endpoints, memoryIfUnwritten }: Visit, error: unknown) {
  return new VisitFault(`answered, but it could not be written: ${causeOf(error)}`, endpoints, {
    host: host ?? undefined,
    bytes,
    calls,
    httpStatus: httpStatus ?? null,
    memory: memoryIfUnwritten,
  });
}

/** The last line of an error of the database: its sentence, without the code around it. */
const causeOf = (error: unknown) =>
  cleanWords((error instanceof Error ? error.message : String(error)).trim().split("\n").at(-1) ?? "");

/** A visit that was answered and brought no value, without a reason for it. */
const emptyHanded = ({ host, bytes, calls, httpStatus, endpoints, memory }: Visit) =>
  new VisitFault("was answered, but nothing could be measured", endpoints, {
    host: host ?? undefined,
    bytes,
    calls,
    httpStatus: httpStatus ?? null,
    memory,
  });

async function attempt(visit: () => Promise<Visit>): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new VisitFault("took longer than a minute")), longestVisit).unref();
  });
  try {
    const brought = await Promise.race([visit(), tooLate]);
    if (brought.observations.length > 0 || brought.nothing !== undefined) return { ok: true, visit: brought };
    return { ok: false, fault: emptyHanded(brought) };
  } catch (error) {
    if (error instanceof VisitFault) return { ok: false, fault: error };
    return { ok: false, fault: new VisitFault(error instanceof Error ? error.message : String(error)) };
  } finally {
    clearTimeout(timer);
  }
}
