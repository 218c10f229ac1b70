import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { correctFact, findChain, listFacts, listPastFacts, loadRegistry } from "~/features/chains/chains.server";
import { findField, type Registry } from "~/features/chains/chains";
import { faultInValue, isDate, isWebAddress } from "~/features/chains/fact-field";
import { db } from "~/platform/db.server";
import { seed } from "../../../prisma/seed";
import { useDatabase } from "../../support/database";
import { aMember } from "../../support/factories";

useDatabase();

const registry = JSON.parse(readFileSync("prisma/vocabulary/chains.json", "utf8")) as Registry;
const stage = findField("stage")!;
const said = {
  value: "Stage 0",
  since: null,
  asOf: "2026-11-01",
  sourceName: "L2BEAT, project page",
  sourceUrl: "https://l2beat.com/layer2s/projects/base",
  note: "",
  differing: "keep" as const,
};

const everything = async () => ({
  facts: await db.chainFact.findMany({ orderBy: { id: "asc" } }),
  members: await db.chainGroupMember.findMany({ orderBy: [{ groupSlug: "asc" }, { chainSlug: "asc" }] }),
  groups: await db.chainGroup.findMany({ orderBy: { slug: "asc" } }),
  upgrades: await db.chainUpgrade.findMany({ orderBy: { slug: "asc" } }),
  chains: await db.chain.findMany({ orderBy: { slug: "asc" } }),
});

const presentOf = async (chain: string, field: string) =>
  (await listFacts(chain)).find(({ key }) => key === field)?.present ?? null;

test("the registry's file is complete: chains, dated facts with sources, groups whose members exist", () => {
  expect(registry.chains.length).toBeGreaterThanOrEqual(28);
  const slugs = new Set(registry.chains.map(({ slug }) => slug));
  for (const chain of registry.chains) {
    const present = chain.facts.filter((fact) => !fact.differs).map(({ field }) => field);
    expect(new Set(present).size, chain.slug).toBe(present.length);
    expect(present, chain.slug).toEqual(expect.arrayContaining(["description", "kind", "status"]));
    for (const fact of chain.facts) {
      const about = `${chain.slug}/${fact.field}`;
      expect(findField(fact.field)?.key, about).toBe(fact.field);
      expect(faultInValue(fact.field, fact.value), about).toBeNull();
      expect(isDate(fact.asOf) && (fact.since === undefined || isDate(fact.since)), about).toBe(true);
      expect(isWebAddress(chain.sources[fact.source]?.url ?? ""), about).toBe(true);
    }
    const differing = chain.facts.filter((fact) => fact.differs).map(({ field }) => field);
    expect(present, chain.slug).toEqual(expect.arrayContaining(differing));
  }
  for (const group of registry.groups) expect(group.members.filter((slug) => !slugs.has(slug))).toEqual([]);
  expect(registry.upgrades.every(({ chain }) => slugs.has(chain))).toBe(true);
});

test("loading twice changes nothing", async () => {
  const before = await everything();
  expect(before.facts.length).toBeGreaterThan(400);
  await seed({ withDemonstration: false });
  expect(await everything()).toEqual(before);
});

test("conflicts between sources are kept and shown with the value the registry goes by", async () => {
  const kind = (await listFacts("base")).find(({ key }) => key === "kind");
  expect(kind?.present.value).toBe("Multi-proof rollup");
  expect(kind?.differing.map(({ value, sourceName }) => [value, sourceName])).toEqual([
    ["Optimistic rollup", "growthepie, chain registry"],
  ]);
});

test("a correction takes the place of a value, keeps it in the history, and survives a start", async () => {
  const by = await aMember({ role: "admin", name: "The Corrector" });
  const before = await presentOf("base", "stage");
  const done = await correctFact({ chain: "base", field: stage, by, instead: before!.id, ...said });
  expect(done).toEqual({ ok: true });
  await seed({ withDemonstration: false });

  expect(await presentOf("base", "stage")).toMatchObject({ value: "Stage 0", asOf: "2026-11-01" });
  const history = await listPastFacts("base", "stage");
  expect(history.map(({ value, standing, enteredBy }) => [value, standing, enteredBy?.name])).toEqual([
    ["Stage 0", "present", "The Corrector"],
    ["Stage 1", "past", undefined],
  ]);
  expect(history[1]).toMatchObject({ sourceName: before!.sourceName, asOf: before!.asOf });
  expect(history[1]!.endedAt).toEqual(history[0]!.enteredAt);
});

