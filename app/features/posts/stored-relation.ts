import type { Relation } from "./post";

/** A relation as the database's client names it, and as everybody else does. */
export const relationOf = (stored: Exclude<Relation, "adds-data"> | "adds_data" | null): Relation | null =>
  stored === "adds_data" ? "adds-data" : stored;
