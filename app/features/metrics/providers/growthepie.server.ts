/** growthepie: static files, one a network and metric. Data under CC BY-NC 4.0, which is said wherever a number of theirs stands. */
import { z } from "zod";
import { toDecimal } from "../decimal";
import { type GrowthepieDefinition, growthepieDefinitions, growthepieFileOf, type MeasuredNetwork } from "../networks";
import type { Observation } from "../observation";
import { faultInWords, restOf } from "./first-node.server";
import { type Plan, planVisit } from "./plan";
import { type MetricProvider, type Visit, type VisitContext, VisitFault } from "./provider";
import { fetchFile } from "./rest.server";
import { rowsOf, Table } from "./table";

const day = 86_400_000;
const File = z.object({ details: z.object({ timeseries: z.object({ daily: Table }) }) });

/** The days of a file (milliseconds, UTC); fees in dollars. Days that are not over are left out. */
export function parseGrowthepie(
  answer: unknown,
  subject: string,
  definition: GrowthepieDefinition,
  now: Date,
): Observation[] {
  const { daily } = File.parse(answer).details.timeseries;
  const column = definition === "median-fee.daily@1" ? "usd" : "value";
  if (!daily.types.includes(column)) throw new Error(`answered with a table without “${column}”`);
  return rowsOf(daily, "unix").flatMap((row) => {
    const at = Number(row["unix"]);
    const given = row[column];
    if (given === null || at + day > now.getTime()) return [];
    return [
      { subject, definition, at: new Date(at), value: toDecimal(given) ?? String(given), quality: "final" as const },
    ];
  });
}

type Step = { path: string; subject: string; definition: GrowthepieDefinition };

/** growthepie at this address: a second and more between files, four rounds a day. */
export function growthepieProvider(url: string, networks: MeasuredNetwork[], pause = 5): MetricProvider {
  const steps: Step[] = networks.flatMap(({ slug, growthepie }) =>
    growthepieDefinitions
      .filter((definition) => growthepie && !growthepie.excluded.includes(growthepieFileOf(definition)))
      .map((definition) => ({
        path: `/v1/metrics/chains/${growthepie!.key}/${growthepieFileOf(definition)}.json`,
        subject: slug,
        definition,
      })),
  );
  return {
    key: "growthepie",
    kind: "growthepie",
    name: "growthepie",
    homepage: "https://www.growthepie.com",
    licence: "CC BY-NC 4.0, non-commercial",
    subject: null,
    adapterVersion: 1,
    hosts: [new URL(url).host],
    pace: pause,
    remembersBlocks: false,
    visit: (context) => visitGrowthepie(url, steps, context, pause),
  };
}

async function visitGrowthepie(
  url: string,
  steps: Step[],
  { memory, now }: VisitContext,
  pause: number,
): Promise<Visit> {
  const known = memory as Partial<Plan>;
  const { index, after, nextIn } = planVisit({
    count: steps.length,
    memory: known,
    now: now.getTime() / 1_000,
    pause,
    round: 6 * 3_600,
  });
  const step = steps[index]!;
  const { host } = new URL(url);
  try {
    const answer = await fetchFile({ url: `${url.replace(/\/$/, "")}${step.path}`, etag: after.etags[step.path] });
    return {
      observations: answer.isUnchanged ? [] : parseGrowthepie(answer.json, step.subject, step.definition, now),
      host,
      bytes: answer.bytes,
      calls: 1,
      httpStatus: answer.status,
      endpoints: [{ position: 0, host, fault: null }],
      nextIn,
      memory: { ...after, etags: { ...after.etags, ...(answer.etag && { [step.path]: answer.etag }) } },
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
