/** The parts of Meilisearch's answers that we read. Anything else is a fault. */
import { z } from "zod";

const id = z.number().int().min(1).max(2_147_483_647);
const score = z.number().min(0).max(1);

/** Hits of several queries as one list without duplicates. */
export const FederatedHits = z.object({
  hits: z.array(z.object({ id, _federation: z.object({ weightedRankingScore: score }) })).max(10_000),
});

/** Hits of several queries, one list per query. */
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
