/** The nodes of an EVM chain as one provider: what a visit measures at the chosen one. */
import { z } from "zod";
import { definitions, median, scheduleAt } from "~/features/metrics/metrics";
import type { EvmNode, MeasuredChain } from "~/features/chains/chains";
import type { Block, Observation, Quality } from "~/features/metrics/metrics";
import { compareNodes, findHead } from "./choose-node.server";
import { atCommonHead } from "./common-head.server";
import { parseBlock, parseConfig, parseFees } from "./evm-block";
import { fetchBlocks } from "./evm-blocks.server";
import { feesOf, lags, ratesAt, type Tags, windowSeconds } from "./evm-observations";
import { faultInWords, pacedVisit, restOf } from "./first-node.server";
import { followChain, newestLinked, remembered } from "./follow-chain";
import type { Node } from "./json-rpc.server";
import { measureSample } from "./measure-sample.server";
import {
  type EndpointReport,
  type MetricProvider,
  PacedOut,
  type Visit,
  type VisitContext,
  VisitFault,
} from "./provider";
import { rpcProvider } from "./rpc-provider";

/** Seconds between two requests for what no header contains: tags and receipts. */
const feesEvery = definitions["median-fee.live@2"].every;
const tagsEvery = definitions["safe-lag.live@1"].every;
const compareEvery = 10;
const developmentChain = 31_337;

const number = z.number().optional().catch(undefined);

/** State passed from one visit to the next. A part that another release wrote in another shape is ignored. */
const Memory = z.object({
  visits: number,
  config: z
    .object({
      schedule: z.object({ target: z.number(), max: z.number(), updateFraction: z.number() }),
      readAt: z.number(),
      nextAt: z.number().nullable(),
    })
    .nullish()
    .catch(undefined),
  tagsAt: number,
  feesAt: number,
  finalized: number,
  blockTime: number,
  strangeSince: number,
});
type Memory = z.infer<typeof Memory>;

/** A chain that shares nothing with what was stored: believed only when it is still there a minute later. */
class StrangeChain extends Error {}

/** The provider of a chain's own nodes at these addresses. */
export function evmProvider(chain: MeasuredChain, node: EvmNode): MetricProvider {
  return rpcProvider(chain, node, {
    remembersBlocks: !node.isSampled,
    visit: (context) => visitChain(chain.slug, node, context),
  });
}

async function visitChain(subject: string, rules: EvmNode, context: VisitContext): Promise<Visit> {
  const memory = Memory.parse(context.memory);
  const now = context.now.getTime() / 1_000;
  const visits = (memory.visits ?? 0) + 1;
  const reports: EndpointReport[] = [];
  const { node, block: newest, report } = await findHead(rules, context, reports);
  try {
    const others =
      visits % compareEvery === 1 ? await compareNodes(rules, context, { node, block: newest }, reports) : {};
    const config = rules.hasBlobs ? await readConfig(node, memory, rules, now) : null;
    const isDevelopment = rules.chainId === developmentChain;
    const wantsTags = now - (memory.tagsAt ?? 0) >= (isDevelopment ? rules.pollSeconds : tagsEvery);
    const tags = wantsTags ? await readTags(node, rules) : null;
    const finalized = tags?.finalized?.number ?? memory.finalized;
    const { head, measured } = await atCommonHead<Measured>(node, rules, newest, (head) =>
      rules.isSampled
        ? measureSample(subject, rules, node, head, memory.blockTime)
        : measureChain(subject, rules, node, head, context, { config, finalized: finalized ?? null, now }),
    );
    const wantsFees = now - (memory.feesAt ?? 0) >= (isDevelopment ? rules.pollSeconds : feesEvery);
    const fees = wantsFees ? await measureFees(subject, node, head) : [];
    const observations = [...measured.observations, ...fees, ...(tags ? lags(subject, head, tags) : [])];
    return {
      observations,
      ...(observations.length === 0 && { nothing: `no new block since block ${head.number}` }),
      ...node.facts,
      endpoints: reports,
      blocks: measured.added,
      reorganisation: measured.reorganisation,
      finalizedBlock: tags?.finalized?.number,
      ...others,
      memory: {
        visits,
        config,
        tagsAt: tags ? now : memory.tagsAt,
        feesAt: wantsFees ? now : memory.feesAt,
        finalized,
        blockTime: measured.blockTime ?? memory.blockTime,
      } satisfies Memory,
    };
  } catch (error) {
    if (error instanceof PacedOut) throw pacedVisit(error, reports, node.facts);
    report.fault = faultInWords(error);
    report.restsFor = restOf(error);
    const strange =
      error instanceof StrangeChain ? { memory: { ...memory, strangeSince: memory.strangeSince ?? now } } : {};
    throw new VisitFault(`${node.host} ${report.fault}`, reports, { ...node.facts, ...strange });
  }
}

