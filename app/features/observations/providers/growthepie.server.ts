/** growthepie: static files, one a chain and metric. Data under CC BY 4.0 since 2 June 2026; the attribution stands wherever a number of theirs does. */
import { z } from "zod";
import { toDecimal } from "~/features/metrics/metrics";
import type { MeasuredChain } from "~/features/chains/chains";
import {
  type DefinitionId,
  definitionIds,
  definitions,
  growthepieFileOf,
  growthepieFiles,
  whyUnsupported,
} from "~/features/metrics/metrics";
import type { Observation } from "~/features/metrics/metrics";
import type { MetricProvider } from "./provider";
import { publisherProvider } from "./publisher.server";
import { rowsOf, Table } from "./table";

const day = 86_400_000;

/** Seconds between files: growthepie asks for at most ten calls a minute. */
const usualPause = 7;
const File = z.object({ details: z.object({ timeseries: z.object({ daily: Table }) }) });

/** The days of a file (milliseconds, UTC); fees in dollars. Days that are not over are left out. */
export function parseGrowthepie(answer: unknown, subject: string, definition: DefinitionId, now: Date): Observation[] {
  const { daily } = File.parse(answer).details.timeseries;
  const column = definition === "median-fee.daily@1" ? "usd" : "value";
  return rowsOf(daily, "unix", [column]).flatMap((row) => {
    const at = Number(row["unix"]);
    const given = row[column];
    // A day that is not counted yet has a null, and one that is not over a part of its value.
    if (given === null || Math.floor(at / day) * day + day > now.getTime()) return [];
    return [
      { subject, definition, at: new Date(at), value: toDecimal(given) ?? String(given), quality: "final" as const },
    ];
  });
}

/** The files read from growthepie, transaction counts first. */
const published = growthepieFiles.flatMap((file) =>
  definitionIds
    .filter((definition) => growthepieFileOf(definitions[definition]) === file)
    .map((definition) => ({ definition, file })),
);

type Step = { path: string; subject: string; definition: DefinitionId };

/** growthepie at this address: some seconds between files, four rounds a day. */
export function growthepieProvider(url: string, chains: readonly MeasuredChain[], pause = usualPause): MetricProvider {
  const steps: Step[] = chains.flatMap((chain) =>
    published.flatMap(({ definition, file }): Step[] => {
      if (!chain.growthepie || whyUnsupported(chain, definitions[definition])) return [];
      const path = `/v1/metrics/chains/${chain.growthepie.key}/${file}.json`;
      return [{ path, subject: chain.slug, definition }];
    }),
  );
  return publisherProvider({
    key: "growthepie",
    name: "growthepie",
    homepage: "https://www.growthepie.com",
    licence: "CC BY 4.0",
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
