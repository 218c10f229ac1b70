/** The common part of providers that publish files on the web: one file per visit, in planned order, each fault with its details. */
import type { Observation } from "~/features/metrics/metrics";
import { FetchFault } from "~/platform/operator-fetch.server";
import { faultInWords, restOf } from "./first-node.server";
import { afterFile, nextFile, type Plan, planOf, type PlannedFile } from "./plan";
import { type MetricProvider, type Visit, type VisitContext, VisitFault } from "./provider";
import { fetchFile } from "./rest.server";

/** Seconds between the rounds: four a day. */
const round = 6 * 3_600;

type FileAnswer = Awaited<ReturnType<typeof fetchFile>>;

type Publisher<Step extends PlannedFile> = {
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
  /** The values of a file, and state to keep beside the plan. */
  read(
    step: Step,
    answer: FileAnswer,
    context: VisitContext,
    after: Plan,
  ): { observations: Observation[]; kept?: object };
};

/**
 * The provider of a publisher's files. A file that fails, when it is fetched, read or written, keeps nobody waiting: the
 * next one is asked for, and the failed one again minutes later.
 */
export function publisherProvider<Step extends PlannedFile>(publisher: Publisher<Step>): MetricProvider {
  const { key, name, homepage, licence, url, pause } = publisher;
  return {
    key,
    kind: key,
    name,
    homepage,
    licence,
    subject: null,
    adapterVersion: 2,
    hosts: [new URL(url).host],
    pace: pause,
    remembersBlocks: false,
    visit: (context) => visitPublisher(publisher, context),
  };
}

async function visitPublisher<Step extends PlannedFile>(
  { url, steps, pause, ask, read }: Publisher<Step>,
  context: VisitContext,
): Promise<Visit> {
  const { memory } = context;
  const now = context.now.getTime() / 1_000;
  const plan = planOf(memory);
  const rhythm = { pause, round };
  const chosen = nextFile(steps, plan, now);
  const step = steps[chosen.place]!;
  const { host } = new URL(url);
  const planned = (failure: number | null) => afterFile({ files: steps, plan, chosen, now, rhythm, failure });
  const failed = planned(0);
  try {
    const { query = "", etag } = ask?.(step, memory, plan) ?? {};
    const answer = await fetchFile({ url: `${url.replace(/\/$/, "")}${step.path}${query}`, etag });
    const { plan: after, nextIn } = planned(null);
    const { observations, kept } = read(step, answer, context, after);
    if (observations.length === 0 && !answer.isUnchanged) throw new Error("sent no value of a finished day");
    return {
      observations,
      ...(answer.isUnchanged && { nothing: `${step.path} is unchanged` }),
      version: answer.version,
      host,
      bytes: answer.bytes,
      calls: 1,
      httpStatus: answer.status,
      endpoints: [{ position: 0, host, fault: null }],
      nextIn,
      memory: { ...memory, ...after, ...kept },
      memoryIfUnwritten: { ...memory, ...failed.plan },
    };
  } catch (error) {
    const fault = `${step.path}: ${faultInWords(error)}`;
    const restsFor = restOf(error);
    const { plan: after, nextIn } = planned(restsFor ?? 0);
    throw new VisitFault(fault, [{ position: 0, host, fault }], {
      host,
      httpStatus: error instanceof FetchFault ? error.status : null,
      calls: 1,
      memory: { ...memory, ...after },
      nextIn,
      restsFor,
    });
  }
}
