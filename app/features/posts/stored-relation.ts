import type { Relation } from "./post";

/** Converts a relation between the database client's name and ours. */
export const relationOf = (stored: Exclude<Relation, "adds-data"> | "adds_data" | null): Relation | null =>
  stored === "adds_data" ? "adds-data" : stored;

/** The other way. */
export const storedRelation = (relation: Relation | null) => (relation === "adds-data" ? "adds_data" : relation);
