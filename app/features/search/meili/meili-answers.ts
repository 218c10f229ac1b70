/** What Meilisearch answers, as far as we read it. Anything else is a fault of its. */
import { z } from "zod";

const id = z.number().int().min(1).max(2_147_483_647);
const score = z.number().min(0).max(1);

/** Hits of several queries as one list, each once. */
export const FederatedHits = z.object({
  hits: z.array(z.object({ id, _federation: z.object({ weightedRankingScore: score }) })).max(10_000),
});

/** Hits of several queries, each for itself. */
export const SeparateHits = z.object({
  results: z
    .array(
      z.object({
        hits: z.array(z.object({ id, _rankingScore: score })).max(10_000),
        estimatedTotalHits: z.number().int().min(0),
      }),
    )
    .max(100),
});

export const IndexStats = z.object({ numberOfDocuments: z.number().int().min(0) });
