import { type Tx } from "~/platform/db.server";
import { crossChecked, disputesAmong, type Total } from "~/features/metrics/metrics";
import { type DefinitionId, isDefinitionId } from "~/features/metrics/metrics";
import type { Observation } from "~/features/metrics/metrics";

/** Sets what these observations have changed against what other providers count, and notes who differs. */
export async function crossCheck(tx: Tx, observations: Pick<Observation, "subject" | "definition">[], now: Date) {
  const subjects = [
    ...new Set(
      observations.filter(({ definition }) => crossChecked.includes(definition)).map(({ subject }) => subject),
    ),
  ];
  if (subjects.length === 0) return;
  const rows = await tx.$queryRaw<{ id: number; subject: string; definitionId: string; day: Date; value: number }[]>`
    select s."id", s."subject", s."definitionId", r."at" as day, r."last"::float8 as value
    from "Series" s join "Rollup" r on r."seriesId" = s."id" and r."bucket" = 'day' and r."at" > ${now}::timestamptz - interval '14 days'
    where s."subject" = any(${subjects}::text[]) and s."definitionId" = any(${crossChecked}::text[])`;
  for (const subject of subjects) {
    const totals = new Map<DefinitionId, Total & { id: number; days: Map<string, number> }>();
    for (const row of rows.filter((candidate) => candidate.subject === subject)) {
      if (!isDefinitionId(row.definitionId)) continue;
      const known = totals.get(row.definitionId) ?? { id: row.id, definition: row.definitionId, days: new Map() };
      totals.set(row.definitionId, known);
      known.days.set(row.day.toISOString(), row.value);
    }
    const disputes = disputesAmong([...totals.values()]);
    for (const { id, definition } of totals.values()) {
      const dispute = disputes.find((candidate) => candidate.definition === definition);
      await tx.$executeRaw`
        update "Series" set "disputedAt" = case when ${dispute !== undefined} then coalesce("disputedAt", ${now}::timestamptz) end,
          "disputedWith" = ${dispute?.with ?? null}, "disputedBy" = ${dispute?.by ?? null}::float8
        where "id" = ${id} and ("disputedAt" is not null or ${dispute !== undefined})`;
    }
  }
}
