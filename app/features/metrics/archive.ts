/** Recorded history: which definitions the archive has values by, and which others those values may stand in for. */
import type { DefinitionId } from "./definitions";

/** The provider of values that others recorded in public, dated in the past. */
export const archiveKey = "archive";

/**
 * The definition by which the archive holds the days of a series that is measured by `definition`: its own where the
 * archive has it, or one that counts the same thing. Null where recorded days would mean something else.
 */
export function recordedAs(definition: DefinitionId): DefinitionId | null {
  switch (definition) {
    case "tps.daily@1":
    case "mgas.daily@1":
    case "active-addresses.daily@1":
    case "median-fee.daily@1":
    case "blob-base-fee.median@1":
    case "blobs.daily@1":
    case "tx-per-day.recorded@1":
      return definition;
    case "tx-per-day.own@1":
    case "tx-per-day.l2beat@1":
    case "tx-per-day.growthepie@1":
      return "tx-per-day.recorded@1";
    // Hours and days of it are means over blocks.
    case "blobs.block@1":
      return "blobs.daily@1";
    default:
      return null;
  }
}

/** Definitions of days whose recorded values go down to the hour. */
export const hasRecordedHours = (definition: DefinitionId) =>
  definition === "blobs.daily@1" || definition === "blob-base-fee.median@1";
