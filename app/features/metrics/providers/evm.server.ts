/** The nodes of an EVM network as one provider: the first good one is asked, the others stand by and are compared. */
import { randomInt } from "node:crypto";
import { FetchFault } from "~/platform/operator-fetch.server";
import { scheduleAt } from "../blob-schedules";
import type { Block, BlobSchedule } from "../block";
import { blobBaseFee, blobs, blockTime, estimateRate, median, mgas, tps, windowOf } from "../formulas";
import type { EvmNode, MeasuredNetwork } from "../networks";
import type { Observation, Quality } from "../observation";
import { parseBlock, parseConfig, parseFees, parseQuantity } from "./evm-block";
import { followChain, newestLinked, remembered } from "./follow-chain";
import { leastRest, pacedVisit, restOf } from "./first-node.server";
import { Node } from "./json-rpc.server";
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
/** Blocks of a window that are counted where there are too many. */
const sampleSize = 20;
const compareEvery = 10;
const developmentChain = 31_337;

type Memory = {
  visits?: number;
  config?: { schedule: BlobSchedule; readAt: number; nextAt: number | null } | null;
  tagsAt?: number;
  feesAt?: number;
  finalized?: number;
  blockTime?: number;
  strangeSince?: number;
};

/** A chain that shares nothing with what was stored: believed only when it is still there a minute later. */
class StrangeChain extends Error {}

type Head = { node: Node; block: Block; report: EndpointReport };

/** The provider of a network's own nodes at these addresses. */
export function evmProvider(network: MeasuredNetwork, node: EvmNode): MetricProvider {
  return rpcProvider(network, node, {
    remembersBlocks: !node.isSampled,
    visit: (context) => visitNetwork(network.slug, node, context),
  });
}

