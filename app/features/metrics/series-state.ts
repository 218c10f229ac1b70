/** How a number stands, from the age of the data and nothing else. */
import { freshnessOf } from "~/ui/age";
import type { Definition } from "./definitions";
import type { Quality } from "./observation";

export type SeriesState = "live" | "stale" | "down" | "provisional" | "disputed" | "unsupported" | "archive";

type Given = {
  /** When the newest observation was; null when there is none yet. */
  lastAt: Date | null;
  quality: Quality | null;
  isDisputed: boolean;
  /** The archive's: history, however young. */
  isRecorded?: boolean;
  definition: Pick<Definition, "interval" | "datedBy" | "staleAfter" | "downAfter">;
  now: Date;
};

/** The moment up to which an observation speaks. */
export const spokenUntil = (at: Date, { interval, datedBy }: Pick<Definition, "interval" | "datedBy">) =>
  datedBy === "beginning" ? new Date(at.getTime() + interval * 1_000) : at;

/** The state of a series that its chain supports. */
export function stateOf({ lastAt, quality, isDisputed, isRecorded, definition, now }: Given): SeriesState {
  if (!lastAt) return "down";
  if (isRecorded) return "archive";
  const age = (now.getTime() - spokenUntil(lastAt, definition).getTime()) / 1_000;
  const freshness = freshnessOf(age, definition);
  if (freshness !== "live") return freshness;
  if (isDisputed) return "disputed";
  return quality === "provisional" ? "provisional" : "live";
}

export { ageInWords } from "~/ui/age";
