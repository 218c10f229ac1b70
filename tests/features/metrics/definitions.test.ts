import { describe, expect, test } from "vitest";
import { definitionIds, definitions } from "~/features/metrics/definitions";
import { whyUnsupported } from "~/features/metrics/needs";
import { fileChains as chains } from "../../support/chains";

const day = 86_400;

describe.each(definitionIds)("%s", (id) => {
  const definition = definitions[id];
  const { window, source, interval, every, staleAfter, downAfter, datedBy } = definition;

  test("is asked for more often than it grows stale, and is stale before it counts as none", () => {
    expect(staleAfter).toBeGreaterThan(every);
    expect(downAfter).toBeGreaterThan(staleAfter);
    if (datedBy === "beginning") expect(every).toBe(day);
  });

  test("says in words the interval that the code has", () => {
    const said = /60 s/.test(window) ? 60 : /one day|seven days/.test(window) ? day : 0;
    expect(interval).toBe(said);
    if (/once a minute/.test(`${window} ${source} ${definition.caveats}`)) expect(every).toBe(60);
    if (/once an hour|every ten minutes/.test(`${window} ${source}`)) expect(every).toBeGreaterThan(60);
  });

  test("is asked of each chain's nodes at least that often", () => {
    for (const chain of chains)
      if (chain.rpc && datedBy === "end" && whyUnsupported(chain, definition) === null)
        expect(chain.rpc.pollSeconds, chain.slug).toBeLessThanOrEqual(every);
  });
});

test("growthepie's data names its licence and source in every definition, and nobody's says NC", () => {
  const all = definitionIds.map((id) => definitions[id]);
  expect(all.filter(({ source, caveats, name }) => /BY-NC|non-commercial/.test(source + caveats + name))).toEqual([]);
  const theirs = all.filter(({ source }) => /growthepie/.test(source));
  expect(theirs.length).toBeGreaterThanOrEqual(4);
  for (const { source } of theirs) {
    expect(source).toContain("Source: growthepie, https://www.growthepie.com");
    expect(source).toContain("CC BY 4.0");
  }
});

test("“All L2s” is one universe in every definition that adds them up", () => {
  for (const id of ["tps.daily@1", "tvs.daily@1", "share.daily@1", "scaling-factor.daily@1"] as const)
    expect(definitions[id].caveats).toContain("every scaling project that L2BEAT lists");
});
