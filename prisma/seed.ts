/** What a database begins with: the vocabulary everywhere, the demonstration in local mode. Goes through the rooms' own commands. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadRegistry } from "~/features/chains/chains.server";
import type { Registry } from "~/features/chains/chains";
import { loadMetrics } from "~/features/metrics/metrics.server";
import { loadVocabulary, type VocabularyEntry } from "~/features/tags/tags.server";
import { env } from "~/platform/env.server";
import { importEips } from "~/features/sources/sources.server";
import { databaseNow, db } from "~/platform/db.server";
import { loadDemonstration } from "./load-demonstration";

const seedLock = 7_310_026;

const readJson = <T>(file: string) => JSON.parse(readFileSync(resolve(file), "utf8")) as T;

/** Brings in what is missing. Several servers may start at once; one of them does it. */
export async function seed({ withDemonstration }: { withDemonstration: boolean }) {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(${seedLock})::text`;
    await loadRegistry(tx, readJson<Registry>("prisma/vocabulary/chains.json"));
    if (env().DEVNET === "on")
      await loadRegistry(tx, {
        networks: [{ slug: "devnet", name: "Devnet", shortName: "Devnet", layer: "L1", sources: {}, facts: [] }],
        groups: [],
        upgrades: [],
      });
    await loadMetrics(tx);
    await importEips(tx, readJson("prisma/vocabulary/eips.json"), await databaseNow(tx));
    await loadVocabulary(tx, readJson<VocabularyEntry[]>("prisma/vocabulary/tags.json"));
  });
  if (withDemonstration) await loadDemonstration();
}
