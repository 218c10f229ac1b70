/** growthepie: static files, one a network and metric. Data under CC BY-NC 4.0, which is said wherever a number of theirs stands. */
import { z } from "zod";
import { toDecimal } from "~/features/metrics/metrics";
import {
  type GrowthepieDefinition,
  growthepieDefinitions,
  growthepieFileOf,
  type MeasuredNetwork,
} from "~/features/metrics/metrics";
import type { Observation } from "~/features/metrics/metrics";
import type { MetricProvider } from "./provider";
import { publisherProvider } from "./publisher.server";
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
  return publisherProvider({
    key: "growthepie",
    name: "growthepie",
    homepage: "https://www.growthepie.com",
    licence: "CC BY-NC 4.0, non-commercial",
    url,
    steps,
    pause,
    ask: ({ path }, _memory, { etags }) => ({ etag: etags[path] }),
    read: ({ path, subject, definition }, { isUnchanged, json, etag }, { now }, { etags }) => ({
      observations: isUnchanged ? [] : parseGrowthepie(json, subject, definition, now),
      kept: { etags: { ...etags, ...(etag && { [path]: etag }) } },
    }),
  });
}
