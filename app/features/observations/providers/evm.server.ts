/** The nodes of an EVM chain as one provider: what a visit measures at the chosen one. */
import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { definitions, scheduleAt } from "~/features/metrics/metrics";
import type { Block, BlobSchedule } from "~/features/metrics/metrics";
import { blobBaseFee, blobs, blockTime, estimateRate, median, mgas, tps, windowOf } from "~/features/metrics/metrics";
import type { EvmNode, MeasuredChain } from "~/features/chains/chains";
import type { Observation, Quality } from "~/features/metrics/metrics";
import { compareNodes, findHead } from "./choose-node.server";
import { parseBlock, parseConfig, parseFees } from "./evm-block";
import { fetchBlocks, NotYet } from "./evm-blocks.server";
import { faultInWords, pacedVisit, restOf } from "./first-node.server";
import { followChain, newestLinked, NotLinked, remembered } from "./follow-chain";
import type { Node } from "./json-rpc.server";
import {
  type EndpointReport,
  type MetricProvider,
  PacedOut,
  type Visit,
  type VisitContext,
  VisitFault,
} from "./provider";
import { rpcProvider } from "./rpc-provider";

const windowSeconds = 60;
/** Seconds between two questions for what no header says: the tags, and the receipts. */
const feesEvery = definitions["median-fee.live@2"].every;
const tagsEvery = definitions["safe-lag.live@1"].every;
/** Blocks of a window that are counted where there are too many. */
const sampleSize = 20;
const compareEvery = 10;
/** How far below the newest block it is tried where the backends of one address are not equally far, in blocks. */
const stepsDown = [2, 6, 16, 40];
/** Milliseconds before each try. */
const settling = 300;
const developmentChain = 31_337;

const number = z.number().optional().catch(undefined);

/** What a visit keeps for the next one. A part in another release's shape counts as never known. */
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
    const { head, measured } = await atCommonHead(node, rules, newest, (head) =>
      rules.isSampled
        ? measureSample(subject, rules, node, head, memory)
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

/** What backends of one address that are not equally far, or on different forks, make of a visit; no fault near the head. */
type Unsettled = NotYet | NotLinked;
const isUnsettled = (error: unknown): error is Unsettled => error instanceof NotYet || error instanceof NotLinked;

/**
 * Measures at the node's newest block, or a few blocks below it when a backend behind the same address is not so far yet or
 * on another fork. A block that is missing or unlinked far below the head is a fault.
 */
async function atCommonHead(
  node: Node,
  rules: EvmNode,
  newest: Block,
  measure: (head: Block) => Promise<Measured>,
): Promise<{ head: Block; measured: Measured }> {
  let reason: Unsettled;
  try {
    return { head: newest, measured: await measure(newest) };
  } catch (error) {
    if (!isUnsettled(error)) throw error;
    reason = error;
  }
  for (const down of stepsDown) {
    if (newest.number - reason.number > stepsDown.at(-1)!) break;
    const number = Math.min(reason.number - 1, newest.number - down);
    // The first block follows no other: there nothing could be seen to be wrong.
    if (number < 1) break;
    await pause(settling);
    try {
      const [head] = await fetchBlocks(node, rules, [number]);
      return { head: head!, measured: await measure(head!) };
    } catch (error) {
      if (!isUnsettled(error)) throw error;
      reason = error;
    }
  }
  throw reason;
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

function ratesAt(subject: string, rules: EvmNode, chain: Block[], block: Block, quality: Quality): Observation[] {
  const window = windowOf(chain.slice(0, chain.indexOf(block) + 1), windowSeconds);
  if (!window) return [];
  const common = {
    subject,
    at: new Date(block.time * 1_000),
    quality,
    blockFrom: window.from.number + 1,
    blockTo: block.number,
    blockHash: block.hash,
  };
  return [
    { ...common, definition: "tps.live@1", value: tps(window) },
    { ...common, definition: "block-time.live@1", value: blockTime(window) },
    ...(rules.hasEvmGas === false ? [] : [{ ...common, definition: "mgas.live@1" as const, value: mgas(window) }]),
  ];
}

function feesOf(subject: string, block: Block, quality: Quality, schedule: BlobSchedule | null): Observation[] {
  const common = {
    subject,
    at: new Date(block.time * 1_000),
    quality,
    blockFrom: block.number,
    blockTo: block.number,
    blockHash: block.hash,
  };
  const found: Observation[] = [];
  if (block.baseFee !== null)
    found.push({ ...common, definition: "base-fee.block@1", value: block.baseFee.toString() });
  if (!schedule) return found;
  const count = blobs(block);
  if (count !== null) found.push({ ...common, definition: "blobs.block@1", value: count });
  if (block.excessBlobGas !== null)
    found.push({
      ...common,
      definition: "blob-base-fee.block@1",
      value: blobBaseFee(block.excessBlobGas, schedule.updateFraction),
    });
  return found;
}

/** Counts random blocks of the last minute where there are too many to count all. */
async function measureSample(
  subject: string,
  rules: EvmNode,
  node: Node,
  head: Block,
  memory: Memory,
): Promise<Measured> {
  const guess = memory.blockTime ?? 0.25;
  const span = Math.min(head.number, Math.ceil((windowSeconds * 1.1) / guess));
  const first = head.number - span;
  const heights = new Set<number>();
  while (heights.size < Math.min(sampleSize, span)) heights.add(first + 1 + randomInt(span));
  const [from, ...sample] = await fetchBlocks(node, rules, [first, ...heights]);
  const seconds = head.time - from!.time;
  const estimate = estimateRate(
    sample.map((block) => block.userTxs),
    span,
    seconds,
  );
  const measuredTime = span > 0 && seconds > 0 ? seconds / span : undefined;
  const common = {
    subject,
    at: new Date(head.time * 1_000),
    quality: "estimated" as const,
    blockFrom: first + 1,
    blockTo: head.number,
    blockHash: head.hash,
  };
  // Too short a window says too little; the next visit knows how long blocks take.
  const isEnough = estimate !== null && seconds >= windowSeconds;
  return {
    observations: [
      ...(isEnough
        ? [
            {
              ...common,
              definition: "tps.live@1" as const,
              value: estimate.value,
              sample: sample.length,
              error: estimate.error,
            },
            { ...common, definition: "block-time.live@1" as const, value: (seconds / span).toFixed(9) },
          ]
        : []),
      ...feesOf(subject, head, "estimated", null).slice(0, 1),
    ],
    blockTime: measuredTime,
  };
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

type Tags = { safe: Block | null; finalized: Block | null };

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

function lags(subject: string, head: Block, { safe, finalized }: Tags): Observation[] {
  const found: Observation[] = [];
  for (const [definition, block] of [
    ["safe-lag.live@1", safe],
    ["finalized-lag.live@1", finalized],
  ] as const) {
    // Genesis stands in where nothing is final yet.
    if (!block || block.number === 0 || block.time > head.time) continue;
    found.push({
      subject,
      definition,
      at: new Date(head.time * 1_000),
      value: String(head.time - block.time),
      quality: "final",
      blockFrom: block.number,
      blockTo: head.number,
      blockHash: head.hash,
    });
  }
  return found;
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
