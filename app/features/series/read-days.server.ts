/** The daily values of many series. */
import { db } from "~/platform/db.server";
import type { Point, SeriesView } from "./series-view";

/** The last `days` days of each series up to its newest value, for sparklines; none for a series without data. One query. */
export async function readDays(views: SeriesView[], days: number): Promise<Point[][]> {
  const rows = await db.$queryRaw<
    { subject: string; definitionId: string; providerKey: string; at: Date; value: string }[]
  >`
    select s."subject", s."definitionId", s."providerKey", r."at", trim_scale(round(r."avg", case when abs(r."avg") < 1 then 18 else 9 end))::text as value
    from "Rollup" r join "Series" s on s."id" = r."seriesId"
    where r."bucket" = 'day' and r."at" > least(now(), s."lastAt") - ${days} * interval '1 day'
      and s."subject" = any(${views.map(({ subject }) => subject)}::text[]) and s."definitionId" = any(${views.map(({ definition }) => definition)}::text[])
    order by r."at"`;
  return views.map((view) =>
    rows
      .filter(
        (row) =>
          row.subject === view.subject &&
          row.definitionId === view.definition &&
          row.providerKey === view.provider?.key,
      )
      .map((row) => [row.at.toISOString(), row.value] satisfies Point),
  );
}
