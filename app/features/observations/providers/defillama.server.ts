/** DefiLlama: value locked by day, one file a chain. */
import { z } from "zod";
import { toDecimal } from "~/features/metrics/metrics";
import type { MeasuredChain } from "~/features/chains/chains";
import type { Observation } from "~/features/metrics/metrics";
import type { MetricProvider } from "./provider";
import { publisherProvider } from "./publisher.server";
import { mustHaveTimes } from "./table";

const History = z
  .array(z.object({ date: z.union([z.number(), z.string()]), tvl: z.union([z.number(), z.string(), z.null()]) }))
  .max(20_000);

/** Dollars by day (unix seconds, as numbers or their digits). The running day's value moves and is left out. */
export function parseHistory(answer: unknown, subject: string): Observation[] {
  const days = History.parse(answer);
  mustHaveTimes(days.map(({ date }) => (typeof date === "string" && /^\d{1,12}$/.test(date) ? Number(date) : date)));
  return days.flatMap(({ date, tvl }) => {
    const seconds = Number(date);
    if (tvl === null || seconds % 86_400 !== 0) return [];
    const at = new Date(seconds * 1_000);
    return [
      {
        subject,
        definition: "tvl.daily@1" as const,
        at,
        value: toDecimal(tvl) ?? String(tvl),
        quality: "final" as const,
      },
    ];
  });
}

type Step = { path: string; subject: string };

/** DefiLlama at this address: two seconds and more between files, four rounds a day. */
export function defillamaProvider(url: string, chains: readonly MeasuredChain[], pause = 5): MetricProvider {
  const steps: Step[] = chains
    .filter(({ defillama }) => defillama)
    .map(({ slug, defillama }) => ({
      subject: slug,
      path: `/v2/historicalChainTvl/${encodeURIComponent(defillama!.name)}`,
    }));
  return publisherProvider({
    key: "defillama",
    name: "DefiLlama",
    homepage: "https://defillama.com",
    licence: "",
    url,
    steps,
    pause,
    read: ({ subject }, { json }) => ({ observations: parseHistory(json, subject) }),
  });
}
