/** The newest values of many series. */
import { readChains } from "~/features/chains/chains.server";
import { databaseNow } from "~/platform/db.server";
import { choose } from "./choose-series";
import { listRows, type SeriesRef } from "./series-rows.server";
import type { SeriesView } from "./series-view";

/** The newest value of each of these, in the order asked for; one query. */
export async function readLatest(refs: SeriesRef[], now?: Date): Promise<SeriesView[]> {
  if (refs.length === 0) return [];
  const clock = now ?? (await databaseNow());
  const [rows, chains] = await Promise.all([listRows(refs), readChains()]);
  const judged = { chains, now: clock };
  return refs.map((ref) => choose(ref, rows, judged).view);
}
