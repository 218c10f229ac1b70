import { databaseNow, db } from "~/platform/db.server";

export type ProviderHealth = Awaited<ReturnType<typeof listProviderHealth>>["providers"][number];

/** Every provider with its state, nodes, newest value and last visits; and what is held back. For the administrator. */
export async function listProviderHealth() {
  const now = await databaseNow();
  const providers = await db.provider.findMany({
    orderBy: { key: "asc" },
    include: { state: true, endpoints: { orderBy: { position: "asc" } } },
  });
  const newest = await db.$queryRaw<{ key: string; lastAt: Date | null; series: bigint }[]>`
    select "providerKey" as key, max("lastAt") as "lastAt", count(*) as series from "Series" group by 1`;
  const runs = await db.$queryRaw<
    {
      providerKey: string;
      id: bigint;
      startedAt: Date;
      ms: number;
      isOk: boolean;
      httpStatus: number | null;
      bytes: number;
      calls: number;
      observations: number;
      quarantined: number;
      error: string | null;
      note: string | null;
      host: string | null;
    }[]
  >`
    select r.* from "Provider" p join lateral (
      select "providerKey", "id", "startedAt", "ms", "isOk", "httpStatus", "bytes", "calls", "observations", "quarantined", "error", "note", "host"
      from "FetchRun" where "providerKey" = p."key" and "startedAt" > now() - interval '2 days' order by "startedAt" desc limit 5) r on true`;
  const held = await db.quarantine.findMany({
    orderBy: { heldAt: "desc" },
    take: 50,
    select: {
      id: true,
      at: true,
      value: true,
      reason: true,
      heldAt: true,
      releasedAt: true,
      withdrawnAt: true,
      series: { select: { subject: true, definitionId: true, providerKey: true } },
    },
  });
  const iso = (date: Date | null | undefined) => date?.toISOString() ?? null;
  return {
    now: now.toISOString(),
    providers: providers.map(({ state, endpoints, ...provider }) => {
      const own = newest.find(({ key }) => key === provider.key);
      return {
        ...provider,
        series: Number(own?.series ?? 0),
        lastAt: iso(own?.lastAt),
        lag: own?.lastAt ? Math.max(0, (now.getTime() - own.lastAt.getTime()) / 1_000) : null,
        nextAt: iso(state?.nextAt),
        lastOkAt: iso(state?.lastOkAt),
        lastError: state?.lastError ?? null,
        fails: state?.fails ?? 0,
        recentFails: [...(state?.recent ?? "")].filter((sign) => sign === "-").length,
        recentVisits: state?.recent.length ?? 0,
        breakerUntil: state?.breakerUntil && state.breakerUntil > now ? iso(state.breakerUntil) : null,
        disputedAt: iso(state?.disputedAt),
        endpoints: endpoints.map((endpoint) => ({
          position: endpoint.position,
          host: endpoint.host,
          head: endpoint.headNumber?.toString() ?? null,
          headAt: iso(endpoint.headAt),
          latencyMs: endpoint.latencyMs,
          isLagging: endpoint.isLagging,
          fails: endpoint.fails,
          breakerUntil: endpoint.breakerUntil && endpoint.breakerUntil > now ? iso(endpoint.breakerUntil) : null,
          lastError: endpoint.lastError,
        })),
        runs: runs
          .filter((run) => run.providerKey === provider.key)
          .map((run) => ({ ...run, id: run.id.toString(), startedAt: run.startedAt.toISOString() })),
      };
    }),
    held: held.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      heldAt: row.heldAt.toISOString(),
      releasedAt: iso(row.releasedAt),
      withdrawnAt: iso(row.withdrawnAt),
    })),
  };
}

/** Makes a provider due at once, whatever its breaker says; the worker that ticks next visits it. False when there is none. */
export async function runProviderNow(key: string): Promise<boolean> {
  const now = await databaseNow();
  const { count } = await db.providerState.updateMany({
    where: { providerKey: key },
    data: { nextAt: now, breakerUntil: null, fails: 0, breakerSeconds: 0, recent: "" },
  });
  await db.providerEndpoint.updateMany({
    where: { providerKey: key },
    data: { breakerUntil: null, fails: 0, breakerSeconds: 0, recent: "" },
  });
  return count > 0;
}
