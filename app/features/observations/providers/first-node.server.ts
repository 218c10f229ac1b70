import { ZodError } from "zod";
import { FetchFault } from "~/platform/operator-fetch.server";
import { cleanWords } from "~/platform/remote-words";
import { Node } from "./json-rpc.server";
import { orderNodes } from "./node-order";
import { type EndpointReport, PacedOut, type Visit, type VisitContext, VisitFault } from "./provider";

type Found = Pick<Visit, "observations" | "memory" | "nothing">;

/** The nodes that don't rest, in the order in which they are asked; a fault when all do. */
export function wellNodes(urls: string[], { endpoints, now, pace, fetch }: VisitContext, totalMs?: number): Node[] {
  const order = orderNodes(urls.length, endpoints, now);
  if (order.length === 0) throw new VisitFault("every node is resting after faults");
  return order.map(
    (position) => new Node(urls[position]!, position, pace, { isOnly: urls.length === 1, totalMs, fetch }),
  );
}

/** Asks one node after the other until one answers well; all that failed are reported. */
export async function firstThatAnswers(
  urls: string[],
  context: VisitContext,
  ask: (node: Node) => Promise<Found>,
): Promise<Visit> {
  const reports: EndpointReport[] = [];
  const nodes = wellNodes(urls, context);
  let paced: PacedOut | undefined;
  for (const node of nodes) {
    const report: EndpointReport = { position: node.position, host: node.host, fault: null };
    reports.push(report);
    const began = performance.now();
    try {
      const found = await ask(node);
      report.latencyMs = Math.round(performance.now() - began);
      return {
        ...found,
        ...node.facts,
        endpoints: reports,
      };
    } catch (error) {
      if (error instanceof PacedOut) reports.pop();
      else Object.assign(report, { fault: faultInWords(error), restsFor: restOf(error) });
      paced ??= error instanceof PacedOut ? error : undefined;
    }
  }
  if (reports.length === 0 && paced) throw pacedVisit(paced, reports);
  throw new VisitFault(reports.map(({ host, fault }) => `${host} ${fault}`).join("; "), reports, {
    host: nodes.at(-1)!.host,
    restsFor: leastRest(reports),
  });
}

/** Seconds until the first node wants to be asked again, when all have said so. */
export const leastRest = (reports: EndpointReport[]) =>
  reports.every(({ restsFor }) => restsFor) ? Math.min(...reports.map(({ restsFor }) => restsFor!)) : undefined;

/** A visit that ended because it was not its turn. */
export const pacedVisit = (paced: PacedOut, reports: EndpointReport[], facts: VisitFault["facts"] = {}) =>
  new VisitFault(paced.message, reports, { ...facts, isPaced: true, restsFor: paced.seconds });

/** Seconds for which somebody who was asked too often is left alone, where no time was said. */
const usualRest = 60;

/** Seconds after which the other side wants to be asked again, where its refusal says so or means so. */
export const restOf = (error: unknown): number | undefined =>
  error instanceof FetchFault ? (error.retryAfter ?? (error.isLimit ? usualRest : undefined)) : undefined;

/** A schema's complaint is long; what matters is that the answer was not what it should be, and where. */
export function faultInWords(error: unknown): string {
  if (error instanceof ZodError) {
    const [first] = error.issues;
    const place = first && first.path.length > 0 ? ` at “${cleanWords(first.path.join("."))}”` : "";
    return `answered with something else than it should${place}`;
  }
  return (error instanceof Error ? error.message : String(error)).slice(0, 250);
}
