/**
 * The initial content of a database: the vocabulary and the archive everywhere, the demonstration in local mode. Uses the rooms' own
 * commands.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expireChains, loadRegistry } from "~/features/chains/chains.server";
import type { Registry } from "~/features/chains/chains";
import { threadsWithClaims } from "~/features/claims/claims.server";
import { loadMetrics } from "~/features/metrics/metrics.server";
import { loadVocabulary, type VocabularyEntry } from "~/features/tags/tags.server";
import { env } from "~/platform/env.server";
import { loadArchive } from "~/features/observations/observations.server";
import { importEips } from "~/features/sources/sources.server";
import { databaseNow, db, inTransaction, startTimeout } from "~/platform/db.server";
import { enqueue } from "~/platform/jobs.server";
import { lock } from "~/platform/locks.server";
import { projectRoot } from "~/platform/project-root.server";
import { loadDemonstration } from "./load-demonstration";

const readJson = <T>(file: string) => JSON.parse(readFileSync(join(projectRoot, file), "utf8")) as T;

/** Adds what is missing. Several servers can start at once; one of them does it. */
export async function seed({
  withDemonstration,
  withArchive = false,
}: {
  withDemonstration: boolean;
  withArchive?: boolean;
}) {
  await inTransaction(
    async (tx) => {
      await lock(tx, "seed");
      await loadRegistry(tx, readJson<Registry>("prisma/vocabulary/chains.json"));
      if (env().DEVNET === "on") await loadRegistry(tx, readJson<Registry>("prisma/vocabulary/devnet.json"));
      await loadMetrics(tx);
      await importEips(tx, readJson("prisma/vocabulary/eips.json"), await databaseNow(tx));
      await loadVocabulary(tx, readJson<VocabularyEntry[]>("prisma/vocabulary/tags.json"));
    },
    { timeout: startTimeout },
  );
  expireChains();
  // Before the demonstration, whose widgets show what was true on the days of its posts.
  const recorded = withArchive ? await loadArchive(join(projectRoot, "prisma/archive")) : 0;
  // Another version of the archive may say something else of what posts state. Posts that are written later bring their own jobs.
  if (recorded > 0 && (await threadsWithClaims(0, 1)).length > 0) await enqueue(db, "judge-claims", { after: 0 });
  if (withDemonstration) await loadDemonstration();
}
