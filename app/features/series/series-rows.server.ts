/** The rows of series, each with its provider and its newest value. */
import type { Subject } from "~/features/chains/chains";
import { readChains } from "~/features/chains/chains.server";
import { definitionsOf, type MetricId } from "~/features/metrics/metrics";
import { db, type Tx } from "~/platform/db.server";
import type { RecordedSpan } from "./series-view";

export type SeriesRef = { subject: string; metric: MetricId };

export type SeriesRow = {
  id: number;
  subject: string;
  definitionId: string;
  lastAt: Date | null;
  lastValue: string | null;
  lastBlock: bigint | null;
  isFinal: boolean;
  key: string;
  name: string;
  homepage: string;
  licence: string;
  isDisputed: boolean;
  nodesDisputedAt: Date | null;
  disputedWith: string | null;
  disputedBy: number | null;
  isUnsettled: boolean;
  /** The sources of an archive's recorded days, the newest first; empty for every other provider. */
  origins: Pick<RecordedSpan, "name" | "homepage" | "licence">[];
};

/** The chain or group with this slug; null when the registry has none. */
export const findSubject = async (slug: string): Promise<Subject | null> => (await readChains()).find(slug);

/** Every series of these subjects and metrics, ordered by id; one query. */
export async function listRows(refs: SeriesRef[], tx: Tx = db): Promise<SeriesRow[]> {
  const definitionIds = [...new Set(refs.flatMap(({ metric }) => definitionsOf(metric)))];
  const subjects = [...new Set(refs.map(({ subject }) => subject))];
  return tx.$queryRaw<SeriesRow[]>`
    select s."id", s."subject", s."definitionId", s."lastAt", trim_scale(s."lastValue")::text as "lastValue", s."lastBlock", s."isFinal",
      p."key", p."name", p."homepage", p."licence", (st."disputedAt" is not null or s."disputedAt" is not null) as "isDisputed",
      st."disputedAt" as "nodesDisputedAt", s."disputedWith", s."disputedBy",
      exists (select 1 from "Correction" c where c."providerKey" = p."key" and c."at" > now() - interval '10 minutes') as "isUnsettled",
      coalesce((select json_agg(json_build_object('name', o."name", 'homepage', o."homepage", 'licence', o."licence") order by o.last desc)
        from (select "name", "homepage", "licence", max("lastAt") as last from "RecordedSpan" where "seriesId" = s."id" group by 1, 2, 3) o), '[]') as "origins"
    from "Series" s join "Provider" p on p."key" = s."providerKey" left join "ProviderState" st on st."providerKey" = p."key"
    where s."definitionId" = any(${definitionIds}::text[]) and s."subject" = any(${subjects}::text[])
    order by s."id"`;
}
