/** Chooses the EVM node for a visit, and compares the other nodes with it. */
import type { Block } from "~/features/metrics/metrics";
import type { EvmNode } from "~/features/chains/chains";
import { askInTurn } from "./ask-in-turn";
import { fetchBlocks, fetchHead, NotYet } from "./evm-blocks.server";
import { faultInWords, leastRest, pacedVisit, restOf, wellNodes } from "./first-node.server";
import type { Node } from "./json-rpc.server";
import { patienceFor } from "./node-order";
import { type EndpointReport, PacedOut, type VisitContext, VisitFault } from "./provider";

/** A node's newest block, and the report that it is noted in. */
export type Head = { node: Node; block: Block; report: EndpointReport };

/**
 * The newest block of the first node that is well, on the right chain and not behind; a slow one has the next asked
 * beside it. What the others did is added to the reports.
 */
export async function findHead(rules: EvmNode, context: VisitContext, reports: EndpointReport[]): Promise<Head> {
  const { endpoints, blocks } = context;
  const nodes = wellNodes(rules.urls, context);
  const known = Math.max(blocks.at(-1)?.time ?? 0, ...endpoints.map((endpoint) => endpoint.head?.time ?? 0));
  const seen: { good?: Head; behind?: Head; paced?: PacedOut } = {};
  const asking = new Map<EndpointReport, number>();
  await askInTurn(nodes, {
    patience: ({ position }) => patienceFor(position, endpoints),
    ask: async (node) => {
      const report: EndpointReport = { position: node.position, host: node.host, fault: null };
      reports.push(report);
      asking.set(report, performance.now());
      try {
        const block = await askHead(node, rules, context.now, report);
        report.isLagging = known - block.time > toleratedLag(blocks);
        const head = { node, block, report };
        if (!report.isLagging) seen.good ??= head;
        else if (!seen.behind || seen.behind.block.time < block.time) seen.behind = head;
        return !report.isLagging;
      } catch (error) {
        if (error instanceof PacedOut) {
          seen.paced = error;
          if (asking.has(report)) reports.splice(reports.indexOf(report), 1);
        } else Object.assign(report, { fault: faultInWords(error), restsFor: restOf(error) });
        return false;
      } finally {
        asking.delete(report);
      }
    },
  });
  // Freeze the reports of requests still in flight; late answers must not change them.
  for (const [report, began] of asking) {
    const latencyMs = Math.round(performance.now() - began);
    reports[reports.indexOf(report)] = { ...report, isUnfinished: true, latencyMs };
  }
  asking.clear();
  const chosen = seen.good ?? seen.behind;
  if (chosen) return chosen;
  if (seen.paced) throw pacedVisit(seen.paced, reports);
  const last = nodes.at(-1)!;
  throw new VisitFault(reports.map(({ host, fault }) => `${host} ${fault}`).join("; "), reports, {
    ...last.facts,
    restsFor: leastRest(reports),
  });
}

/** The head of a node, with its height and how long it took in the report. */
async function askHead(node: Node, rules: EvmNode, now: Date, report: EndpointReport): Promise<Block> {
  const began = performance.now();
  const block = await fetchHead(node, rules, now);
  report.latencyMs = Math.round(performance.now() - began);
  report.head = { number: block.number, time: block.time };
  return block;
}

/** Seconds a node may be behind the others. */
const toleratedLag = (blocks: Block[]) => Math.max(30, 3 * typicalBlockTime(blocks));

function typicalBlockTime(blocks: Block[]): number {
  const first = blocks[0];
  const last = blocks.at(-1);
  return first && last && last.number > first.number ? (last.time - first.time) / (last.number - first.number) : 12;
}

/** Values wait for a comparison: who says nothing for so long is not waited for. */
const comparisonMs = 3_000;

/** Asks a second node, and a third when the two differ, about a block that all have: the majority is believed. */
export async function compareNodes(
  rules: EvmNode,
  context: VisitContext,
  chosen: { node: Node; block: Block },
  reports: EndpointReport[],
): Promise<{ isDisputed?: boolean }> {
  const others = wellNodes(rules.urls, context, comparisonMs)
    .filter(({ position }) => position !== chosen.node.position)
    // Skip nodes that have just failed or still have a request in flight.
    .filter(
      ({ position }) =>
        !reports.some((report) => report.position === position && (report.fault !== null || report.isUnfinished)),
    );
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
      report.isLagging = chosen.block.time - block.time > toleratedLag(context.blocks);
      const height = Math.max(0, Math.min(block.number, chosen.block.number) - 2);
      const [theirs] = await fetchBlocks(node, rules, [height]);
      const [ours] = await fetchBlocks(chosen.node, rules, [height]);
      const agrees = theirs!.hash === ours!.hash;
      if (!agrees) report.fault = `says otherwise about block ${height} than ${chosen.node.host}`;
      votes.push({ report, agrees });
    } catch (error) {
      // A comparison can wait; it is the first thing to leave out.
      if (error instanceof PacedOut) break;
      // A backend that is behind has nothing to say about the block; the next node may.
      if (error instanceof NotYet) continue;
      Object.assign(report, { fault: faultInWords(error), restsFor: restOf(error) });
    }
    // The first agreement settles it; a lone contradiction asks for a third.
    if (votes.some(({ agrees }) => agrees) || votes.length === 2) break;
  }
  if (votes.length === 0) return {};
  return { isDisputed: votes.every(({ agrees }) => !agrees) };
}
