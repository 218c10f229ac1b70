/** The claims of the whole site, a row for each assertion: the same number about the same thing in many posts is one. */
import type { Viewer } from "~/features/auth/auth";
import { visibleToSql } from "~/features/auth/auth.server";
import { databaseNow, db, Prisma } from "~/platform/db.server";
import { publicSince } from "./claim";
import type { ClaimFilter } from "./claim-filter";
import type { AssertionOrder } from "./ledger-order";
import { type LedgerRow, toLedgerRow, withPlace } from "./ledger-row";
import { statuses } from "./status";

const onPage = 50;
/** Pages beyond this are not counted out: a filter finds what stands there. */
export const lastPage = 200;

type Query = ClaimFilter & { order: AssertionOrder; /** From 1. */ page: number };

/** A claim, and how many claims say the same and stand the same, itself among them. */
export type AssertionRow = LedgerRow & { times: number };

/** A trouble that is not public yet counts as what everybody sees of it, in filters and orders, too. */
const shown = (now: Date) => {
  const isPublic = Prisma.sql`(c."troubledAt" is null or c."troubledAt" <= ${publicSince(now)} or c."confirmedAt" is not null)`;
  return {
    status: Prisma.sql`case when ${isPublic} then c."status" else c."publicStatus" end`,
    factor: Prisma.sql`case when ${isPublic} then c."factor" end`,
    points: Prisma.sql`case when ${isPublic} then abs(c."points") end`,
  };
};

function whereOf({ chain, metric, tag, status, factor }: ClaimFilter, viewer: Viewer, now: Date): Prisma.Sql {
  const conditions = [
    Prisma.sql`c."ordinal" is not null`,
    visibleToSql(viewer, "p"),
    visibleToSql(viewer, "t"),
    chain && Prisma.sql`c."subject" = ${chain}`,
    metric && Prisma.sql`c."metricId" = ${metric}`,
    tag &&
      Prisma.sql`exists (select 1 from "ThreadTag" tt join "Tag" g on g."id" = tt."tagId" where tt."threadId" = t."id" and g."slug" = ${tag})`,
    status && Prisma.sql`${shown(now).status} = ${status}`,
    factor && Prisma.sql`${shown(now).factor} >= ${factor}`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition !== undefined && condition !== ""),
    " and ",
  );
}

const orders: Record<AssertionOrder, Prisma.Sql> = {
  newest: Prisma.sql`"id" desc`,
  status: Prisma.sql`array_position(${[...statuses]}::text[], "shownStatus"), "id" desc`,
  factor: Prisma.sql`"shownFactor" desc nulls last, "shownPoints" desc nulls last, "id" desc`,
};

/**
 * A page of assertions that fit, each as its newest claim. Claims say the same when they have one key and stand the same: a
 * number that held then and is off today has two rows. What is declared without a metric is told apart by nothing, so every
 * such claim has a row.
 */
export async function listAssertions(
  query: Query,
  viewer: Viewer,
): Promise<{ claims: AssertionRow[]; next: number | null }> {
  const now = await databaseNow();
  const { status, factor, points } = shown(now);
  const found = await db.$queryRaw<{ id: number; times: number }[]>`
    select "id", "times" from (
      select distinct on ("key", "shownStatus") *, count(*) over (partition by "key", "shownStatus")::int as "times" from (
        select c."id", ${status} as "shownStatus", ${factor} as "shownFactor", ${points} as "shownPoints",
          case when c."subject" = '' then c."id"::text else c."assertion" end as "key"
        from "Claim" c join "Post" p on p."id" = c."postId" join "Thread" t on t."id" = c."threadId"
        where ${whereOf(query, viewer, now)}
      ) fitting order by "key", "shownStatus", "id" desc
    ) assertions
    order by ${orders[query.order]} limit ${onPage + 1} offset ${(query.page - 1) * onPage}`;
  const page = found.slice(0, onPage);
  const rows = await db.claim.findMany({ where: { id: { in: page.map(({ id }) => id) } }, select: withPlace });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const claims = page.flatMap(({ id, times }) => {
    const row = byId.get(id);
    return row ? [{ ...toLedgerRow(row, viewer, now), times }] : [];
  });
  return { claims, next: found.length > onPage && query.page < lastPage ? query.page + 1 : null };
}
