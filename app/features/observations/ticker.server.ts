/** Ticks as long as the process runs jobs. */
import { hostname } from "node:os";
import { log } from "~/platform/log.server";
import { forgetProcessWide, processWide } from "~/platform/registry.server";
import { switchedOnProviders } from "./providers/all.server";
import type { MetricProvider } from "./providers/provider";
import { registerProviders } from "./register-providers.server";
import { sweepMetrics } from "./sweep-metrics.server";
import { VisitSlots, runTick } from "./run-tick.server";

type Ticker = { stop(): Promise<void> };

/** Begins to visit the providers that are switched on. */
export async function startTicker() {
  const providers = switchedOnProviders();
  await sweepMetrics();
  await registerProviders(providers);
  if (providers.length > 0) processWide("metric-ticker", () => beginTicking(providers));
}

/** Lets the visits under way end. */
export async function stopTicker() {
  const ticker = processWide<Ticker | null>("metric-ticker", () => null);
  forgetProcessWide("metric-ticker");
  await ticker?.stop();
}

function beginTicking(providers: MetricProvider[]): Ticker {
  const owner = `${hostname().slice(0, 40)}:${process.pid}`;
  const interval = providers.some(({ pace }) => pace < 1) ? 250 : 1_000;
  const underWay = new Set<Promise<unknown>>();
  const slots = new VisitSlots(32, 4);
  const tick = () => {
    // Slow visits don't keep the next tick from the others; the lease keeps it from them.
    const run = runTick(providers, owner, slots)
      .catch((error: unknown) => log().error({ err: error }, "a metric tick failed"))
      .finally(() => underWay.delete(run));
    underWay.add(run);
  };
  const timer = setInterval(tick, interval);
  tick();
  return {
    async stop() {
      clearInterval(timer);
      await Promise.race([Promise.all(underWay), new Promise((done) => setTimeout(done, 5_000).unref())]);
    },
  };
}
