import { evidenceTables } from "./evidence-tables";
import { importTables } from "./import-tables";
import { memberTables } from "./member-tables";
import { metricTables } from "./metric-tables";
import { moderationTables } from "./moderation-tables";
import { postTables } from "./post-tables";
import type { Kind, TablePlan } from "./table-plan";

/** What an export holds of each table, by its name. */
export const exportedTables: Record<string, TablePlan> = {
  ...memberTables,
  ...postTables,
  ...evidenceTables,
  ...metricTables,
  ...moderationTables,
  ...importTables,
};

/** The tables of this kind of export, in the order in which they are written. */
export const tablesOf = (kind: Kind): [string, TablePlan][] =>
  Object.entries(exportedTables)
    .filter(([, { onlyFull }]) => kind === "full" || onlyFull === undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
