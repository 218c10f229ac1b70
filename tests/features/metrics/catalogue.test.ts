import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { definitionIds, definitions, definitionsOf } from "~/features/metrics/definitions";
import { metricIds } from "~/features/metrics/metric";
import { growthepieFileOf, whyUnsupported, whyUnsupportedOfGroup } from "~/features/metrics/needs";
import { readArchiveTable } from "~/features/observations/archive/archive-file";
import { fileChains, fileGroups } from "../../support/chains";

const observations = join(import.meta.dirname, "../../../app/features/observations");
const collectors = readdirSync(observations, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(observations, file), "utf8"));

const archive = join(import.meta.dirname, "../../../prisma/archive");
const recorded = new Set(
  readdirSync(archive)
    .filter((file) => file.endsWith(".csv.gz"))
    .flatMap((file) => readArchiveTable(file, gunzipSync(readFileSync(join(archive, file))).toString("utf8")))
    .map(({ definition }) => definition),
);

test.each(metricIds)("metric %s has a definition", (metric) => {
  expect(definitionsOf(metric)).not.toEqual([]);
});

describe.each(definitionIds)("definition %s", (id) => {
  test("has an id made of metric, key and version", () => {
    const { metric, key, version } = definitions[id];
    expect(id).toBe(`${metric}.${key}@${version}`);
  });

  test("can be measured for a chain or a group, or is recorded", () => {
    const isOfChain = fileChains.some((chain) => whyUnsupported(chain, definitions[id]) === null);
    const isOfGroup = fileGroups.some((group) => whyUnsupportedOfGroup(group, definitions[id]) === null);
    expect(isOfChain || isOfGroup || recorded.has(id)).toBe(true);
  });

  test("is delivered by a provider or counted from blocks, or another version is in its place", () => {
    const { supersededBy } = definitions[id];
    if (supersededBy !== undefined) return void expect(definitionIds).toContain(supersededBy);
    const isOfGrowthepie = growthepieFileOf(definitions[id]) !== null;
    expect(isOfGrowthepie || collectors.some((source) => source.includes(`"${id}"`))).toBe(true);
  });
});
