/** Writes the result of a visit in one transaction: the run, health, blocks, values and rollups. */
import type { MetricId } from "~/features/metrics/metrics";
import { inTransaction, type Tx } from "~/platform/db.server";
import { enqueueLater } from "~/platform/jobs.server";
import { storeBlocks, undoBlocks } from "./block-samples.server";
import { afterVisit, untilNext } from "./breaker";
import { addToDays, takeFromDays, tellDays } from "./count-days.server";
import { crossCheck } from "./cross-check.server";
import type { Lease } from "./lease-providers.server";
import { smoothedMs } from "./providers/node-order";
import type { EndpointReport, MetricProvider, Visit, VisitFault } from "./providers/provider";
import { listRolledMetrics, rollUp } from "./roll-up.server";
import { storeObservations } from "./store-observations.server";

export type Outcome = { ok: true; visit: Visit } | { ok: false; fault: VisitFault };

const rollUpEvery = 10_000;

type Given = { provider: MetricProvider; lease: Lease; outcome: Outcome; ms: number; at: Date; jitter: number };

/** Writes down a visit; false when another worker has taken the provider over in the meantime, and nothing was written. */
export async function recordVisit({ provider, lease, outcome, ms, at, jitter }: Given): Promise<boolean> {
  return inTransaction(
    async (tx) => {
      const state = await holdState(tx, lease);
      if (!state) return false;
      const runId = await writeRun(tx, provider, outcome, lease.now, ms);
      await writeEndpoints(tx, provider.key, outcome.ok ? outcome.visit.endpoints : outcome.fault.endpoints, at);
      const written = outcome.ok
        ? await writeFindings(tx, provider, outcome.visit, runId, at)
        : { stored: 0, quarantined: 0, days: [], dirtyFrom: null };
      if (written.stored + written.quarantined > 0)
        await tx.$executeRaw`update "FetchRun" set "observations" = ${written.stored}, "quarantined" = ${written.quarantined} where "startedAt" = ${lease.now}::timestamptz and "id" = ${runId}`;

      const dirtyFrom = earlier(state.dirtyFrom, written.dirtyFrom);
      const rolls = dirtyFrom !== null && at.getTime() - (state.rolledUpAt?.getTime() ?? 0) >= rollUpEvery;
      if (rolls) await rollUp(tx, provider.key, dirtyFrom);
      const metrics = new Set(written.days);
      // A day is complete with the first values of the next one, or when an earlier one is counted again.
      const today = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
      if (rolls && (dirtyFrom < today || (state.rolledUpAt?.getTime() ?? 0) < today.getTime()))
        for (const metric of await listRolledMetrics(tx, provider.key)) metrics.add(metric);
      await judgeClaimsOf(tx, metrics);

      const isPaced = !outcome.ok && outcome.fault.facts.isPaced === true;
      const breaker = isPaced ? breakerOf(lease) : afterVisit(lease, outcome.ok, at);
      const wait = outcome.ok
        ? (outcome.visit.nextIn ?? untilNext(provider.pace, breaker, jitter))
        : Math.max(
            untilNext(provider.pace, breaker, jitter),
            outcome.fault.facts.nextIn ?? 0,
            outcome.fault.facts.restsFor ?? 0,
          );
      const nextAt = later(breaker.breakerUntil, new Date(at.getTime() + wait * 1_000));
      const memory = outcome.ok ? outcome.visit.memory : outcome.fault.facts.memory;
      await tx.providerState.update({
        where: { providerKey: provider.key },
        data: {
          ...breaker,
          nextAt,
          leaseOwner: null,
          leaseUntil: null,
          dirtyFrom: rolls ? null : dirtyFrom,
          ...(rolls && { rolledUpAt: at }),
          ...(memory && { memory }),
          ...(outcome.ok
            ? { lastOkAt: at, lastError: null }
            : isPaced
              ? {}
              : { lastFailedAt: at, lastError: outcome.fault.message.slice(0, 300) }),
          ...(outcome.ok &&
            outcome.visit.isDisputed !== undefined && {
              disputedAt: outcome.visit.isDisputed ? (state.disputedAt ?? at) : null,
            }),
        },
      });
      return true;
    },
    { timeout: 20_000 },
  );
}

type State = { dirtyFrom: Date | null; rolledUpAt: Date | null; disputedAt: Date | null };

/** The provider's state, locked; null when the lease is not ours any more. */
async function holdState(tx: Tx, { key, fence }: Lease): Promise<State | null> {
  const rows = await tx.$queryRaw<State[]>`
    select "dirtyFrom", "rolledUpAt", "disputedAt" from "ProviderState" where "providerKey" = ${key} and "fence" = ${fence} for no key update`;
  return rows[0] ?? null;
}

