/** Visits to a provider as its tick would pay them, without waiting for their time. */
import { expect } from "vitest";
import type { MetricProvider } from "~/features/observations/providers/provider";
import { registerProviders } from "~/features/observations/register-providers.server";
import { runTick } from "~/features/observations/run-tick.server";
import { db } from "~/platform/db.server";

export async function begin(provider: MetricProvider) {
  await registerProviders([provider]);
  return provider;
}

/** So many visits, each due at once; answers with the provider's state after the last. */
export async function visit(provider: MetricProvider, times = 1) {
  for (let time = 0; time < times; time++) {
    await db.providerState.updateMany({
      where: { providerKey: provider.key },
      data: { nextAt: new Date(0), breakerUntil: null },
    });
    expect(await runTick([provider], "test")).toBe(1);
  }
  return db.providerState.findUniqueOrThrow({ where: { providerKey: provider.key } });
}

/** What a provider plans for in so many minutes is due now. */
export async function letMinutesPass({ key }: MetricProvider, minutes: number) {
  const { memory } = await db.providerState.findUniqueOrThrow({ where: { providerKey: key } });
  const { again = {}, ...known } = memory as { again?: Record<string, { fails: number; at: number }> };
  const earlier = Object.entries(again).map(([path, { fails, at }]) => [path, { fails, at: at - minutes * 60 }]);
  await db.providerState.update({
    where: { providerKey: key },
    data: { memory: { ...known, again: Object.fromEntries(earlier) } },
  });
}

export async function valueOf(subject: string, definitionId: string) {
  const row = await db.series.findFirst({ where: { subject, definitionId } });
  return row?.lastValue?.toString() ?? null;
}

/** The days that are stored of a series, oldest first. */
export async function daysOf(subject: string, definitionId: string) {
  const rows = await db.rollup.findMany({
    where: {
      bucket: "day",
      seriesId: { in: (await db.series.findMany({ where: { subject, definitionId } })).map(({ id }) => id) },
    },
    orderBy: { at: "asc" },
    select: { at: true, last: true },
  });
  return rows.map(({ at, last }) => [at.toISOString(), last.toString()]);
}

export async function forgetMeasures() {
  await db.observation.deleteMany();
  await db.rollup.deleteMany();
  await db.quarantine.deleteMany();
  await db.series.deleteMany();
  await db.blockSample.deleteMany();
  await db.blockDay.deleteMany();
  await db.provider.deleteMany();
}
