/** Solana: transactions without votes, from the samples that its nodes keep. */
import { z } from "zod";
import { divide } from "~/features/metrics/metrics";
import type { MeasuredChain, OtherNode } from "~/features/chains/chains";
import type { Observation } from "~/features/metrics/metrics";
import { firstThatAnswers } from "./first-node.server";
import type { MetricProvider } from "./provider";
import { rpcProvider } from "./rpc-provider";

const count = z.number().int().min(0).max(1e12);
const Samples = z
  .array(
    z.object({
      slot: count,
      numTransactions: count,
      numNonVoteTransactions: count,
      samplePeriodSecs: z.number().int().min(1).max(3_600),
    }),
  )
  .min(1)
  .max(720);

/** The newest slot that was seen; a memory in another shape knows none. */
const Memory = z.object({ slot: count.catch(0) });

/** TPS without votes of the newest sample. A node tells no times: the sample ends when it was asked for. */
export function parseSamples(answer: unknown, subject: string, now: Date): Observation[] {
  const newest = Samples.parse(answer).toSorted((a, b) => b.slot - a.slot)[0]!;
  return [
    {
      subject,
      definition: "tps.non-vote@1",
      at: new Date(Math.floor(now.getTime() / 1_000) * 1_000),
      value: divide(BigInt(newest.numNonVoteTransactions), BigInt(newest.samplePeriodSecs)),
      quality: "final",
      blockTo: newest.slot,
    },
  ];
}

export function solanaProvider(chain: MeasuredChain, node: OtherNode): MetricProvider {
  return rpcProvider(chain, node, {
    remembersBlocks: false,
    visit: (context) =>
      firstThatAnswers(node.urls, context, async (asked) => {
        const known = Memory.parse(context.memory).slot;
        const observations = parseSamples(await asked.ask("getRecentPerformanceSamples", [5]), chain.slug, context.now);
        const slot = observations[0]?.blockTo ?? 0;
        // A sample that was seen already is no news: a node that stands still must grow old.
        const isNews = slot > known;
        return {
          observations: isNews ? observations : [],
          ...(!isNews && { nothing: `no sample since slot ${known}` }),
          memory: { slot: Math.max(slot, known) },
        };
      }),
  });
}