test("a newer edition replaces facts that it states differently, but not those that an administrator corrected", async () => {
  const by = await aMember({ role: "admin" });
  const corrected = await presentOf("zora", "stage");
  await correctFact({ chain: "zora", field: stage, by, instead: corrected!.id, ...said });
  const newer = structuredClone(registry);
  for (const chain of newer.chains.filter(({ slug }) => slug === "zora" || slug === "ink"))
    for (const fact of chain.facts.filter(({ field }) => field === "stage"))
      Object.assign(fact, { value: "Stage 2", asOf: "2026-12" });
  await db.$transaction((tx) => loadRegistry(tx, newer));
  expect((await presentOf("ink", "stage"))?.value).toBe("Stage 2");
  expect((await presentOf("zora", "stage"))?.value).toBe("Stage 0");
  expect((await listPastFacts("ink", "stage")).map(({ value, standing }) => [value, standing])).toEqual([
    ["Stage 2", "present"],
    ["Stage 1", "past"],
  ]);
  const before = await everything();
  await db.$transaction((tx) => loadRegistry(tx, newer));
  expect(await everything()).toEqual(before);
});

test("two corrections that began from one value: the second is refused with the first one's value", async () => {
  const [first, second] = [await aMember({ role: "admin" }), await aMember({ role: "admin" })];
  const instead = (await presentOf("linea", "stage"))!.id;
  const done = await Promise.all(
    [first, second].map((by, index) =>
      correctFact({ chain: "linea", field: stage, by, instead, ...said, value: `Stage ${index + 1}` }),
    ),
  );
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = done.find(({ ok }) => !ok);
  expect(refused).toMatchObject({ reason: "changed", value: (await presentOf("linea", "stage"))?.value });
});

test("a correction sent twice is one", async () => {
  const by = await aMember({ role: "admin" });
  const given = { chain: "scroll", field: stage, by, instead: (await presentOf("scroll", "stage"))!.id, ...said };
  expect([await correctFact(given), await correctFact(given)]).toEqual([{ ok: true }, { ok: true }]);
  expect(await db.chainFact.count({ where: { chainSlug: "scroll", field: "stage" } })).toBe(2);
});

test("a fact that was not there can be added; sources that agreed in the end leave the page, not the history", async () => {
  const by = await aMember({ role: "admin" });
  const withdrawal = findField("withdrawal")!;
  expect(await presentOf("arbitrum", "withdrawal")).toBeNull();
  await correctFact({ chain: "arbitrum", field: withdrawal, by, instead: 0, ...said, value: "About 7 days" });
  expect((await presentOf("arbitrum", "withdrawal"))?.value).toBe("About 7 days");

  const kind = findField("kind")!;
  const instead = (await presentOf("metis", "kind"))!.id;
  await correctFact({ chain: "metis", field: kind, by, instead, ...said, value: "Optimium", differing: "end" });
  const fields = await listFacts("metis");
  expect(fields.find(({ key }) => key === "kind")?.differing).toEqual([]);
  expect(await listPastFacts("metis", "kind")).toHaveLength(3);
});

test("a date in the future, a stage there is not and a chain there is not are refused", async () => {
  const by = await aMember({ role: "admin" });
  const instead = (await presentOf("mode", "stage"))!.id;
  const given = { chain: "mode", field: stage, by, instead, ...said };
  expect(await correctFact({ ...given, asOf: "2999" })).toMatchObject({ reason: "fault", at: "asOf" });
  expect(await correctFact({ ...given, since: "2999-01" })).toMatchObject({ reason: "fault", at: "since" });
  expect(await correctFact({ ...given, value: "Stage 9" })).toMatchObject({ reason: "fault", at: "value" });
  expect(await correctFact({ ...given, chain: "nowhere" })).toEqual({ ok: false, reason: "no-chain" });
  expect((await presentOf("mode", "stage"))?.value).toBe("Not applicable");
});

test("the database itself refuses a second present value, a fact without a source and a date there is not", async () => {
  const row = {
    chainSlug: "taiko",
    field: "stage",
    value: "x",
    asOf: "2026",
    sourceName: "x",
    sourceUrl: "https://x.example",
  };
  const enteredAt = new Date("2026-01-01T00:00:00Z");
  const create = (given: object) => db.chainFact.create({ data: { ...row, standing: "differs", enteredAt, ...given } });
  await expect(create({ standing: "present" })).rejects.toThrow();
  await expect(create({ sourceUrl: "javascript:alert(1)" })).rejects.toThrow();
  await expect(create({ asOf: "soon" })).rejects.toThrow();
  await expect(create({ standing: "past" })).rejects.toThrow();
});

test("a chain knows its groups", async () => {
  expect((await findChain("op-mainnet"))?.groups.map(({ slug }) => slug)).toEqual(["l2", "op-stack", "superchain"]);
  expect(await findChain("no-such")).toBeNull();
});
