/** Ticks as long as the process runs jobs. */
import { hostname } from "node:os";
import type { ChainSnapshot } from "~/features/chains/chains";
import { readChains } from "~/features/chains/chains.server";
import { log } from "~/platform/log.server";
import { switchedOnProviders, unusedNodes } from "./providers/all.server";
import type { MetricProvider } from "./providers/provider";
import { registerProviders } from "./register-providers.server";
import { sweepMetrics } from "./sweep-metrics.server";
import { VisitSlots, runTick } from "./run-tick.server";

type Ticker = { stop(): Promise<void> };
let ticker: Ticker | null = null;

/** Begins to visit the providers that are switched on, those of chains that are added later too. */
export async function startTicker() {
  const providers = new ProvidersOfRegistry();
  await sweepMetrics();
  await providers.current();
  for (const sentence of unusedNodes(await readChains())) log().warn(sentence);
  ticker ??= beginTicking(providers);
}

/** The providers of the registry's chains: made and registered again when the registry has changed. */
class ProvidersOfRegistry {
  #of: ChainSnapshot | null = null;
  #providers: MetricProvider[] = [];

  async current(): Promise<MetricProvider[]> {
    const chains = await readChains();
    if (chains === this.#of) return this.#providers;
    const providers = switchedOnProviders(chains);
    await registerProviders(providers);
    this.#of = chains;
    this.#providers = providers;
    return providers;
  }
}

/** Milliseconds between ticks: fine enough for the nodes that are asked most often. */
const tickEvery = (providers: MetricProvider[]) => (providers.some(({ pace }) => pace < 1) ? 250 : 1_000);

/** Lets the visits under way end. */
export async function stopTicker() {
  const stopping = ticker;
  ticker = null;
  await stopping?.stop();
}

function beginTicking(source: ProvidersOfRegistry): Ticker {
  const owner = `${hostname().slice(0, 40)}:${process.pid}`;
  const underWay = new Set<Promise<unknown>>();
  const slots = new VisitSlots(32, 4);
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const tick = async () => {
    let pause = 1_000;
    try {
      const providers = await source.current();
      pause = tickEvery(providers);
      // Slow visits don't keep the next tick from the others; the lease keeps it from them.
      const run = runTick(providers, owner, slots)
        .catch((error: unknown) => log().error({ err: error }, "a metric tick failed"))
        .finally(() => underWay.delete(run));
      underWay.add(run);
    } catch (error) {
      log().error({ err: error }, "the providers of the registry could not be read");
    }
    if (!isStopped) timer = setTimeout(() => void tick(), pause);
  };
  void tick();
  return {
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await Promise.race([Promise.all(underWay), new Promise((done) => setTimeout(done, 5_000).unref())]);
    },
  };
}
