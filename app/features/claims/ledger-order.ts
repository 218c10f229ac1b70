import { type Status, statuses } from "./status";

/** Orders of a ledger: as the posts stand, by status in their order of precedence, the farthest off first. */
export const ledgerOrders = ["post", "status", "factor"] as const;
export type LedgerOrder = (typeof ledgerOrders)[number];

export const isLedgerOrder = (word: string): word is LedgerOrder => ledgerOrders.some((order) => order === word);

/** Orders of the site's ledger, whose rows stand in many threads. */
export const assertionOrders = ["newest", "status", "factor"] as const;
export type AssertionOrder = (typeof assertionOrders)[number];

export const isAssertionOrder = (word: string): word is AssertionOrder =>
  assertionOrders.some((order) => order === word);

type Row = { status: Status; factor: string | null; points: string | null };

/** The rows in this order; equal ones stay as they stand. A factor comes before a difference in points. */
export function sortLedger<Sorted extends Row>(rows: Sorted[], order: LedgerOrder): Sorted[] {
  if (order === "post") return rows;
  if (order === "status") return rows.toSorted((a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status));
  return rows.toSorted((a, b) => far(b.factor) - far(a.factor) || far(b.points) - far(a.points));
}

const far = (distance: string | null) => (distance === null ? -1 : Math.abs(Number(distance)));
