/** What all have in common that publish files on the web: one file a visit, by a plan, each fault with what is known of it. */
import type { Observation } from "~/features/metrics/metrics";
import { faultInWords, restOf } from "./first-node.server";
import { type Plan, planVisit } from "./plan";
import { type MetricProvider, type Visit, type VisitContext, VisitFault } from "./provider";
import { fetchFile } from "./rest.server";

/** Seconds between the rounds: four a day. */
const round = 6 * 3_600;

type FileAnswer = Awaited<ReturnType<typeof fetchFile>>;

type Publisher<Step extends { path: string }> = {
  key: "l2beat" | "growthepie" | "defillama";
  name: string;
  homepage: string;
  licence: string;
  url: string;
  steps: Step[];
  /** Seconds between files. */
  pause: number;
  /** How a step's file is asked for, where its path is not all. */
  ask?(step: Step, memory: Record<string, unknown>, after: Plan): { query?: string; etag?: string | undefined };
  /** What a file says, and what is remembered of it beside the plan. */
  read(
    step: Step,
    answer: FileAnswer,
    context: VisitContext,
    after: Plan,
  ): { observations: Observation[]; kept?: object };
};

/** The provider of a publisher's files. A fault keeps what was remembered and goes on to the next file. */
export function publisherProvider<Step extends { path: string }>(publisher: Publisher<Step>): MetricProvider {
  const { key, name, homepage, licence, url, pause } = publisher;
  return {
    key,
    kind: key,
    name,
    homepage,
    licence,
    subject: null,
    adapterVersion: 1,
    hosts: [new URL(url).host],
    pace: pause,
    remembersBlocks: false,
    visit: (context) => visitPublisher(publisher, context),
  };
}

async function visitPublisher<Step extends { path: string }>(
  { url, steps, pause, ask, read }: Publisher<Step>,
  context: VisitContext,
): Promise<Visit> {
  const { memory } = context;
  const now = context.now.getTime() / 1_000;
  const { index, after, nextIn } = planVisit({
    count: steps.length,
    memory: memory as Partial<Plan>,
    now,
    pause,
    round,
  });
  const step = steps[index]!;
  const { host } = new URL(url);
  try {
    const { query = "", etag } = ask?.(step, memory, after) ?? {};
    const answer = await fetchFile({ url: `${url.replace(/\/$/, "")}${step.path}${query}`, etag });
    const { observations, kept } = read(step, answer, context, after);
    return {
      observations,
      host,
      bytes: answer.bytes,
      calls: 1,
      httpStatus: answer.status,
      endpoints: [{ position: 0, host, fault: null }],
      nextIn,
      memory: { ...memory, ...after, ...kept },
    };
  } catch (error) {
    const fault = `${step.path}: ${faultInWords(error)}`;
    // One network that has gone must not keep the others from being read.
    throw new VisitFault(fault, [{ position: 0, host, fault }], {
      host,
      calls: 1,
      memory: { ...memory, ...after },
      restsFor: restOf(error),
    });
  }
}