async function visitNetwork(subject: string, rules: EvmNode, context: VisitContext): Promise<Visit> {
  const memory = context.memory as Memory;
  const now = context.now.getTime() / 1_000;
  const visits = (memory.visits ?? 0) + 1;
  const reports: EndpointReport[] = [];
  const { node, block: head, report } = await findHead(rules, context, reports);
  try {
    const others =
      visits % compareEvery === 1 ? await compareNodes(rules, context, { node, block: head }, reports) : {};
    const config = rules.hasBlobs ? await readConfig(node, memory, rules, now) : null;
    const every = rules.chainId === developmentChain ? rules.pollSeconds : windowSeconds;
    const tags = now - (memory.tagsAt ?? 0) >= every ? await readTags(node, rules) : null;
    const finalized = tags?.finalized?.number ?? memory.finalized;
    const measured = rules.isSampled
      ? await measureSample(subject, rules, node, head, memory)
      : await measureChain(subject, rules, node, head, context, { config, finalized: finalized ?? null, now });
    const wantsFees = now - (memory.feesAt ?? 0) >= 10 * every;
    const fees = wantsFees ? await measureFees(subject, node, head) : [];
    return {
      observations: [...measured.observations, ...fees, ...(tags ? lags(subject, head, tags) : [])],
      host: node.host,
      bytes: node.bytes,
      calls: node.calls,
      httpStatus: node.httpStatus,
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
    if (error instanceof PacedOut) throw pacedVisit(error, reports, factsOf(node));
    report.fault = wordsOf(error);
    report.restsFor = restOf(error);
    const strange =
      error instanceof StrangeChain ? { memory: { ...memory, strangeSince: memory.strangeSince ?? now } } : {};
    throw new VisitFault(`${node.host} ${report.fault}`, reports, { ...factsOf(node), ...strange });
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 250);
const factsOf = (node: Node) => ({
  host: node.host,
  httpStatus: node.httpStatus,
  bytes: node.bytes,
  calls: node.calls,
});

const isResting = ({ endpoints, now }: VisitContext, position: number) =>
  (endpoints.find((endpoint) => endpoint.position === position)?.breakerUntil?.getTime() ?? 0) > now.getTime();

/** The newest block of the first node that is well, on the right network and not behind; the others are noted. */
async function findHead(rules: EvmNode, context: VisitContext, reports: EndpointReport[]): Promise<Head> {
  const { endpoints, blocks, now } = context;
  const memoryOf = (position: number) => endpoints.find((endpoint) => endpoint.position === position);
  const order = rules.urls
    .map((url, position) => new Node(url, position, context.pace))
    .filter(({ position }) => !isResting(context, position))
    .toSorted((a, b) => Number(memoryOf(a.position)?.isLagging ?? 0) - Number(memoryOf(b.position)?.isLagging ?? 0));
  if (order.length === 0) throw new VisitFault("every node is resting after faults");
  const known = Math.max(blocks.at(-1)?.time ?? 0, ...endpoints.map((endpoint) => endpoint.head?.time ?? 0));
  let behind: Head | null = null;
  let paced: PacedOut | null = null;
  for (const node of order) {
    const report: EndpointReport = { position: node.position, host: node.host, fault: null };
    reports.push(report);
    try {
      const block = await askHead(node, rules, now, report);
      report.isLagging = known - block.time > Math.max(30, 3 * typicalBlockTime(blocks));
      const head = { node, block, report };
      if (!report.isLagging) return head;
      if (!behind || behind.block.time < block.time) behind = head;
    } catch (error) {
      if (error instanceof PacedOut) {
        paced = error;
        reports.pop();
      } else Object.assign(report, { fault: wordsOf(error), restsFor: restOf(error) });
    }
  }
  if (behind) return behind;
  if (paced) throw pacedVisit(paced, reports);
  const last = order.at(-1)!;
  throw new VisitFault(reports.map(({ host, fault }) => `${host} ${fault}`).join("; "), reports, {
    ...factsOf(last),
    restsFor: leastRest(reports),
  });
}

async function askHead(node: Node, rules: EvmNode, now: Date, report: EndpointReport): Promise<Block> {
  const began = performance.now();
  const [id, latest] = await node.askAll([
    { method: "eth_chainId", params: [] },
    { method: "eth_getBlockByNumber", params: ["latest", rules.userTxs === "types"] },
  ]);
  report.latencyMs = Math.round(performance.now() - began);
  const chainId = id?.ok ? parseQuantity(id.result) : null;
  if (chainId === null) throw new FetchFault("does not say which chain it is on");
  if (chainId !== rules.chainId) throw new FetchFault(`is on chain ${chainId} instead of ${rules.chainId}`);
  const block = latest?.ok ? parseBlock(latest.result, rules) : null;
  if (!block) throw new FetchFault("answered with something that is no block");
  if (block.time > now.getTime() / 1_000 + windowSeconds) throw new FetchFault("has a newest block from the future");
  report.head = { number: block.number, time: block.time };
  return block;
}

function typicalBlockTime(blocks: Block[]): number {
  const first = blocks[0];
  const last = blocks.at(-1);
  return first && last && last.number > first.number ? (last.time - first.time) / (last.number - first.number) : 12;
}

/** Asks a second node, and a third when the two differ, about a block that all have: the majority is believed. */
async function compareNodes(
  rules: EvmNode,
  context: VisitContext,
  chosen: { node: Node; block: Block },
  reports: EndpointReport[],
): Promise<{ isDisputed?: boolean }> {
  const others = rules.urls
    .map((url, position) => new Node(url, position, context.pace))
    .filter(({ position }) => position !== chosen.node.position && !isResting(context, position))
    // Who has just failed is not asked a second time.
    .filter(({ position }) => !reports.some((report) => report.position === position && report.fault !== null));
  const votes: { report: EndpointReport; agrees: boolean }[] = [];
  for (const node of others) {
    const report = reports.find(({ position }) => position === node.position) ?? {
      position: node.position,
      host: node.host,
      fault: null,
    };
    if (!reports.includes(report)) reports.push(report);
    try {
      const block = await askHead(node, rules, context.now, report);
      report.fault = null;
      report.isLagging = chosen.block.time - block.time > Math.max(30, 3 * typicalBlockTime(context.blocks));
      const height = Math.max(0, Math.min(block.number, chosen.block.number) - 2);
      const [theirs] = await fetchBlocks(node, rules, [height]);
      const [ours] = await fetchBlocks(chosen.node, rules, [height]);
      const agrees = theirs!.hash === ours!.hash;
      if (!agrees) report.fault = `says otherwise about block ${height} than ${chosen.node.host}`;
      votes.push({ report, agrees });
    } catch (error) {
      // A comparison can wait; it is the first thing to leave out.
      if (error instanceof PacedOut) break;
      Object.assign(report, { fault: wordsOf(error), restsFor: restOf(error) });
    }
    // The first agreement settles it; a lone contradiction asks for a third.
    if (votes.some(({ agrees }) => agrees) || votes.length === 2) break;
  }
  if (votes.length === 0) return {};
  return { isDisputed: votes.every(({ agrees }) => !agrees) };
}

/** Blocks by number, each checked to be the one that was asked for. */
async function fetchBlocks(node: Node, rules: EvmNode, numbers: number[]): Promise<Block[]> {
  const params = (number: number) => [`0x${number.toString(16)}`, rules.userTxs === "types"];
  const replies = await node.askAll(
    numbers.map((number) => ({ method: "eth_getBlockByNumber", params: params(number) })),
  );
  return replies.map((reply, index) => {
    const block = reply.ok ? parseBlock(reply.result, rules) : null;
    if (!block) throw new FetchFault(`answered block ${numbers[index]} with something that is no block`);
    if (block.number !== numbers[index]) throw new FetchFault("answered with another block than was asked for");
    return block;
  });
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
  const memory = context.memory as Memory;
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
      definition: "median-fee.live@1",
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
