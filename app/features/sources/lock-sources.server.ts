import type { Tx } from "~/platform/db.server";

/** Nobody else changes these sources until the transaction ends. Always in the order of their ids, so that no two transactions wait for each other. */
export async function lockSources(tx: Tx, ids: number[]) {
  if (ids.length === 0) return;
  await tx.$queryRaw`select 1 from "Source" where "id" = any(${ids}::int[]) order by "id" for no key update`;
}