type Measured = {
  observations: Observation[];
  added?: Block[];
  reorganisation?: Visit["reorganisation"];
  blockTime?: number;
};

/** Follows the chain block by block: rates at the head, blobs and fees of every block. */
async function measureChain(
  subject: string,
  rules: EvmNode,
  node: Node,
  head: Block,
  context: VisitContext,
  { config, finalized, now }: { config: Memory["config"]; finalized: number | null; now: number },
): Promise<Measured> {
  const stored = context.blocks.slice(-remembered);
  const followed = await followChain(newestLinked(stored), head, windowSeconds, (numbers) =>
    fetchBlocks(node, rules, numbers),
  );
  const memory = Memory.parse(context.memory);
  if (followed.isStrange && rules.chainId !== developmentChain && now - (memory.strangeSince ?? now) < windowSeconds)
    throw new StrangeChain(`shows a chain that shares none of the last ${stored.length} blocks`);

  const quality = (block: Block): Quality =>
    finalized !== null && block.number <= finalized ? "final" : "provisional";
  // After a reorganisation every new block gets its rates again; otherwise the head is enough.
  const dated = followed.reorganisation ? followed.added : followed.added.slice(-1);
  const rates = dated.flatMap((block) => ratesAt(subject, rules, followed.chain, block, quality(block)));
  const perBlock = (rules.hasBlobs ? followed.added : dated).flatMap((block) =>
    feesOf(subject, block, quality(block), rules.hasBlobs ? (config?.schedule ?? null) : null),
  );
  return { observations: [...rates, ...perBlock], added: followed.added, reorganisation: followed.reorganisation };
}

/** Blob parameters, asked once an hour and when new ones begin. */
async function readConfig(node: Node, memory: Memory, rules: EvmNode, now: number): Promise<Memory["config"]> {
  const known = memory.config;
  const isDue =
    !known ||
    now - known.readAt >= 3_600 ||
    (known.nextAt !== null && now >= known.nextAt && known.readAt < known.nextAt);
  if (!isDue) return known;
  const [reply] = await node.askAll([{ method: "eth_config", params: [] }]);
  const told = reply?.ok ? parseConfig(reply.result) : null;
  if (told) return { ...told, readAt: now };
  const usual = rules.chainId === 1 ? scheduleAt(now) : null;
  return usual ? { schedule: usual, readAt: now, nextAt: null } : null;
}

async function readTags(node: Node, rules: EvmNode): Promise<Tags> {
  const [safe, finalized] = await node.askAll(
    ["safe", "finalized"].map((tag) => ({ method: "eth_getBlockByNumber", params: [tag, false] })),
  );
  const all = { ...rules, userTxs: "all" as const };
  return {
    safe: safe?.ok ? parseBlock(safe.result, all) : null,
    finalized: finalized?.ok ? parseBlock(finalized.result, all) : null,
  };
}

/** The median fee of the newest block; nothing where the node has no receipts, or the block no paying transaction. */
async function measureFees(subject: string, node: Node, head: Block): Promise<Observation[]> {
  if (head.userTxs === 0) return [];
  const [reply] = await node.askAll([{ method: "eth_getBlockReceipts", params: [`0x${head.number.toString(16)}`] }]);
  const fees = reply?.ok ? parseFees(reply.result) : null;
  const middle = fees ? median(fees) : null;
  if (middle === null) return [];
  return [
    {
      subject,
      definition: "median-fee.live@2",
      at: new Date(head.time * 1_000),
      value: middle.toString(),
      quality: "estimated",
      sample: fees!.length,
      blockFrom: head.number,
      blockTo: head.number,
      blockHash: head.hash,
    },
  ];
}
