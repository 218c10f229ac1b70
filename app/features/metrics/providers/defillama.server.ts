/** DefiLlama: value locked by day, one file a network. */
import { z } from "zod";
import { toDecimal } from "../decimal";
import type { MeasuredNetwork } from "../networks";
import type { Observation } from "../observation";
import { faultInWords, restOf } from "./first-node.server";
import { type Plan, planVisit } from "./plan";
import { type MetricProvider, type Visit, type VisitContext, VisitFault } from "./provider";
import { fetchFile } from "./rest.server";

const History = z
  .array(z.object({ date: z.union([z.number(), z.string()]), tvl: z.union([z.number(), z.string(), z.null()]) }))
  .max(20_000);

/** Dollars by day (unix seconds). The running day's value moves and is left out. */
export function parseHistory(answer: unknown, subject: string): Observation[] {
  return History.parse(answer).flatMap(({ date, tvl }) => {
    const seconds = Number(date);
    if (tvl === null || !Number.isFinite(seconds) || seconds % 86_400 !== 0) return [];
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
export function defillamaProvider(url: string, networks: MeasuredNetwork[], pause = 5): MetricProvider {
  const steps: Step[] = networks
    .filter(({ defillama }) => defillama)
    .map(({ slug, defillama }) => ({
      subject: slug,
      path: `/v2/historicalChainTvl/${encodeURIComponent(defillama!.name)}`,
    }));
  return {
    key: "defillama",
    kind: "defillama",
    name: "DefiLlama",
    homepage: "https://defillama.com",
    licence: "",
    subject: null,
    adapterVersion: 1,
    hosts: [new URL(url).host],
    pace: pause,
    remembersBlocks: false,
    visit: (context) => visitDefillama(url, steps, context, pause),
  };
}

async function visitDefillama(
  url: string,
  steps: Step[],
  { memory, now }: VisitContext,
  pause: number,
): Promise<Visit> {
  const { index, after, nextIn } = planVisit({
    count: steps.length,
    memory: memory as Partial<Plan>,
    now: now.getTime() / 1_000,
    pause,
    round: 6 * 3_600,
  });
  const step = steps[index]!;
  const { host } = new URL(url);
  try {
    const answer = await fetchFile({ url: `${url.replace(/\/$/, "")}${step.path}` });
    return {
      observations: parseHistory(answer.json, step.subject),
      host,
      bytes: answer.bytes,
      calls: 1,
      httpStatus: answer.status,
      endpoints: [{ position: 0, host, fault: null }],
      nextIn,
      memory: after,
    };
  } catch (error) {
    const fault = `${step.path}: ${faultInWords(error)}`;
    throw new VisitFault(fault, [{ position: 0, host, fault }], {
      host,
      calls: 1,
      memory: after,
      restsFor: restOf(error),
    });
  }
}