const breakerOf = ({ fails, breakerSeconds, recent }: Lease) => ({ fails, breakerSeconds, recent, breakerUntil: null });
const later = (a: Date | null, b: Date) => (a === null || a < b ? b : a);
const earlier = (a: Date | null, b: Date | null) => (a === null ? b : b === null ? a : a < b ? a : b);

async function writeRun(
  tx: Tx,
  provider: MetricProvider,
  outcome: Outcome,
  startedAt: Date,
  ms: number,
): Promise<bigint> {
  const facts = outcome.ok ? outcome.visit : outcome.fault.facts;
  const error = outcome.ok ? null : outcome.fault.message.slice(0, 300);
  const note = outcome.ok ? (outcome.visit.nothing?.slice(0, 300) ?? null) : null;
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    insert into "FetchRun" ("startedAt", "providerKey", "host", "ms", "isOk", "httpStatus", "bytes", "calls", "error", "note", "adapterVersion")
    values (${startedAt}::timestamptz, ${provider.key}, ${facts.host ?? null}, ${ms}, ${outcome.ok}, ${facts.httpStatus ?? null}, ${facts.bytes ?? 0}, ${facts.calls ?? 0}, ${error}, ${note}, ${provider.adapterVersion})
    returning "id"`;
  return rows[0]!.id;
}

async function writeEndpoints(tx: Tx, providerKey: string, reports: EndpointReport[] = [], at: Date) {
  if (reports.length === 0) return;
  const known = await tx.providerEndpoint.findMany({ where: { providerKey } });
  for (const { position, fault, latencyMs, head, isLagging, isUnfinished, restsFor } of reports) {
    const before = known.find((row) => row.position === position);
    if (!before) continue;
    const where = { providerKey_position: { providerKey, position } };
    const took = latencyMs === undefined ? {} : { latencyMs: smoothedMs(before.latencyMs, latencyMs) };
    if (isUnfinished) {
      await tx.providerEndpoint.update({ where, data: took });
      continue;
    }
    const breaker = afterVisit(before, fault === null, at);
    await tx.providerEndpoint.update({
      where,
      data: {
        ...breaker,
        // Respect `Retry-After`, up to an hour.
        ...(restsFor && { breakerUntil: later(breaker.breakerUntil, new Date(at.getTime() + restsFor * 1_000)) }),
        lastError: fault?.slice(0, 300) ?? null,
        ...(fault === null && { lastOkAt: at }),
        ...took,
        ...(isLagging !== undefined && { isLagging }),
        ...(head && { headNumber: head.number, headAt: new Date(head.time * 1_000) }),
      },
    });
  }
}

async function writeFindings(tx: Tx, { key, subject }: MetricProvider, visit: Visit, runId: bigint, at: Date) {
  const { blocks = [], reorganisation, finalizedBlock } = visit;
  if (reorganisation) await takeFromDays(tx, key, reorganisation.fromBlock);
  const undone = reorganisation ? await undoBlocks(tx, key, reorganisation, at) : null;
  await storeBlocks(tx, key, blocks);
  await addToDays(tx, key, blocks);
  const isFinal = finalizedBlock !== undefined;
  const days = isFinal && subject ? await tellDays(tx, key, subject, finalizedBlock) : [];
  const observations = [...visit.observations, ...days];
  const written = await storeObservations(tx, {
    providerKey: key,
    observations,
    version: visit.version,
    runId,
    now: at,
  });
  await crossCheck(tx, observations, at);
  if (isFinal) await makeFinal(tx, key, finalizedBlock, at);
  return { ...written, dirtyFrom: earlier(undone, written.dirtyFrom) };
}

/** Seconds within which the claims about a metric are judged at most once. */
const judgeEvery = 10;

/** What posts claim about these metrics is checked again: values of complete days arrived or changed. */
async function judgeClaimsOf(tx: Tx, metricIds: Set<MetricId>) {
  for (const metric of [...metricIds].toSorted())
    await enqueueLater(tx, judgeEvery, "claims.judge-metric", { metric, after: 0 });
}

/** Observations that rest on blocks which can't be undone any more are final. */
async function makeFinal(tx: Tx, providerKey: string, finalizedBlock: number, at: Date) {
  await tx.$executeRaw`
    update "Observation" set "quality" = 'final' from "Series"
    where "Series"."id" = "Observation"."seriesId" and "Series"."providerKey" = ${providerKey} and "Observation"."quality" = 'provisional'
      and "Observation"."blockTo" <= ${finalizedBlock} and "Observation"."at" > ${at}::timestamptz - interval '2 hours'`;
}
